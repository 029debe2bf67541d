using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Kubernetes.Tests.Configuration;

/// <summary>Which file counts for what. The expectations were compared with <c>kubectl config view</c>.</summary>
public sealed class KubeconfigMergeTests : IAsyncLifetime
{
    private const string First = """
        clusters: [{name: c, cluster: {server: "https://a"}}]
        users: [{name: u, user: {token: aaa}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        """;

    private const string Second = """
        current-context: yy
        clusters: [{name: c, cluster: {server: "https://b", tls-server-name: bb}}, {name: d, cluster: {server: "https://d"}}]
        users: [{name: u, user: {username: bbb, password: p}}]
        contexts: [{name: x, context: {cluster: d, namespace: nb}}, {name: yy, context: {cluster: d, user: u}}]
        """;

    private readonly Workspace files = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => files.DisposeAsync();

    [Fact]
    public async Task The_first_file_to_name_an_entry_has_it_whole()
    {
        ClusterCatalog catalog = files.Load(files.Write("a", First), files.Write("b", Second));

        Assert.Empty(catalog.Problems);
        Assert.Equal(["x", "yy"], catalog.Clusters.Select(cluster => cluster.Name));
        Assert.Equal("yy", catalog.CurrentContext);
        Assert.Equal(new Uri("https://a/"), catalog.Clusters[0].Server);
        Assert.Null(catalog.Clusters[0].TlsServerName);
        Assert.Null(catalog.Clusters[0].Namespace);
        Assert.Equal(new Uri("https://d/"), catalog.Clusters[1].Server);
        Credential credential = await catalog.Clusters[1].Credentials.GetAsync(null, TestContext.Current.CancellationToken);
        Assert.Equal("Bearer aaa", credential.Authorization?.ToString());
    }

    [Fact]
    public void Order_decides_and_not_the_name_of_the_file()
    {
        ClusterCatalog catalog = files.Load(files.Write("b", Second), files.Write("a", First));

        Assert.Equal(["x", "yy"], catalog.Clusters.Select(cluster => cluster.Name));
        Assert.Equal(new Uri("https://d/"), catalog.Clusters[0].Server);
        Assert.Equal("nb", catalog.Clusters[0].Namespace);
    }

    [Theory]
    [InlineData("current-context: one", "current-context: two", "one")]
    [InlineData("current-context: ''", "current-context: two", "two")]
    [InlineData("current-context:", "current-context: two", "two")]
    [InlineData("kind: Config", "current-context: two", "two")]
    [InlineData("kind: Config", "kind: Config", null)]
    public void The_current_context_is_that_of_the_first_file_that_sets_one(string first, string second, string? expected)
    {
        const string contexts = "\nclusters: [{name: c, cluster: {server: 'https://a'}}]\ncontexts: [{name: one, context: {cluster: c}}, {name: two, context: {cluster: c}}]";
        ClusterCatalog catalog = files.Load(files.Write("a", first), files.Write("b", second + contexts));

        Assert.Equal(expected, catalog.CurrentContext);
        Assert.Empty(catalog.Problems);
    }

    [Fact]
    public void A_current_context_nobody_has_is_a_warning()
    {
        ClusterCatalog catalog = files.Load(files.Write("a", First + "\ncurrent-context: gone"));

        Assert.Null(catalog.CurrentContext);
        ClusterProblem problem = Assert.Single(catalog.Problems);
        Assert.Equal((ClusterProblemSeverity.Warning, 4), (problem.Severity, problem.Line));
        Assert.Contains("\"gone\"", problem.What, StringComparison.Ordinal);
        Assert.Single(catalog.Clusters);
    }

    [Fact]
    public void KUBECONFIG_is_split_and_missing_files_in_it_are_passed_over()
    {
        string list = string.Join(Path.PathSeparator, files.PathOf("missing"), "", files.Write("a", First), files.Write("b", Second), files.PathOf("a"));
        ClusterCatalog catalog = files.Load(new KubeconfigEnvironment { Kubeconfig = list, HomeDirectory = files.Folder });

        Assert.Equal(["x", "yy"], catalog.Clusters.Select(cluster => cluster.Name));
        Assert.Empty(catalog.Problems);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_KUBECONFIG_the_file_in_the_home_directory_is_read(string? variable)
    {
        files.Write(".kube/config", First);
        ClusterCatalog catalog = files.Load(new KubeconfigEnvironment { Kubeconfig = variable, HomeDirectory = files.Folder });

        Assert.Equal("x", Assert.Single(catalog.Clusters).Name);
    }

    [Fact]
    public void Explicit_paths_come_instead_of_KUBECONFIG_and_the_home_directory()
    {
        files.Write(".kube/config", Second);
        KubeconfigEnvironment environment = new() { Kubeconfig = files.Write("b", Second), HomeDirectory = files.Folder };
        ClusterCatalog catalog = files.Load(environment, files.Write("a", First));

        Assert.Equal("x", Assert.Single(catalog.Clusters).Name);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "nowhere")]
    [InlineData("nowhere/config", null)]
    public void Nothing_there_is_no_problem_unless_it_was_asked_for(string? kubeconfig, string? home)
    {
        ClusterCatalog catalog = files.Load(new KubeconfigEnvironment
        {
            Kubeconfig = kubeconfig is null ? null : files.PathOf(kubeconfig),
            HomeDirectory = home is null ? null : files.PathOf(home),
        });

        Assert.Empty(catalog.Clusters);
        Assert.Empty(catalog.Problems);
        Assert.Null(catalog.CurrentContext);
    }

