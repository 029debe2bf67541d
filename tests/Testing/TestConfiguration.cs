using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Testing;

/// <summary>Cluster configurations made without a kubeconfig.</summary>
public static class TestConfiguration
{
    /// <param name="name">Name and slug.</param>
    /// <param name="server">Root of the API server.</param>
    /// <param name="authorityPem">Who signed its certificate.</param>
    /// <param name="token">Bearer token.</param>
    /// <param name="ns">The context's namespace.</param>
    public static ClusterConfiguration Create(string name, Uri server, string authorityPem, string token, string? ns = null)
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPem(authorityPem);
        return new ClusterConfiguration
        {
            Name = name,
            Slug = name,
            Origin = "a test",
            Server = server,
            Namespace = ns,
            CertificateAuthorities = authorities,
            Credentials = new FixedToken(token),
        };
    }
}

/// <summary>A bearer token that never changes.</summary>
public sealed class FixedToken(string token) : ICredentialSource
{
    private readonly Credential credential = new(new AuthenticationHeaderValue("Bearer", token), null);

    public ValueTask<Credential> GetAsync(Credential? rejected, CancellationToken cancellationToken) => ValueTask.FromResult(credential);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
