using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Kubernetes.Tests.Configuration;

/// <summary>What is sent for each kind of user, and what rotation changes about it.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private const string Server = """{server: "https://host"}""";

    private readonly Workspace files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => files.DisposeAsync();

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{token: abc}", "Bearer abc")]
    [InlineData("{token: \"\"}", null)]
    [InlineData("{token: !!str 123}", "Bearer 123")]
    [InlineData("{username: me, password: pass:word}", "Basic bWU6cGFzczp3b3Jk")]
    [InlineData("{username: me}", "Basic bWU6")]
    [InlineData("{username: jürgen, password: ü}", "Basic asO8cmdlbjrDvA==")]
    public async Task The_header_fits_the_user(string user, string? expected)
    {
        ICredentialSource source = files.LoadUser(user).Credentials;
        Credential credential = await source.GetAsync(null, Token);

        Assert.Equal(expected, credential.Authorization?.ToString());
        Assert.Null(credential.ClientCertificate);
        Assert.Same(credential, await source.GetAsync(credential, Token));
    }

    [Fact]
    public async Task A_token_file_beats_the_token_and_is_trimmed()
    {
        files.Write("token", "  from-file\n");

        Assert.Equal("Bearer from-file", await HeaderAsync(files.LoadUser("{token: inline, tokenFile: token}").Credentials));
    }

    [Fact]
    public async Task The_token_serves_while_its_file_cannot_be_read()
    {
        ClusterConfiguration cluster = files.LoadUser("{token: inline, tokenFile: token}");
        Assert.Equal("Bearer inline", await HeaderAsync(cluster.Credentials));

        files.Write("token", "from-file");
        files.Time.Advance(RotatingCredentialSource.Interval);

        Assert.Equal("Bearer from-file", await HeaderAsync(cluster.Credentials));
    }

    [Fact]
    public async Task A_token_file_is_read_again_only_after_the_interval()
    {
        files.Write("token", "one");
        ICredentialSource source = files.LoadUser("{tokenFile: token}").Credentials;
        Credential first = await source.GetAsync(null, Token);
        files.Replace("token", "two");

        files.Time.Advance(RotatingCredentialSource.Interval - TimeSpan.FromTicks(1));
        Assert.Same(first, await source.GetAsync(null, Token));

        files.Time.Advance(TimeSpan.FromTicks(1));
        Credential second = await source.GetAsync(null, Token);
        Assert.NotSame(first, second);
        Assert.Equal("Bearer two", second.Authorization?.ToString());
    }

    [Fact]
    public async Task An_unchanged_token_file_is_the_same_credential()
    {
        files.Write("token", "one");
        ICredentialSource source = files.LoadUser("{tokenFile: token}").Credentials;
        Credential first = await source.GetAsync(null, Token);
        files.Replace("token", "one\n");
        files.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Same(first, await source.GetAsync(null, Token));
    }

    [Fact]
    public async Task A_refused_token_is_read_again_at_once()
    {
        files.Write("token", "one");
        ICredentialSource source = files.LoadUser("{tokenFile: token}").Credentials;
        Credential first = await source.GetAsync(null, Token);
        Assert.Same(first, await source.GetAsync(first, Token));

        files.Replace("token", "two");
        Credential second = await source.GetAsync(first, Token);
        Assert.Equal("Bearer two", second.Authorization?.ToString());

        // Somebody else's late refusal of the old one must not cost another reading.
        files.Replace("token", "three");
        Assert.Same(second, await source.GetAsync(first, Token));
    }

    [Fact]
    public async Task In_the_middle_of_a_rotation_the_old_token_serves_until_it_is_refused()
    {
        string path = files.Write("token", "one");
        ICredentialSource source = files.LoadUser("{tokenFile: token}").Credentials;
        Credential first = await source.GetAsync(null, Token);
        File.Delete(path);
        files.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Same(first, await source.GetAsync(null, Token));
        await Assert.ThrowsAsync<CredentialException>(async () => await source.GetAsync(first, Token));

        files.Write("token", "");
        await Assert.ThrowsAsync<CredentialException>(async () => await source.GetAsync(first, Token));

        files.Write("token", "two");
        Assert.Equal("Bearer two", await HeaderAsync(source, first));
    }

    [Theory]
    [InlineData(null, "tokenFile \"", "does not exist", "Create the file")]
    [InlineData("", "tokenFile", "is empty", "Write the token")]
    [InlineData("a\nb", "tokenFile", "line break", "one line")]
    public async Task A_token_file_that_is_none_warns_at_once_and_is_refused_in_the_same_words(string? content, params string[] words)
    {
        if (content is not null)
        {
            files.Write("token", content);
        }

        ClusterCatalog catalog = files.LoadOne(Server, "\n    username:\n    tokenFile: token");
        ClusterProblem warning = Assert.Single(catalog.Problems);
        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(
            async () => await Assert.Single(catalog.Clusters).Credentials.GetAsync(null, Token));

        Assert.Equal(ClusterProblemSeverity.Warning, warning.Severity);
        Assert.Equal(["x"], warning.Contexts);
        Assert.Equal(warning.ToString(), refusal.Message);
        Assert.StartsWith($"{files.PathOf("config")}, line 10: user \"u\": ", refusal.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, refusal.Message, StringComparison.Ordinal));

        files.Write("token", "repaired");
        Assert.Equal("Bearer repaired", await HeaderAsync(catalog.Clusters[0].Credentials));
    }

    [Fact]
    public async Task An_endless_token_file_is_refused()
    {
        ClusterCatalog catalog = files.LoadOne(Server, "{tokenFile: /dev/zero}");

        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(async () => await catalog.Clusters[0].Credentials.GetAsync(null, Token));
        Assert.Contains("larger than 64 KiB", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_get_the_same_credential()
    {
        files.Write("token", "one");
        ICredentialSource source = files.LoadUser("{tokenFile: token}").Credentials;
        Credential[] all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await source.GetAsync(null, Token), Token)));

        Assert.All(all, credential => Assert.Same(all[0], credential));
    }

    [Fact]
    public async Task A_client_certificate_in_files_is_a_new_credential_when_rotated()
    {
        (string certificate, string key) = Pem.Ec("one");
        files.Write("me.crt", certificate);
        files.Write("me.key", key);
        ICredentialSource source = files.LoadUser("{client-certificate: me.crt, client-key: me.key}").Credentials;
        Credential first = await source.GetAsync(null, Token);
        Assert.Equal(("CN=one", true), (first.ClientCertificate?.Subject, first.ClientCertificate?.HasPrivateKey));
        Assert.Null(first.Authorization);

        (certificate, key) = Pem.Ec("two");
        files.Replace("me.crt", certificate);
        files.Time.Advance(RotatingCredentialSource.Interval);
        Assert.Same(first, await source.GetAsync(null, Token));

        files.Replace("me.key", key);
        files.Time.Advance(RotatingCredentialSource.Interval);
        Credential second = await source.GetAsync(null, Token);
        Assert.Equal("CN=two", second.ClientCertificate?.Subject);
        Assert.Same(second, await source.GetAsync(null, Token));
    }

    [Fact]
    public async Task A_certificate_and_a_token_go_together_and_rotate_apart()
    {
        (string certificate, string key) = Pem.Ec("one");
        files.Write("token", "t1");
        ICredentialSource source = files.LoadUser(
            $$"""{tokenFile: token, client-certificate-data: {{Pem.Base64(certificate)}}, client-key-data: {{Pem.Base64(key)}}}""").Credentials;
        Credential first = await source.GetAsync(null, Token);
        Assert.Equal(("CN=one", "Bearer t1"), (first.ClientCertificate?.Subject, first.Authorization?.ToString()));
        Assert.Same(first, await source.GetAsync(null, Token));
        Assert.Same(first, await source.GetAsync(first, Token));

        files.Replace("token", "t2");
        Credential second = await source.GetAsync(first, Token);
        Assert.Equal("Bearer t2", second.Authorization?.ToString());
        Assert.Same(first.ClientCertificate, second.ClientCertificate);
    }

    [Fact]
    public void An_expired_certificate_is_a_warning()
    {
        (string certificate, string key) = Pem.Ec(notAfter: files.Time.GetUtcNow().AddDays(-1));
        ClusterCatalog catalog = files.LoadOne(Server, $$"""{client-certificate-data: {{Pem.Base64(certificate)}}, client-key-data: {{Pem.Base64(key)}}}""");

        Assert.Single(catalog.Clusters);
        ClusterProblem warning = Assert.Single(catalog.Problems);
        Assert.Equal(ClusterProblemSeverity.Warning, warning.Severity);
        Assert.Contains("expired on 2026-01-04 12:00 UTC", warning.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disposed_catalog_holds_no_key()
    {
        (string certificate, string key) = Pem.Ec();
        ClusterCatalog catalog = files.LoadOne(Server, $$"""{client-certificate-data: {{Pem.Base64(certificate)}}, client-key-data: {{Pem.Base64(key)}}}""");
        Credential credential = await catalog.Clusters[0].Credentials.GetAsync(null, Token);
        await catalog.DisposeAsync();

        Assert.Equal(IntPtr.Zero, credential.ClientCertificate!.Handle);
    }

    private static async Task<string?> HeaderAsync(ICredentialSource source, Credential? rejected = null) =>
        (await source.GetAsync(rejected, Token)).Authorization?.ToString();
}
