using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>What the rows of a store are worth.</summary>
public enum InformerPhase
{
    /// <summary>The first fill is not complete; rows already there are real, others are still missing.</summary>
    Syncing,

    /// <summary>The rows are complete and follow the server.</summary>
    Live,

    /// <summary>The rows were complete once and no longer follow the server.</summary>
    Stale,

    /// <summary>The user may not list or watch the kind. There are no rows.</summary>
    Forbidden,

    /// <summary>The server does not serve the kind. There are no rows.</summary>
    NotInstalled,
}

/// <summary>What keeps an informer from being live.</summary>
public enum InformerProblemKind
{
    /// <summary>No connection, or one that broke off.</summary>
    Unreachable,

    /// <summary>The server does not accept the credential, or none can be had.</summary>
    Unauthorized,

    /// <summary>A permission is missing.</summary>
    Forbidden,

    /// <summary>The kind is not served.</summary>
    NotInstalled,

    /// <summary>The server answers with an error, or with something that is no answer.</summary>
    ServerError,
}

/// <summary>What keeps an informer from being live, in words.</summary>
/// <param name="Kind">What sort of problem.</param>
/// <param name="Message">The cause for people; holds no secret.</param>
/// <param name="Verb">The verb that is refused (<c>list</c> or <c>watch</c>); <c>null</c> when it is not about permission.</param>
/// <param name="Resource">The kind it is about; <c>null</c> when it is about the whole server.</param>
public sealed record InformerProblem(InformerProblemKind Kind, string Message, string? Verb = null, ResourceKind? Resource = null);

/// <summary>The state of one scope: all namespaces, or one of several.</summary>
/// <param name="Namespace">The namespace; <c>null</c> for all of them, and for kinds outside namespaces.</param>
/// <param name="Phase">What its rows are worth.</param>
/// <param name="Since">When the phase began.</param>
/// <param name="Received">Objects received by the present or last fill: its progress.</param>
/// <param name="Problem">What is in the way; <c>null</c> when nothing is.</param>
/// <param name="DataAsOf">When stale: the last moment the rows are known to have followed the server.</param>
public sealed record ScopeState(
    string? Namespace,
    InformerPhase Phase,
    DateTimeOffset Since,
    int Received,
    InformerProblem? Problem,
    DateTimeOffset? DataAsOf = null);

/// <summary>The state of a whole store, summed up over its scopes.</summary>
/// <param name="Phase">
/// Syncing while any scope is; else stale while any is; else live when any is, even if others are refused (<paramref name="Scopes"/>
/// tells which); else forbidden or not installed.
/// </param>
/// <param name="Since">When the first of the scopes in this phase entered it.</param>
/// <param name="Received">Objects received by the present or last fills.</param>
/// <param name="Problem">What is in the way, from the first scope in this phase that has a problem.</param>
/// <param name="Scopes">The scopes, in the order they were asked for.</param>
/// <param name="DataAsOf">When stale: the oldest such moment of the stale scopes.</param>
public sealed record InformerState(
    InformerPhase Phase,
    DateTimeOffset Since,
    int Received,
    InformerProblem? Problem,
    ImmutableArray<ScopeState> Scopes,
    DateTimeOffset? DataAsOf = null)
{
    private static readonly InformerPhase[] Precedence =
        [InformerPhase.Syncing, InformerPhase.Stale, InformerPhase.Live, InformerPhase.Forbidden, InformerPhase.NotInstalled];

    /// <summary>Sums up the states of scopes, of which there is at least one.</summary>
    internal static InformerState Of(ImmutableArray<ScopeState> scopes)
    {
        InformerPhase phase = Precedence.First(candidate => scopes.Any(scope => scope.Phase == candidate));
        ScopeState[] deciding = [.. scopes.Where(scope => scope.Phase == phase)];
        return new InformerState(
            phase,
            deciding.Min(scope => scope.Since),
            scopes.Sum(scope => scope.Received),
            deciding.Select(scope => scope.Problem).FirstOrDefault(problem => problem is not null),
            scopes,
            deciding.Min(scope => scope.DataAsOf));
    }
}
