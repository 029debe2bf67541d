using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Actions;

/// <summary>What a person may do with an object beyond looking at it and deleting it; declared once per kind, offered on the rows of its list and on its page.</summary>
/// <typeparam name="TRow">The row record.</typeparam>
/// <param name="Title">Words of the button or menu item.</param>
/// <param name="Icon">Icon.</param>
public sealed record ObjectAction<TRow>(string Title, IconName Icon)
    where TRow : ResourceRow
{
    /// <summary>Whether it makes sense for an object at all; others do not show it.</summary>
    public Func<TRow, bool> IsOffered { get; init; } = _ => true;

    /// <summary>Why it cannot be done with an object now, in a sentence; <c>null</c> when it can.</summary>
    public Func<TRow, string?> Hindrance { get; init; } = _ => null;

    /// <summary>The permission it takes.</summary>
    public required Func<TRow, AccessRequest> Needs { get; init; }

    /// <summary>The form it leads to, by the cluster's slug; <c>null</c> when it asks and acts here.</summary>
    public Func<string, TRow, string>? Address { get; init; }

    /// <summary>What would be done, for somebody to agree to; set unless it leads to a form.</summary>
    public Func<TRow, ActionContext, CancellationToken, Task<ActionPlan>>? Plan { get; init; }
}

/// <summary>What an action works with.</summary>
/// <param name="Session">The cluster.</param>
/// <param name="Time">The clock.</param>
public sealed record ActionContext(ClusterSession Session, TimeProvider Time);

/// <summary>What an action would do, told before it is done.</summary>
/// <param name="Title">Title of the question.</param>
/// <param name="Yes">Words of the button that agrees.</param>
/// <param name="Perform">Does it, with the names that were chosen. Refusals and breaks of the cluster are told by who calls it.</param>
public sealed record ActionPlan(string Title, string Yes, Func<ImmutableArray<string>, CancellationToken, Task<ActionResult>> Perform)
{
    /// <summary>What will happen, a sentence or two each.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>What to know before agreeing, where something is in the way; a sentence or two each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>What there is to choose; empty when there is nothing. At least one has to be.</summary>
    public ImmutableArray<ActionChoice> Choices { get; init; } = [];

    /// <summary>What is chosen from, such as "Sessions".</summary>
    public string ChoicesTitle { get; init; } = "";
}

/// <summary>One thing to choose.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Help">More about it.</param>
/// <param name="IsChosen">Whether it is chosen to begin with.</param>
public sealed record ActionChoice(string Name, string Help, bool IsChosen);

/// <summary>What came of an action.</summary>
/// <param name="Text">The words.</param>
/// <param name="Address">Where to see it; <c>null</c> for nowhere in particular.</param>
/// <param name="LinkText">Words of the link there.</param>
/// <param name="Tone">How well it went.</param>
public sealed record ActionResult(string Text, string? Address = null, string LinkText = "Open", StateTone Tone = StateTone.Calm);
