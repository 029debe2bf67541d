using System.Collections.Immutable;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>Where a user may list a kind, as far as the server was asked.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="User">Who asks, for people.</param>
/// <param name="WholeCluster">Whether it may be listed in all namespaces at once.</param>
/// <param name="NamesKnown">Whether <paramref name="Names"/> are all the namespaces there are.</param>
/// <param name="Names">Namespaces to offer, sorted.</param>
/// <param name="Permitted">Those the kind may be listed in; not asked for when the whole cluster is allowed.</param>
/// <param name="Refused">Those it may not be listed in.</param>
public sealed record NamespaceAccess(
    ResourceKind Kind,
    string User,
    bool WholeCluster,
    bool NamesKnown,
    ImmutableArray<string> Names,
    ImmutableArray<string> Permitted,
    ImmutableArray<string> Refused)
{
    /// <summary>What to watch when a namespace is asked for, or none.</summary>
    public NamespaceChoice Choose(string? asked)
    {
        if (WholeCluster)
        {
            return new NamespaceChoice.Watch(InformerScope.All);
        }

        if (asked is not null)
        {
            return Refused.Contains(asked) ? new NamespaceChoice.NoneAllowed() : new NamespaceChoice.Watch(InformerScope.Of(asked));
        }

        // Names that nobody was asked about are too many to ask about, so they are too many to watch.
        int unasked = Names.Length - Permitted.Length - Refused.Length;
        if (unasked > 0 || Permitted.Length > InformerScope.MaxNamespaces)
        {
            return new NamespaceChoice.OneMustBeChosen(unasked > 0 ? Names.Length : Permitted.Length);
        }

        return Permitted.IsEmpty ? new NamespaceChoice.NoneAllowed() : new NamespaceChoice.Watch(InformerScope.Of(Permitted));
    }
}

/// <summary>What follows from <see cref="NamespaceAccess"/>.</summary>
public abstract record NamespaceChoice
{
    private NamespaceChoice()
    {
    }

    /// <summary>Something can be watched.</summary>
    /// <param name="Scope">Where.</param>
    public sealed record Watch(InformerScope Scope) : NamespaceChoice;

    /// <summary>There are too many namespaces to watch one by one.</summary>
    /// <param name="Count">How many.</param>
    public sealed record OneMustBeChosen(int Count) : NamespaceChoice;

    /// <summary>The kind may be listed nowhere that is known.</summary>
    public sealed record NoneAllowed : NamespaceChoice;
}
