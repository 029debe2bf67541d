namespace BackupConsole.Kubernetes.Configuration;

/// <summary>A credential plugin to run. A class and not a record: arguments and environment may hold secrets.</summary>
internal sealed class ExecCommand
{
    public required EntryLocation Location { get; init; }

    /// <summary><c>client.authentication.k8s.io/v1</c> or <c>v1beta1</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>A bare name to be found in <c>PATH</c>, or an absolute path.</summary>
    public required string Command { get; init; }

    public required string? SearchPath { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; }

    public string? InstallHint { get; init; }

    public bool ProvideClusterInfo { get; init; }

    public required TimeSpan Timeout { get; init; }
}

/// <summary>What a plugin is told about the cluster.</summary>
internal sealed class ExecClusterInfo
{
    public required string Server { get; init; }

    public string? TlsServerName { get; init; }

    public bool InsecureSkipTlsVerify { get; init; }

    /// <summary>PEM.</summary>
    public byte[]? CertificateAuthorityData { get; init; }

    /// <summary>May hold the proxy's password: kubectl gives it to plugins too.</summary>
    public string? ProxyUrl { get; init; }

    public bool DisableCompression { get; init; }

    /// <summary>The cluster's extension for plugins, passed on as it is.</summary>
    public YamlNode? Config { get; init; }
}