    [Fact]
    public void A_missing_explicit_file_is_a_problem_and_the_others_are_read()
    {
        ClusterCatalog catalog = files.Load(files.PathOf("missing"), files.Write("a", First));

        Assert.Single(catalog.Clusters);
        ClusterProblem problem = Assert.Single(catalog.Problems);
        Assert.Equal((ClusterProblemSeverity.Error, files.PathOf("missing")), (problem.Severity, problem.File));
        Assert.Equal($"{files.PathOf("missing")}: the kubeconfig does not exist. Create the file or correct the path.", problem.ToString());
    }

    [Fact]
    public void A_broken_file_costs_only_itself()
    {
        ClusterCatalog catalog = files.Load(files.Write("bad", "clusters:\n- name: \"c\n"), files.Write("a", First));

        Assert.Single(catalog.Clusters);
        ClusterProblem problem = Assert.Single(catalog.Problems);
        Assert.Equal(files.PathOf("bad"), problem.File);
        Assert.NotNull(problem.Line);
        Assert.Contains("not valid YAML", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_shadowed_by_an_earlier_file_is_not_judged()
    {
        ClusterCatalog catalog = files.Load(files.Write("a", First), files.Write("b", "clusters: [{name: c, cluster: {server: 'ftp://x'}}]"));

        Assert.Empty(catalog.Problems);
        Assert.Single(catalog.Clusters);
    }

    [Fact]
    public void A_broken_entry_is_not_repaired_by_a_later_file()
    {
        ClusterCatalog catalog = files.Load(files.Write("b", "clusters: [{name: c, cluster: {server: 'ftp://x'}}]"), files.Write("a", First));

        Assert.Empty(catalog.Clusters);
        Assert.Equal(["x"], catalog.BrokenContexts);
    }

    [Fact]
    public void Relative_paths_are_relative_to_the_file_that_names_them()
    {
        (string certificate, string key) = Pem.Ec();
        files.Write("one/pki/ca.crt", certificate);
        files.Write("two/me.crt", certificate);
        files.Write("two/me.key", key);
        files.Write("two/token", "from-two");
        string one = files.Write("one/config", "clusters: [{name: c, cluster: {server: 'https://a', certificate-authority: pki/ca.crt}}]");
        string two = files.Write("two/config", """
            users:
            - {name: t, user: {tokenFile: ./token}}
            - {name: m, user: {client-certificate: me.crt, client-key: ../two/me.key}}
            contexts: [{name: t, context: {cluster: c, user: t}}, {name: m, context: {cluster: c, user: m}}]
            """);
        ClusterCatalog catalog = files.Load(one, two);

        Assert.Empty(catalog.Problems);
        Assert.All(catalog.Clusters, cluster => Assert.Single(cluster.CertificateAuthorities!));
    }

    [Fact]
    public async Task Relative_kubeconfig_paths_are_made_absolute()
    {
        string path = files.Write("a", First);
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        ClusterCatalog catalog = files.Load(relative);

        Assert.StartsWith(path, Assert.Single(catalog.Clusters).Origin, StringComparison.Ordinal);
        await catalog.DisposeAsync();
    }

    [Fact]
    public void JSON_and_a_byte_order_mark_and_an_empty_file_are_read()
    {
        string json = """{"clusters":[{"name":"c","cluster":{"server":"https://a"}}],"contexts":[{"name":"x","context":{"cluster":"c"}}],"kind":"Config","apiVersion":"v1"}""";
        ClusterCatalog catalog = files.Load(files.Write("empty", ""), files.Write("comment", "# nothing\n"), files.Write("json", "\ufeff" + json));

        Assert.Empty(catalog.Problems);
        Assert.Single(catalog.Clusters);
    }

    [Theory]
    [InlineData("arn:aws:eks:eu-west-1:123:cluster/prod")]
    [InlineData("user@host:8443/a b")]
    [InlineData("Größe 🦊")]
    [InlineData("")]
    [InlineData("yes")]
    public void Odd_names_are_names(string name)
    {
        string quoted = System.Text.Json.JsonSerializer.Serialize(name);
        ClusterCatalog catalog = files.Load(files.Write("a", $$$"""
            clusters: [{name: {{{quoted}}}, cluster: {server: "https://a"}}]
            users: [{name: {{{quoted}}}, user: {token: t}}]
            contexts: [{name: {{{quoted}}}, context: {cluster: {{{quoted}}}, user: {{{quoted}}}}}]
            """));

        ClusterConfiguration cluster = Assert.Single(catalog.Clusters);
        Assert.Equal(name, cluster.Name);
        Assert.Matches("^[a-z0-9-]{1,40}$", cluster.Slug);
        Assert.Empty(catalog.Problems);
    }

    [Fact]
    public void Of_duplicate_fields_the_last_counts_as_in_kubectl()
    {
        ClusterConfiguration cluster = Assert.Single(files.LoadOne("""{server: "https://one", server: "https://two"}""").Clusters);

        Assert.Equal(new Uri("https://two/"), cluster.Server);
    }

    [Fact]
    public void Slugs_stay_when_contexts_are_reordered()
    {
        const string entries = "clusters: [{name: c, cluster: {server: 'https://a'}}]\n";
        ClusterCatalog one = files.Load(files.Write("a", entries + "contexts: [{name: p/q, context: {cluster: c}}, {name: p q, context: {cluster: c}}]"));
        ClusterCatalog two = files.Load(files.Write("b", entries + "contexts: [{name: new, context: {cluster: c}}, {name: p q, context: {cluster: c}}, {name: p/q, context: {cluster: c}}]"));

        foreach (ClusterConfiguration cluster in one.Clusters)
        {
            Assert.Equal(cluster.Slug, two.Clusters.Single(other => other.Name == cluster.Name).Slug);
        }
    }
}
