namespace BackupConsole.Kubernetes.Configuration;

/// <summary>A <c>user</c> of a kubeconfig, understood. A class and not a record, so that it never prints a secret.</summary>
internal sealed class UserEntry
{
    public required EntryLocation Location { get; init; }

    public string? Token { get; init; }

    public int TokenLine { get; init; }

    public string? TokenFile { get; init; }

    public int TokenFileLine { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public PemPart? Certificate { get; init; }

    public PemPart? Key { get; init; }

    public ExecCommand? Exec { get; init; }

    public Impersonation? Impersonation { get; init; }

    public List<ClusterProblem> Warnings { get; } = [];

    public bool HasBasic => Username is not null || Password is not null;

    public bool HasToken => Token is not null || TokenFile is not null;

    public bool HasCredentials => HasToken || HasBasic || Certificate is not null || Exec is not null;
}
