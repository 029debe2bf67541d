namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Joins the header of one source with the client certificate of another, which wins over one the first source brings.</summary>
internal sealed class CombinedCredentialSource(ICredentialSource authorization, ICredentialSource certificate) : ICredentialSource
{
    private volatile Pair? latest;

    public async ValueTask<Credential> GetAsync(Credential? rejected, CancellationToken cancellationToken)
    {
        Pair? refused = latest is { } current && ReferenceEquals(current.Joined, rejected) ? current : null;
        Credential first = await authorization.GetAsync(refused?.Authorization, cancellationToken);
        Credential second = await certificate.GetAsync(refused?.Certificate, cancellationToken);
        while (true)
        {
            Pair? known = latest;
            if (known is not null && ReferenceEquals(known.Authorization, first) && ReferenceEquals(known.Certificate, second))
            {
                return known.Joined;
            }

            // Whoever comes second takes the pair of the first: one credential must not become two objects.
            Pair joined = new(first, second, new Credential(first.Authorization, second.ClientCertificate, second.Intermediates));
            if (ReferenceEquals(Interlocked.CompareExchange(ref latest, joined, known), known))
            {
                return joined.Joined;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await authorization.DisposeAsync();
        await certificate.DisposeAsync();
    }

    private sealed class Pair(Credential authorization, Credential certificate, Credential joined)
    {
        public Credential Authorization { get; } = authorization;

        public Credential Certificate { get; } = certificate;

        public Credential Joined { get; } = joined;
    }
}
