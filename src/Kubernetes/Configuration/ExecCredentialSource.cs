using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>
/// Gets credentials from a plugin. One run at a time serves everybody who asks meanwhile; its result is kept until it expires or the
/// server refuses it.
/// </summary>
internal sealed class ExecCredentialSource(ExecCommand command, ExecClusterInfo cluster, TimeProvider time) : ICredentialSource
{
    /// <summary>How long before its end a credential is renewed, so that none ends on the way to the server.</summary>
    public static readonly TimeSpan RefreshAhead = TimeSpan.FromSeconds(10);

    private readonly ExecPlugin plugin = new(command, cluster, time);
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private Task<Outcome>? running;
    private ExecCredential? answer;
    private Credential? current;

    public ValueTask<Credential> GetAsync(Credential? rejected, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ending.IsCancellationRequested, this);
            if (current is not null && !ReferenceEquals(current, rejected) && !IsExpired())
            {
                return ValueTask.FromResult(current);
            }

            // Not bound to the caller's token: one who gives up must not end the run for the others.
            running ??= Task.Run(RunAsync, CancellationToken.None);
            return WaitAsync(running, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<Outcome>? last;
        lock (gate)
        {
            last = running;
        }

        if (ending.IsCancellationRequested)
        {
            return;
        }

        await ending.CancelAsync();
        if (last is not null)
        {
            await last;
        }

        CredentialRelease.Dispose(current);
        ending.Dispose();
    }

    private static async ValueTask<Credential> WaitAsync(Task<Outcome> run, CancellationToken cancellationToken)
    {
        Outcome outcome = await run.WaitAsync(cancellationToken);

        // An exception of one's own for each: many wait, and a thrown exception changes.
        return outcome.Credential ?? throw new CredentialException(outcome.Refusal!);
    }

    private bool IsExpired() => answer?.Expires is DateTimeOffset expires && time.GetUtcNow() >= expires - RefreshAhead;

    /// <summary>Never throws, since nobody may be left to see it.</summary>
    private async Task<Outcome> RunAsync()
    {
        Outcome outcome;
        try
        {
            ExecCredential fresh = await plugin.RunAsync(ending.Token);
            outcome = new Outcome(Accept(fresh), null);
        }
        catch (EntryException exception)
        {
            outcome = new Outcome(null, plugin.Location.Refusal(exception).Message);
        }
        catch (OperationCanceledException)
        {
            outcome = new Outcome(null, $"{plugin.Location.Entry}: the cluster was removed while its credential plugin ran. Ask again.");
        }
        finally
        {
            lock (gate)
            {
                running = null;
            }
        }

        return outcome;
    }

    private Credential Accept(ExecCredential fresh)
    {
        lock (gate)
        {
            if (answer is not null && current is not null && answer.HasSameSecrets(fresh))
            {
                // The same secret is no new credential: whoever had it refused must not try it again and again.
                answer = fresh;
                return current;
            }
        }

        AuthenticationHeaderValue? header = fresh.Token is null ? null : AuthorizationHeaders.Bearer(fresh.Token, "the plugin's token", null);
        X509Certificate2? certificate = null;
        X509Certificate2Collection? intermediates = null;
        if (fresh is { CertificatePem: { } certificatePem, KeyPem: { } keyPem })
        {
            (certificate, intermediates) = PemFiles.ReadClientCertificate(certificatePem, keyPem, null, null);
        }

        Credential credential = new(header, certificate, intermediates);
        lock (gate)
        {
            answer = fresh;
            current = credential;
        }

        return credential;
    }

    private sealed class Outcome(Credential? credential, string? refusal)
    {
        public Credential? Credential { get; } = credential;

        public string? Refusal { get; } = refusal;
    }
}
