namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Gives a credential that never changes: one written into the configuration itself.</summary>
internal sealed class FixedCredentialSource(Credential credential) : ICredentialSource
{
    public ValueTask<Credential> GetAsync(Credential? rejected, CancellationToken cancellationToken) => ValueTask.FromResult(credential);

    public ValueTask DisposeAsync()
    {
        CredentialRelease.Dispose(credential);
        return ValueTask.CompletedTask;
    }
}
