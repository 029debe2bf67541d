using System.Collections.Immutable;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>What a list can show.</summary>
public enum ListPhase
{
    /// <summary>The cluster is being asked what may be seen.</summary>
    Connecting,

    /// <summary>The cluster cannot be reached, or does not accept us.</summary>
    Unreachable,

    /// <summary>Too many namespaces to watch one by one: a person has to choose.</summary>
    ChooseNamespace,

    /// <summary>The kind may not be listed.</summary>
    Forbidden,

    /// <summary>The server does not serve the kind.</summary>
    NotInstalled,

    /// <summary>Rows are arriving.</summary>
    Syncing,

    /// <summary>The rows follow the cluster.</summary>
    Live,

    /// <summary>The rows followed the cluster until a moment ago.</summary>
    Stale,
}

/// <summary>What is to be drawn of a list: the visible rows and what to say about them. Immutable.</summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed record ListView<T>
    where T : class, IRow
{
    /// <summary>What can be shown.</summary>
    public ListPhase Phase { get; init; }

    /// <summary>The visible rows.</summary>
    public ImmutableArray<T> Rows { get; init; } = [];

    /// <summary>The page they are on, from 1; never beyond the last one.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows that fit the query, on all pages.</summary>
    public int Matching { get; init; }

    /// <summary>Rows in the namespace looked at, whether they fit the text or not.</summary>
    public int Total { get; init; }

    /// <summary>How many rows that fit the text are in each phase, the most frequent first; empty for kinds without phases.</summary>
    public ImmutableArray<PhaseCount> Phases { get; init; } = [];

    /// <summary>Where the user may list the kind; <c>null</c> until the server has said so.</summary>
    public NamespaceAccess? Access { get; init; }

    /// <summary>How the rows follow the cluster; <c>null</c> when nothing is watched.</summary>
    public InformerState? State { get; init; }

    /// <summary>Why the cluster cannot be used, for people; <c>null</c> when it can.</summary>
    public string? Trouble { get; init; }

    /// <summary>When the cluster is tried again; <c>null</c> when that is not known.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>Objects that could not be read, some of them.</summary>
    public ImmutableArray<MalformedObject> Malformed { get; init; } = [];

    /// <summary>How many objects could not be read.</summary>
    public int MalformedCount { get; init; }

    /// <summary>All the rows, when the query asked for them; <c>null</c> otherwise.</summary>
    public StoreSnapshot<T>? Whole { get; init; }

    /// <summary>Whether both draw the same. Rows are compared by reference: a changed object is another row.</summary>
    public bool LooksLike(ListView<T> other) =>
        Rows.AsSpan().SequenceEqual(other.Rows.AsSpan(), (IEqualityComparer<T>)ReferenceEqualityComparer.Instance)
        && Phases.AsSpan().SequenceEqual(other.Phases.AsSpan())
        && Malformed == other.Malformed
        && this with { Rows = [], Phases = [], Malformed = [] } == other with { Rows = [], Phases = [], Malformed = [] };
}
