using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Forms;

/// <summary>Where the user may create a kind, and whether in the namespace that is chosen. Used on the circuit's own dispatcher.</summary>
/// <param name="session">The cluster.</param>
/// <param name="kind">The kind.</param>
public sealed class CreateAccess(ClusterSession session, ResourceKind kind)
{
    private string? asked;

    /// <summary>The namespaces; <c>null</c> until the cluster has said so.</summary>
    public NamespaceAccess? Namespaces { get; private set; }

    /// <summary>Why the cluster could not be asked, for people; <c>null</c> when it could.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Whether the kind may be created in the chosen namespace, or anywhere when none is chosen.</summary>
    public Allowance Allowance { get; private set; } = Allowance.Unknown;

    /// <summary>What there is to choose from.</summary>
    public FieldChoices Choices
    {
        get
        {
            if (Namespaces is null)
            {
                return Trouble is null ? FieldChoices.None("Asking the cluster…") : FieldChoices.None($"Namespaces cannot be read: {Trouble}", isTrouble: true);
            }

            return new FieldChoices(
                [.. Namespaces.Names.Take(FieldChoices.Maximum).Select(name => new FieldOption(name, name, Namespaces.Refused.Contains(name) ? "not permitted" : null))],
                Namespaces.Names.IsEmpty ? "There is no namespace." : Namespaces.Names.Length > FieldChoices.Maximum ? $"The first {FieldChoices.Maximum.Grouped()} are listed." : "");
        }
    }

    /// <summary>Asks where.</summary>
    /// <param name="typed">Namespaces the person has named.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LoadAsync(IEnumerable<string> typed, CancellationToken cancellationToken)
    {
        try
        {
            Namespaces = await session.ReviewNamespacesAsync("create", kind, null, typed, cancellationToken);
            Trouble = null;
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            Trouble = FailureWords.Of(exception);
        }
    }

    /// <summary>Asks about a namespace; empty for none in particular. An answer that comes after another question is not taken.</summary>
    public async Task AskAsync(string ns, CancellationToken cancellationToken)
    {
        asked = ns;
        if (ns.Length == 0 && (Namespaces is null || Namespaces.WholeCluster || !Namespaces.Permitted.IsEmpty || Namespaces.Names.Length > Namespaces.Refused.Length || !Namespaces.NamesKnown))
        {
            Allowance = Allowance.Granted; // Somewhere it may be allowed: choosing a namespace tells.
            return;
        }

        Allowance = Allowance.Unknown;
        Allowance answer;
        try
        {
            answer = await session.ReviewAsync(new AccessRequest("create", kind, ns.Length == 0 ? null : ns), cancellationToken);
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            answer = Allowance.Granted; // Whoever cannot be asked decides when asked to act.
        }

        if (asked == ns)
        {
            Allowance = answer;
        }
    }
}
