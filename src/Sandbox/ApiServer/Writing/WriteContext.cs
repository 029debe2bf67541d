using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>How a write is to be done.</summary>
internal sealed record WriteContext
{
    /// <summary>Field manager.</summary>
    public required string Manager { get; init; }

    /// <summary>What to do about unknown fields.</summary>
    public FieldValidation Validation { get; init; } = FieldValidation.Ignore;

    /// <summary>Whether nothing is stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether an apply may take fields of others.</summary>
    public bool Force { get; init; }

    /// <summary>When the write counts as done, for history that is made up; null for now. Creation times and uids of new objects follow from it.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>A status the new object has from the start, for history that is made up; null as for every request.</summary>
    public FirstStatus? Status { get; init; }
}

/// <summary>The status an object is born with.</summary>
/// <param name="Value">The status.</param>
/// <param name="Manager">Field manager it belongs to.</param>
/// <param name="Written">When it was written.</param>
internal sealed record FirstStatus(JsonObject Value, string Manager, DateTimeOffset Written);

/// <summary>What a write did.</summary>
/// <param name="Value">The object as answered. Shared: never change it.</param>
/// <param name="Stored">The object as stored; null when it was not.</param>
/// <param name="Created">Whether it is new.</param>
/// <param name="Warnings">Warnings for the client.</param>
internal sealed record WriteResult(JsonObject Value, StoredObject? Stored, bool Created, IReadOnlyList<string> Warnings);

/// <summary>How an object is to be deleted.</summary>
internal sealed record Deletion
{
    /// <summary>What happens to dependents: <c>Foreground</c>, <c>Background</c>, <c>Orphan</c>; null for the kind's default.</summary>
    public string? Propagation { get; init; }

    /// <summary>What <c>orphanDependents</c> said, the older way to ask; null when it was not given. A deletion that waits is then answered with 202.</summary>
    public bool? KeepsDependents { get; init; }

    /// <summary>Uid the object must have.</summary>
    public string? Uid { get; init; }

    /// <summary>Version the object must have.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Seconds a pod gets to end.</summary>
    public long? GraceSeconds { get; init; }

    /// <summary>Whether nothing is stored.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What a deletion did.</summary>
/// <param name="Value">The object's last or present state.</param>
/// <param name="Gone">Whether it is gone; else it waits for finalizers or its grace period.</param>
internal sealed record DeletionResult(JsonObject Value, bool Gone);
