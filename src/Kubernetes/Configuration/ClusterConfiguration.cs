using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>
/// Everything needed to talk to one API server as one user: a kubeconfig context resolved, or the in-cluster account.
/// Holds no secret itself; secrets come from <see cref="Credentials"/> when a request is made.
/// </summary>
public sealed record ClusterConfiguration
{
    /// <summary>The name people know: the context's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name in URLs: lower-case letters, digits and dashes, unique among the clusters of this process.</summary>
    public required string Slug { get; init; }

    /// <summary>Where it came from, for people: a file and the context, or "in-cluster service account".</summary>
    public required string Origin { get; init; }

    /// <summary>Root of the API server, with a trailing slash; may have a path.</summary>
    public required Uri Server { get; init; }

    /// <summary>The context's namespace; <c>null</c> when it names none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Certificate authorities that may sign the server's certificate; <c>null</c> means those of the machine.</summary>
    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    /// <summary>Whether any server certificate is accepted. The interface warns about it.</summary>
    public bool InsecureSkipTlsVerify { get; init; }

    /// <summary>The name the server's certificate must have instead of the host of <see cref="Server"/>.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>
    /// HTTP, HTTPS or SOCKS5 proxy, without user info; <c>null</c> means what the environment says, as kubectl does.
    /// </summary>
    public Uri? Proxy { get; init; }

    /// <summary>
    /// Name and password <see cref="Proxy"/> asks for; <c>null</c> when it asks for none. Kept apart from the address because a record
    /// prints its members.
    /// </summary>
    public NetworkCredential? ProxyCredentials { get; init; }

    /// <summary>Whether compressed answers are not asked for (kubeconfig's <c>disable-compression</c>).</summary>
    public bool DisableCompression { get; init; }

    /// <summary>Where the user's credentials come from.</summary>
    public required ICredentialSource Credentials { get; init; }

    /// <summary>Whom to act as, when the kubeconfig asks for it.</summary>
    public Impersonation? Impersonation { get; init; }
}

/// <summary>The identity requests are made under instead of the authenticated user's own.</summary>
/// <param name="User">Value of <c>Impersonate-User</c>.</param>
/// <param name="Groups">Values of <c>Impersonate-Group</c>.</param>
/// <param name="Uid">Value of <c>Impersonate-Uid</c>; <c>null</c> when not given.</param>
/// <param name="Extra">Values of <c>Impersonate-Extra-*</c> by key.</param>
public sealed record Impersonation(
    string User,
    IReadOnlyList<string> Groups,
    string? Uid,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Extra);
