using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Kubernetes.Tests.Configuration;

/// <summary>Secrets are put wherever a kubeconfig or a plugin may hold one; no message and no printed object may show them.</summary>
public sealed class CanaryTests : IAsyncLifetime
{
    private const string Canary = "c4nary5ecret";

    private readonly Workspace files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => files.DisposeAsync();

    [Theory]
    [InlineData("{token: c4nary5ecret}")]
    [InlineData("{token: \"c4nary5ecret\\n\"}")]
    [InlineData("{token: [c4nary5ecret]}")]
    [InlineData("{token: {c4nary5ecret: 1}}")]
    [InlineData("{token: c4nary5ecret, username: c4nary5ecret, password: c4nary5ecret}")]
    [InlineData("{username: a, password: [c4nary5ecret]}")]
    [InlineData("{token: *c4nary5ecret}")]
    [InlineData("{token: !c4nary5ecret!x 1}")]
    [InlineData("{token: \"c4nary5ecret\\q\"}")]
    [InlineData("{token: c4nary5ecret: c4nary5ecret}")]
    [InlineData("{token: 'c4nary5ecret}")]
    [InlineData("{token: @c4nary5ecret}")]
    [InlineData("{token: %c4nary5ecret}")]
    [InlineData("{c4nary5ecret}}")]
    [InlineData("{client-key-data: c4nary5ecret}")]
    [InlineData("{client-key-data: 'c4nary5ecret!'}")]
    [InlineData("{client-certificate-data: Y2VydA==, client-key-data: YzRuYXJ5NWVjcmV0}")]
    [InlineData("{client-certificate: a, client-key: 'LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktc4nary5ecret'}")]
    [InlineData("{client-certificate: a, client-key: \"-----BEGIN PRIVATE KEY-----\\nc4nary5ecret\"}")]
    [InlineData("{tokenFile: eyJhbGciOiJSUzI1NiIsc4nary5ecret}")]
    [InlineData("{auth-provider: {name: oidc, config: {refresh-token: c4nary5ecret}}}")]
    [InlineData("{exec: {apiVersion: client.authentication.k8s.io/v1, command: gone, args: [--token=c4nary5ecret], env: [{name: A, value: c4nary5ecret}], interactiveMode: Always}}")]
    [InlineData("{exec: {apiVersion: client.authentication.k8s.io/v1, command: gone, args: [--token=c4nary5ecret], env: [{name: A, value: c4nary5ecret}], interactiveMode: Never}}")]
    [InlineData("{exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: ['-c', 'echo c4nary5ecret'], interactiveMode: Never}}")]
    [InlineData("{exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: ['-c', 'echo \"my $A and $0\" >&2; exit 1', c4nary5ecret], env: [{name: A, value: c4nary5ecret}], interactiveMode: Never}}")]
    [InlineData("{exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: ['-c', 'echo ${0#*=} >&2; exit 1', --secret=c4nary5ecret], interactiveMode: Never}}")]
    public async Task No_secret_of_a_user_is_shown(string user)
    {
        await AssertSilentAsync(files.LoadOne("{server: 'https://host', proxy-url: 'http://me:c4nary5ecret@proxy'}", user));
    }

    [Theory]
    [InlineData("{server: 'https://me:c4nary5ecret@host'}")]
    [InlineData("{server: 'https://me:c4nary5ecret@ho st'}")]
    [InlineData("{server: 'me:c4nary5ecret@host'}")]
    [InlineData("{server: 'https://host', proxy-url: 'ftp://me:c4nary5ecret@proxy'}")]
    [InlineData("{server: 'https://host', proxy-url: 'me:c4nary5ecret@proxy'}")]
    [InlineData("{server: 'https://host', proxy-url: ['http://me:c4nary5ecret@proxy']}")]
    [InlineData("{server: 'https://host', certificate-authority: 'LS0tLS1CRUdJTic4nary5ecret'}")]
    public async Task No_secret_of_a_cluster_is_shown(string cluster)
    {
        await AssertSilentAsync(files.LoadOne(cluster));
    }

    [Theory]
    [InlineData("a c4nary5ecret b")]
    [InlineData("eyJc4nary5ecret\u00e4")]
    public async Task No_secret_of_a_token_file_is_shown(string content)
    {
        files.Write("token", content);
        await AssertSilentAsync(files.LoadOne("{server: 'https://host'}", "{tokenFile: token}"));
    }

    [Fact]
    public async Task No_token_of_a_pod_is_shown()
    {
        files.Write("token", $"{Canary}\n{Canary}");
        files.Write("ca.crt", Canary);
        ClusterConfigurationException refusal = Assert.Throws<ClusterConfigurationException>(
            () => InClusterConfiguration.Load(new InClusterEnvironment("host", "443"), files.Time, files.Folder));
        AssertSilent(refusal.ToString());

        files.Write("token", Canary);
        refusal = Assert.Throws<ClusterConfigurationException>(
            () => InClusterConfiguration.Load(new InClusterEnvironment("host", "443"), files.Time, files.Folder));
        AssertSilent(refusal.ToString());

        files.Write("ca.crt", Pem.Ec().Certificate);
        ClusterConfiguration cluster = InClusterConfiguration.Load(new InClusterEnvironment("host", "443"), files.Time, files.Folder);
        await AssertSilentAsync(cluster);
        await cluster.Credentials.DisposeAsync();
    }

    private static async Task AssertSilentAsync(ClusterCatalog catalog)
    {
        Assert.All(catalog.Problems, problem => AssertSilent($"{problem} {problem.What} {problem.Remedy} {problem.Entry}"));
        foreach (ClusterConfiguration cluster in catalog.Clusters)
        {
            await AssertSilentAsync(cluster);
        }
    }

    private static async Task AssertSilentAsync(ClusterConfiguration cluster)
    {
        AssertSilent(cluster.ToString());
        try
        {
            Credential credential = await cluster.Credentials.GetAsync(null, Token);
            AssertSilent(credential.ToString()!);
        }
        catch (CredentialException exception)
        {
            AssertSilent(exception.ToString());
        }
    }

    private static void AssertSilent(string text) => Assert.DoesNotContain(Canary, text, StringComparison.OrdinalIgnoreCase);
}
