using System.Collections.Immutable;

namespace BackupConsole.KubeStash.Manifests.Fields;

/// <summary>What a cluster's schema says about a field.</summary>
/// <param name="Type">What may be written, in words such as "text" or "list"; empty when anything may.</param>
/// <param name="IsRequired">Whether the object it is in has to have it.</param>
public sealed record FieldFacts(string Type, bool IsRequired)
{
    /// <summary>The only values allowed; empty for any.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>What the server fills in when it is left out, as JSON; <c>null</c> for nothing.</summary>
    public string? Default { get; init; }

    /// <summary>What the schema says in words; empty for nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>The fields an object there may have, those it must have first; of a list, those of its items.</summary>
    public ImmutableArray<(string Name, bool IsRequired)> Fields { get; init; } = [];
}
