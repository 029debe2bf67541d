using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Kubernetes.Tests.Configuration;

/// <summary>Every refusal names file, line, entry, what is wrong, and a remedy; and costs only the contexts that need the entry.</summary>
public sealed class KubeconfigRefusalTests : IAsyncLifetime
{
    private const string Healthy = """

        - name: healthy
          context: {cluster: healthy, user: healthy}
        """;

    private readonly Workspace files = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => files.DisposeAsync();

    public static TheoryData<string, int, string, string> Clusters => new()
    {
        { "{}", 0, "names no server", "server: https://" },
        { "[]", 0, "cluster does not consist of named fields", "name: value" },
        { "text", 0, "cluster does not consist of named fields", "name: value" },
        { "\n    server:", 1, "names no server", "Add server" },
        { "\n    tls-server-name: a\n    server: 17", 2, "server is a number or a boolean", "quotes" },
        { "\n    server: [a]", 1, "server is a list or a mapping", "single value" },
        { "\n    server: 'https://'", 1, "server is not a URL", "HOST:PORT" },
        { "\n    server: 'ftp://host'", 1, "scheme \"ftp\"", "https://" },
        { "\n    server: 'https://me:secret@host'", 1, "holds a user name or password", "user entry" },
        { "\n    server: 'https://h'\n    insecure-skip-tls-verify: 'true'", 2, "neither true nor false", "without quotes" },
        { "\n    server: 'https://h'\n    proxy-url: 'socks4://p:1'", 2, "scheme \"socks4\"", "socks5://" },
        { "\n    server: 'https://h'\n    proxy-url: 'proxy:3128'", 2, "proxy-url is not a URL", "http://HOST:PORT" },
        { "\n    server: 'https://h'\n    certificate-authority: gone.crt", 2, "certificate-authority \"", "Create the file" },
        { "\n    server: 'https://h'\n    certificate-authority: ~/ca.crt", 2, "does not exist", "tilde is not expanded" },
        { "\n    server: 'https://h'\n    certificate-authority: .", 2, "is a directory", "Name a file" },
        { "\n    server: 'https://h'\n    certificate-authority-data: '***'", 2, "is not base64", "base64 -w0" },
        { "\n    server: 'https://h'\n    certificate-authority-data: '-----BEGIN CERTIFICATE-----'", 2, "is not base64", "PEM text as it stands" },
        { "\n    server: 'https://h'\n    certificate-authority-data: aGVsbG8=", 2, "no certificate in PEM form", "BEGIN CERTIFICATE" },
        { "\n    server: 'https://h'\n    extensions: {}", 2, "extensions is not a list", "dash" },
    };

    public static TheoryData<string, int, string, string> Users => new()
    {
        { "[]", 0, "user does not consist of named fields", "name: value" },
        { "\n    token: 123456", 1, "token is a number or a boolean", "quotes" },
        { "\n    token: yes", 1, "token is a number or a boolean", "quotes" },
        { "\n    token: |\n      abc\n      def", 1, "token holds a line break", "one line" },
        { "\n    token: 'ä'", 1, "no HTTP header can carry", "one line" },
        { "\n    token: a\n    username: b", 2, "both given", "Remove one" },
        { "\n    tokenFile: a\n    password: b", 2, "both given", "Remove one" },
        { "\n    auth-provider:\n      name: gcp", 1, "auth-provider \"gcp\" is not supported", "gke-gcloud-auth-plugin" },
        { "\n    auth-provider: {name: azure}", 1, "removed the last of them in 1.26", "kubelogin" },
        { "\n    auth-provider: {name: oidc, config: {id-token: x}}", 1, "auth-provider \"oidc\"", "exec entry" },
        { "\n    auth-provider: {}", 1, "auth-provider \"\"", "exec entry" },
        { "\n    client-certificate: a.crt", 1, "without its key", "client-key" },
        { "\n    token: t\n    client-key: a.key", 2, "without its certificate", "client-certificate" },
        { "\n    client-certificate-data: '!'\n    client-key-data: aGk=", 1, "is not base64", "base64 -w0" },
        { "\n    client-certificate-data: aGk=\n    client-key-data: aGk=", 1, "client certificate is no valid PEM", "BEGIN CERTIFICATE" },
        { "\n    as-groups: [a]", 1, "as-groups is given without as", "Add as" },
        { "\n    as-uid: u", 1, "as-uid is given without as", "Add as" },
        { "\n    as-user-extra: {a: [b]}", 1, "as-user-extra is given without as", "Add as" },
        { "\n    as: a\n    as-groups: b", 2, "as-groups is not a list", "dash" },
        { "\n    exec:\n      apiVersion: client.authentication.k8s.io/v1", 2, "names no command", "Add command" },
        { "\n    exec:\n      command: p", 2, "names no apiVersion", "client.authentication.k8s.io/v1" },
        { "\n    exec:\n      command: p\n      apiVersion: client.authentication.k8s.io/v1alpha1", 3, "v1alpha1\", which is not supported", "v1beta1" },
        { "\n    exec:\n      command: p\n      apiVersion: client.authentication.k8s.io/v1", 2, "names no interactiveMode", "IfAvailable" },
        { "\n    exec:\n      command: p\n      apiVersion: client.authentication.k8s.io/v1\n      interactiveMode: Always", 4, "no terminal", "IfAvailable" },
        { "\n    exec:\n      command: p\n      apiVersion: client.authentication.k8s.io/v1beta1\n      interactiveMode: never", 4, "unknown interactiveMode", "Never or IfAvailable" },
        { "\n    exec:\n      command: p\n      apiVersion: client.authentication.k8s.io/v1beta1\n      env:\n      - value: a", 5, "no usable name", "name" },
        { "\n    exec:\n      command: p\n      apiVersion: client.authentication.k8s.io/v1beta1\n      args: [1]", 4, "args is a number", "quotes" },
    };

