using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Kubernetes.Tests.Configuration;

public sealed class ClusterEntryTests : IAsyncLifetime
{
    private readonly Workspace files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => files.DisposeAsync();

    [Theory]
    [InlineData("https://host", "https://host/")]
    [InlineData("https://host:6443", "https://host:6443/")]
    [InlineData("https://host:6443/k8s/clusters/c-1", "https://host:6443/k8s/clusters/c-1/")]
    [InlineData("https://host:6443/k8s/?a=b#c", "https://host:6443/k8s/")]
    [InlineData("https://[fd00::1]:6443", "https://[fd00::1]:6443/")]
    [InlineData("HTTPS://Host", "https://host/")]
    [InlineData("http://localhost:8001", "http://localhost:8001/")]
    public void The_server_is_a_root_with_a_trailing_slash(string server, string expected)
    {
        ClusterCatalog catalog = files.LoadOne($"{{server: \"{server}\"}}", "{}");

        Assert.Equal(expected, Assert.Single(catalog.Clusters).Server.AbsoluteUri);
        Assert.Empty(catalog.Problems);
    }

    [Fact]
    public void All_fields_are_taken()
    {
        ClusterCatalog catalog = files.LoadOne(
            """{server: "https://host", tls-server-name: other, proxy-url: "socks5://proxy:1081", disable-compression: true, insecure-skip-tls-verify: true, something: new}""",
            """{token: t, as: jane, as-uid: "7", as-groups: [a, b], as-user-extra: {scope: [one, two]}}""",
            ", namespace: demo");

        ClusterConfiguration cluster = Assert.Single(catalog.Clusters);
        Assert.Empty(catalog.Problems);
        Assert.Equal(("x", "x", "demo", "other"), (cluster.Name, cluster.Slug, cluster.Namespace, cluster.TlsServerName));
        Assert.Equal($"{files.PathOf("config")}, context \"x\"", cluster.Origin);
        Assert.Equal(new Uri("socks5://proxy:1081"), cluster.Proxy);
        Assert.True(cluster.DisableCompression);
        Assert.True(cluster.InsecureSkipTlsVerify);
        Assert.Null(cluster.CertificateAuthorities);
        Assert.Equal(("jane", "7"), (cluster.Impersonation!.User, cluster.Impersonation.Uid));
        Assert.Equal(["a", "b"], cluster.Impersonation.Groups);
        Assert.Equal(["one", "two"], cluster.Impersonation.Extra["scope"]);
    }

    [Fact]
    public void Fields_left_out_have_kubectls_defaults()
    {
        ClusterConfiguration cluster = Assert.Single(files.LoadOne("""{server: "https://host", certificate-authority-data: "", proxy-url: null, tls-server-name: ""}""").Clusters);

        Assert.Null(cluster.Namespace);
        Assert.Null(cluster.CertificateAuthorities);
        Assert.Null(cluster.TlsServerName);
        Assert.Null(cluster.Proxy);
        Assert.Null(cluster.ProxyCredentials);
        Assert.Null(cluster.Impersonation);
        Assert.False(cluster.DisableCompression);
        Assert.False(cluster.InsecureSkipTlsVerify);
    }

    [Fact]
    public void A_bundle_of_authorities_is_taken_whole_and_data_wins_over_the_file()
    {
        string bundle = Pem.Ec("one").Certificate + "\n# between\n" + Pem.Ec("two").Certificate;
        files.Write("ca.crt", Pem.Ec("file").Certificate);
        ClusterCatalog catalog = files.LoadOne($$"""{server: "https://host", certificate-authority: ca.crt, certificate-authority-data: {{Pem.Base64(bundle)}}}""");

        Assert.Equal(["CN=one", "CN=two"], Assert.Single(catalog.Clusters).CertificateAuthorities!.Select(certificate => certificate.Subject));
        ClusterProblem warning = Assert.Single(catalog.Problems);
        Assert.Equal(ClusterProblemSeverity.Warning, warning.Severity);
        Assert.Contains("certificate-authority-data counts", warning.What, StringComparison.Ordinal);
        Assert.Equal(["x"], warning.Contexts);
        Assert.Empty(catalog.BrokenContexts);
    }

    [Fact]
    public void A_proxys_password_is_kept_apart_from_its_address()
    {
        ClusterConfiguration cluster = Assert.Single(files.LoadOne("""{server: "https://host", proxy-url: "http://me:p%40ss@proxy:3128"}""").Clusters);

        Assert.Equal("http://proxy:3128/", cluster.Proxy!.AbsoluteUri);
        Assert.Equal(("me", "p@ss"), (cluster.ProxyCredentials!.UserName, cluster.ProxyCredentials.Password));
        Assert.DoesNotContain("p@ss", cluster.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("socks5://proxy", "socks5://proxy:1080/")]
    [InlineData("http://proxy", "http://proxy:80/")]
    [InlineData("https://[::1]:3128", "https://[::1]:3128/")]
    public void A_proxy_without_a_port_has_its_schemes_own(string proxy, string expected)
    {
        ClusterConfiguration cluster = Assert.Single(files.LoadOne($$"""{server: "https://host", proxy-url: "{{proxy}}"}""").Clusters);

        Assert.Equal(new Uri(expected), cluster.Proxy);
    }

    [Theory]
    [InlineData("http://host:8001")]
    [InlineData("host:8001")]
    public async Task Over_plain_http_no_credential_is_sent_and_a_warning_says_so(string server)
    {
        ClusterCatalog catalog = files.LoadOne($$"""{server: "{{server}}"}""", "{token: t, as: jane}");

        ClusterConfiguration cluster = Assert.Single(catalog.Clusters);
        Assert.Equal(new Uri("http://host:8001/"), cluster.Server);
        Assert.Same(Credential.Anonymous, await cluster.Credentials.GetAsync(null, Token));
        Assert.Equal("jane", cluster.Impersonation?.User);
        Assert.Contains(catalog.Problems, problem => problem.What.Contains("credentials are not sent", StringComparison.Ordinal) && problem.Contexts is ["x"]);
        Assert.All(catalog.Problems, problem => Assert.Equal(ClusterProblemSeverity.Warning, problem.Severity));
    }

    [Fact]
    public void Over_plain_http_a_user_without_credentials_gives_no_warning()
    {
        Assert.Empty(files.LoadOne("""{server: "http://host"}""", "{}").Problems);
    }

    [Fact]
    public async Task A_context_without_a_user_is_anonymous()
    {
        ClusterCatalog catalog = files.Load(files.Write("config", "clusters: [{name: c, cluster: {server: 'https://h'}}]\ncontexts: [{name: x, context: {cluster: c}}]"));

        Assert.Same(Credential.Anonymous, await Assert.Single(catalog.Clusters).Credentials.GetAsync(null, Token));
        Assert.Empty(catalog.Problems);
    }
}
