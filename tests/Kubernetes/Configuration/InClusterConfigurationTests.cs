using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Kubernetes.Tests.Configuration;

public sealed class InClusterConfigurationTests : IAsyncLifetime
{
    private static readonly InClusterEnvironment Pod = new("10.96.0.1", "443");

    private readonly Workspace files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        files.Write("token", "one\n");
        files.Write("ca.crt", Pem.Ec("cluster").Certificate);
        files.Write("namespace", "stash\n");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => files.DisposeAsync();

    [Theory]
    [InlineData("10.96.0.1", "443", "https://10.96.0.1/")]
    [InlineData("fd00::1", "6443", "https://[fd00::1]:6443/")]
    [InlineData("[fd00::1]", "6443", "https://[fd00::1]:6443/")]
    [InlineData("kubernetes.default.svc", "443", "https://kubernetes.default.svc/")]
    public async Task The_account_is_taken_from_its_directory(string host, string port, string server)
    {
        ClusterConfiguration cluster = InClusterConfiguration.Load(new InClusterEnvironment(host, port), files.Time, files.Folder);

        Assert.Equal(server, cluster.Server.AbsoluteUri);
        Assert.Equal(("in-cluster", "in-cluster", "stash"), (cluster.Name, cluster.Slug, cluster.Namespace));
        Assert.Equal("CN=cluster", Assert.Single(cluster.CertificateAuthorities!).Subject);
        Assert.False(cluster.InsecureSkipTlsVerify);
        Credential credential = await cluster.Credentials.GetAsync(null, Token);
        Assert.Equal("Bearer one", credential.Authorization?.ToString());
        await cluster.Credentials.DisposeAsync();
    }

    [Fact]
    public async Task A_rotated_token_is_seen_within_a_minute()
    {
        ClusterConfiguration cluster = InClusterConfiguration.Load(Pod, files.Time, files.Folder);
        await cluster.Credentials.GetAsync(null, Token);
        files.Replace("token", "two");
        files.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("Bearer two", (await cluster.Credentials.GetAsync(null, Token)).Authorization?.ToString());
        await cluster.Credentials.DisposeAsync();
    }

    [Fact]
    public async Task The_kubelets_way_of_swapping_a_link_is_followed()
    {
        files.Write("..2026_1/token", "old");
        files.Write("..2026_2/token", "new");
        File.Delete(files.PathOf("token"));
        Directory.CreateSymbolicLink(files.PathOf("..data"), "..2026_1");
        File.CreateSymbolicLink(files.PathOf("token"), "..data/token");
        ClusterConfiguration cluster = InClusterConfiguration.Load(Pod, files.Time, files.Folder);
        Assert.Equal("Bearer old", (await cluster.Credentials.GetAsync(null, Token)).Authorization?.ToString());

        Directory.CreateSymbolicLink(files.PathOf("..tmp"), "..2026_2");
        Directory.Delete(files.PathOf("..data"));
        Directory.Move(files.PathOf("..tmp"), files.PathOf("..data"));
        files.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("Bearer new", (await cluster.Credentials.GetAsync(null, Token)).Authorization?.ToString());
        await cluster.Credentials.DisposeAsync();
    }

    [Fact]
    public async Task A_missing_namespace_is_none()
    {
        File.Delete(files.PathOf("namespace"));
        ClusterConfiguration cluster = InClusterConfiguration.Load(Pod, files.Time, files.Folder);

        Assert.Null(cluster.Namespace);
        await cluster.Credentials.DisposeAsync();
    }

    [Theory]
    [InlineData(null, "443", "KUBERNETES_SERVICE_HOST is not set")]
    [InlineData("", "443", "KUBERNETES_SERVICE_HOST is not set")]
    [InlineData("10.0.0.1", null, "KUBERNETES_SERVICE_PORT is not set")]
    [InlineData("10.0.0.1", "https", "give no address")]
    [InlineData("10.0.0.1", "70000", "give no address")]
    [InlineData("a b", "443", "give no address")]
    [InlineData("host/path", "443", "give no address")]
    public void Outside_a_pod_it_is_refused_in_words(string? host, string? port, string what)
    {
        ClusterConfigurationException refusal = Assert.Throws<ClusterConfigurationException>(
            () => InClusterConfiguration.Load(new InClusterEnvironment(host, port), files.Time, files.Folder));

        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Problem.Remedy);
    }

    [Theory]
    [InlineData("token", null, "the token does not exist")]
    [InlineData("token", "", "the token is empty")]
    [InlineData("ca.crt", null, "the certificate authority does not exist")]
    [InlineData("ca.crt", "hello", "no certificate in PEM form")]
    public void A_missing_piece_is_named(string file, string? content, string what)
    {
        File.Delete(files.PathOf(file));
        if (content is not null)
        {
            files.Write(file, content);
        }

        ClusterConfigurationException refusal = Assert.Throws<ClusterConfigurationException>(() => InClusterConfiguration.Load(Pod, files.Time, files.Folder));

        Assert.StartsWith(files.PathOf(file) + ": ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("automountServiceAccountToken", refusal.Message, StringComparison.Ordinal);
    }
}