    public static TheoryData<string, int, string, string> Contexts => new()
    {
        { "{}", 0, "names no cluster", "Add the cluster" },
        { "[]", 0, "context does not consist of named fields", "name: value" },
        { "\n    user: u\n    cluster: gone", 2, "names the cluster \"gone\"", "correct the name" },
        { "\n    cluster: healthy\n    user: gone", 2, "names the user \"gone\"", "correct the name" },
        { "\n    cluster: healthy\n    user: healthy\n    namespace: A/b", 3, "namespace \"A/b\" cannot exist", "lower-case" },
        { "\n    cluster: healthy\n    user: healthy\n    namespace: 7", 3, "namespace is a number", "quotes" },
    };

    [Theory]
    [MemberData(nameof(Clusters))]
    public void A_broken_cluster_is_refused_in_words(string body, int line, string what, string remedy)
    {
        ClusterCatalog catalog = Load($"""
            clusters:
            - name: healthy
              cluster: {HealthyCluster}
            - name: bad
              cluster: {body}
            """, "users: [{name: healthy, user: {token: t}}]", "{cluster: bad, user: healthy}");

        AssertRefused(catalog, 5 + line, "cluster \"bad\"", what, remedy);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void A_broken_user_is_refused_in_words(string body, int line, string what, string remedy)
    {
        ClusterCatalog catalog = Load($"""
            users:
            - name: healthy
              user: {HealthyUser}
            - name: bad
              user: {body}
            """, $"clusters: [{{name: healthy, cluster: {HealthyCluster}}}]", "{cluster: healthy, user: bad}");

        AssertRefused(catalog, 5 + line, "user \"bad\"", what, remedy);
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void A_broken_context_is_refused_in_words(string body, int line, string what, string remedy)
    {
        ClusterCatalog catalog = files.Load(files.Write("config", $"""
            clusters: [{"{"}name: healthy, cluster: {HealthyCluster}{"}"}]
            users: [{"{"}name: healthy, user: {HealthyUser}{"}"}]
            contexts:
            - name: bad
              context: {body}{Healthy}
            """));

        AssertRefused(catalog, 5 + line, "context \"bad\"", what, remedy);
    }

    [Fact]
    public void One_broken_user_is_one_problem_that_lists_its_contexts()
    {
        ClusterCatalog catalog = files.Load(files.Write("config", """
            clusters: [{name: c, cluster: {server: "https://h"}}]
            users: [{name: bad, user: {token: 1}}, {name: good, user: {token: a}}]
            contexts: [{name: b, context: {cluster: c, user: bad}}, {name: g, context: {cluster: c, user: good}}, {name: a, context: {cluster: c, user: bad}}]
            """));

        ClusterProblem problem = Assert.Single(catalog.Problems);
        Assert.Equal(["b", "a"], problem.Contexts);
        Assert.Equal(["b", "a"], catalog.BrokenContexts);
        Assert.Equal("g", Assert.Single(catalog.Clusters).Name);
    }

    [Fact]
    public void A_broken_entry_no_context_uses_is_told_without_contexts()
    {
        ClusterCatalog catalog = files.Load(files.Write("config", "clusters: [{name: c, cluster: {server: 'ftp://h'}}]"));

        Assert.Empty(Assert.Single(catalog.Problems).Contexts);
    }

    [Fact]
    public void Problems_come_in_the_order_of_files_and_lines()
    {
        string first = files.Write("b", "users: [{name: u, user: {token: 1}}]\nclusters: [{name: c, cluster: {}}]\ncontexts:\n- name: x\n  context: {cluster: gone}");
        string second = files.Write("a", "clusters: [{name: d, cluster: {}}]");
        ClusterCatalog catalog = files.Load(first, second);

        Assert.Equal([(first, 1), (first, 2), (first, 5), (second, 1)], catalog.Problems.Select(problem => (problem.File, problem.Line!.Value)));
    }

    [Fact]
    public void A_name_given_twice_in_a_file_counts_once_and_is_told()
    {
        ClusterCatalog catalog = files.Load(files.Write("config", """
            clusters:
            - {name: c, cluster: {server: "https://one"}}
            - {name: c, cluster: {server: "https://two"}}
            contexts: [{name: x, context: {cluster: c}}]
            """));

        Assert.Equal(new Uri("https://one/"), Assert.Single(catalog.Clusters).Server);
        ClusterProblem problem = Assert.Single(catalog.Problems);
        Assert.Equal((3, "clusters[1]"), (problem.Line, problem.Entry));
        Assert.Contains("twice", problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind: Pod", 1, "kind \"Pod\"")]
    [InlineData("apiVersion: v2", 1, "apiVersion \"v2\"")]
    [InlineData("- a\n- b", 1, "is no kubeconfig")]
    [InlineData("hello", 1, "is no kubeconfig")]
    [InlineData("a: 1\nclusters: {}", 2, "clusters is not a list")]
    [InlineData("users: 1", 1, "users is not a list")]
    [InlineData("a: 1\ncontexts: text", 2, "contexts is not a list")]
    [InlineData("contexts:\n- text", 2, "has no named fields")]
    [InlineData("users:\n- name: 12", 2, "name is a number")]
    [InlineData("a: 1\ncurrent-context: 12", 2, "current-context is a number")]
    [InlineData("a: b\n\tc: d", 1, "not valid YAML")]
    [InlineData("a: 'b", 1, "not valid YAML")]
    [InlineData("a: 1\nb: 2\n   c: d", 3, "not valid YAML")]
    [InlineData("a: &x 1\nb: *x", 2, "alias")]
    [InlineData("a:\n  <<: {b: c}", 2, "merge key")]
    [InlineData("? [a]\n: b", 1, "as a key")]
    [InlineData("kind: Config\n---\nkind: Config", 2, "second YAML document")]
    public void A_file_that_is_no_kubeconfig_is_refused_in_words(string text, int line, string what)
    {
        ClusterProblem problem = Assert.Single(files.Load(files.Write("config", text)).Problems);

        Assert.Equal((files.PathOf("config"), (int?)line), (problem.File, problem.Line));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Remedy);
    }

    [Fact]
    public void Bombs_are_refused_before_they_take_memory()
    {
        string aliases = "a: &a [x]\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"{(char)('b' + i)}: &{(char)('b' + i)} [{string.Join(",", Enumerable.Repeat("*" + (char)('a' + i), 9))}]\n"));
        string deep = "a: " + new string('[', 100_000);
        string wide = "a: [" + string.Concat(Enumerable.Repeat("1,", YamlReader.MaxNodes)) + "1]";
        string large = "# " + new string('x', BoundedFile.MaxKubeconfig);

        foreach ((string text, string what) in ((string, string)[])[(aliases, "alias"), (deep, "nested"), (wide, "more than 100000 values"), (large, "larger than 4096 KiB")])
        {
            ClusterProblem problem = Assert.Single(files.Load(files.Write("config", text)).Problems);
            Assert.Contains(what, problem.What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_is_not_text_is_refused()
    {
        string path = files.PathOf("config");
        File.WriteAllBytes(path, [0x61, 0x3a, 0x20, 0xff, 0xfe, 0x80]);

        Assert.Contains("UTF-8", Assert.Single(files.Load(path).Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_refused_even_in_KUBECONFIG()
    {
        ClusterCatalog catalog = files.Load(new KubeconfigEnvironment { Kubeconfig = files.Folder });

        Assert.Contains("is a directory", Assert.Single(catalog.Problems).What, StringComparison.Ordinal);
    }

    private const string HealthyCluster = "{server: 'https://h'}";

    private const string HealthyUser = "{token: t}";

    private ClusterCatalog Load(string broken, string rest, string badContext) => files.Load(files.Write("config", $"""
        {broken}
        {rest}
        contexts:
        - name: bad
          context: {badContext}{Healthy}
        """));

    private void AssertRefused(ClusterCatalog catalog, int line, string entry, string what, string remedy)
    {
        ClusterProblem problem = Assert.Single(catalog.Problems);
        Assert.Equal(ClusterProblemSeverity.Error, problem.Severity);
        Assert.Equal((files.PathOf("config"), (int?)line, entry), (problem.File, problem.Line, problem.Entry));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
        Assert.Equal($"{problem.File}, line {line}: {entry}: {problem.What}. {problem.Remedy}", problem.ToString());
        Assert.Equal(["bad"], problem.Contexts);
        Assert.Equal("healthy", Assert.Single(catalog.Clusters).Name);
    }
}
