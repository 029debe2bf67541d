using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Testing;

namespace BackupConsole.Kubernetes.Tests.Configuration;

public sealed class ClientCertificateTests : IAsyncLifetime
{
    private const string Server = """{server: "https://host"}""";

    private readonly Workspace files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => files.DisposeAsync();

    [Theory]
    [InlineData("rsa-pkcs1")]
    [InlineData("rsa-pkcs8")]
    [InlineData("ec-sec1")]
    [InlineData("ec-sec1-parameters")]
    [InlineData("ec-pkcs8")]
    [InlineData("ec-p384")]
    public async Task Every_usual_key_proves_itself_over_TLS(string form)
    {
        (string certificate, string key) = Pem.Of(form);
        ClusterCatalog catalog = files.LoadOne(Server, Inline(certificate, key));
        Assert.Empty(catalog.Problems);
        Credential credential = await catalog.Clusters[0].Credentials.GetAsync(null, Token);

        Assert.Equal("CN=someone", await ShowOverTlsAsync(credential.ClientCertificate!));
    }

    [Fact]
    public async Task Certificates_after_the_first_are_sent_along()
    {
        (string certificate, string key) = Pem.Ec("leaf");
        ClusterConfiguration cluster = files.LoadUser(Inline(certificate + "\n" + Pem.Ec("middle").Certificate, key));
        Credential credential = await cluster.Credentials.GetAsync(null, Token);

        Assert.Equal("CN=leaf", credential.ClientCertificate?.Subject);
        Assert.Equal(["CN=middle"], credential.Intermediates.Select(intermediate => intermediate.Subject));
    }

    public static TheoryData<string, string, string, string> Refused
    {
        get
        {
            (string certificate, string key) = Pem.Ec();
            return new()
            {
                { certificate, Pem.EncryptedKey(), "encrypted with a passphrase", "openssl pkey" },
                { certificate, "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----", "encrypted with a passphrase", "openssl pkey" },
                { certificate, Pem.Ec().Key, "does not belong", "the key the certificate was made with" },
                { certificate, Pem.Of("rsa-pkcs1").Key, "client key", "key" },
                { certificate, "hello", "no private key in PEM form", "PRIVATE KEY" },
                { certificate, certificate, "no private key in PEM form", "PRIVATE KEY" },
                { certificate, key[..60], "client key", "key" },
                { "hello", key, "no valid PEM", "BEGIN CERTIFICATE" },
                { certificate[..200], key, "no valid PEM", "BEGIN CERTIFICATE" },
                { certificate + "\n" + certificate[..200], key, "no valid PEM", "BEGIN CERTIFICATE" },
                { "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", key, "no valid PEM", "BEGIN CERTIFICATE" },
                { Pem.Ed25519Certificate, Pem.Ed25519Key, "Ed25519", "RSA or ECDSA" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void A_pair_that_cannot_be_used_is_refused_in_words(string certificate, string key, string what, string remedy)
    {
        ClusterCatalog catalog = files.LoadOne(Server, Inline(certificate, key));

        Assert.Empty(catalog.Clusters);
        ClusterProblem problem = Assert.Single(catalog.Problems);
        Assert.Equal((ClusterProblemSeverity.Error, files.PathOf("config"), (int?)8), (problem.Severity, problem.File, problem.Line));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task In_files_the_same_pair_is_a_warning_and_refused_when_used(string certificate, string key, string what, string remedy)
    {
        files.Write("me.crt", certificate);
        files.Write("me.key", key);
        ClusterCatalog catalog = files.LoadOne(Server, "{client-certificate: me.crt, client-key: me.key}");

        ClusterProblem warning = Assert.Single(catalog.Problems);
        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(
            async () => await Assert.Single(catalog.Clusters).Credentials.GetAsync(null, Token));
        Assert.Equal(ClusterProblemSeverity.Warning, warning.Severity);
        Assert.Equal(warning.ToString(), refusal.Message);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
    }

    private static string Inline(string certificate, string key) =>
        $$"""{client-certificate-data: {{Pem.Base64(certificate)}}, client-key-data: {{Pem.Base64(key)}}}""";

    /// <returns>The subject the server saw.</returns>
    private static async Task<string?> ShowOverTlsAsync(X509Certificate2 client)
    {
        using TestCertificates certificates = new();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using TcpClient outgoing = new();
        Task<TcpClient> accepting = listener.AcceptTcpClientAsync(Token).AsTask();
        await outgoing.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Token);
        using TcpClient incoming = await accepting;
        await using SslStream server = new(incoming.GetStream());
        await using SslStream console = new(outgoing.GetStream());
#pragma warning disable CA5359 // What is tested is which client certificate arrives, not who trusts it.
        Task serving = server.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificates.Server,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            },
            Token);
        await console.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ClientCertificates = [client],
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            },
            Token);
#pragma warning restore CA5359
        await serving;
        return server.RemoteCertificate?.Subject;
    }
}
