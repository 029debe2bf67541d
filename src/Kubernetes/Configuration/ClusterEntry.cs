using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>A <c>cluster</c> of a kubeconfig, understood.</summary>
internal sealed class ClusterEntry
{
    public required Uri Server { get; init; }

    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    public bool InsecureSkipTlsVerify { get; init; }

    public string? TlsServerName { get; init; }

    public Uri? Proxy { get; init; }

    public NetworkCredential? ProxyCredentials { get; init; }

    public bool DisableCompression { get; init; }

    /// <summary>What a credential plugin is told about the cluster when it asks.</summary>
    public required ExecClusterInfo ExecInfo { get; init; }

    public List<ClusterProblem> Warnings { get; } = [];

    /// <summary>Whether the server is spoken to in clear text. kubectl proves no identity then, so that nobody on the way can take it.</summary>
    public bool PlainHttp => Server.Scheme == Uri.UriSchemeHttp;
}
