namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Reads a credential from files again when they may have been rotated: after the interval, or when the server refused it.</summary>
internal sealed class RotatingCredentialSource(ICredentialFile file, TimeProvider time) : ICredentialSource
{
    /// <summary>For how long files are believed unchanged. The kubelet rotates tokens minutes before they expire.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Reading? latest;

    public ValueTask<Credential> GetAsync(Credential? rejected, CancellationToken cancellationToken)
    {
        return latest is { } reading && IsGood(reading, rejected) ? ValueTask.FromResult(reading.Credential) : ReadAsync(rejected, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        gate.Dispose();
        CredentialRelease.Dispose(latest?.Credential);
        return ValueTask.CompletedTask;
    }

    private bool IsGood(Reading reading, Credential? rejected) =>
        !ReferenceEquals(reading.Credential, rejected) && time.GetElapsedTime(reading.At) < Interval;

    private async ValueTask<Credential> ReadAsync(Credential? rejected, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            Reading? old = latest;
            if (old is not null && IsGood(old, rejected))
            {
                return old.Credential;
            }

            Reading reading = await ReadAsync(old, rejected, cancellationToken);
            latest = reading;
            return reading.Credential;
        }
        finally
        {
            gate.Release();
        }
    }

    private async ValueTask<Reading> ReadAsync(Reading? old, Credential? rejected, CancellationToken cancellationToken)
    {
        try
        {
            string content = await file.ReadAsync(cancellationToken);
            Credential credential = old is not null && old.Content == content ? old.Credential : file.Parse(content);
            return new Reading(content, credential, time.GetTimestamp());
        }
        catch (CredentialException) when (old is not null && !ReferenceEquals(old.Credential, rejected))
        {
            // In the middle of a rotation files are absent or do not fit together; the old credential serves until the server refuses it.
            return new Reading(old.Content, old.Credential, time.GetTimestamp());
        }
    }

    private sealed class Reading(string content, Credential credential, long at)
    {
        public string Content { get; } = content;

        public Credential Credential { get; } = credential;

        public long At { get; } = at;
    }
}
