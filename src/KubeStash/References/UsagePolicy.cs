using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.References;

/// <summary>
/// Which namespaces may refer to an object (<c>spec.usagePolicy.allowedNamespaces</c> of storages, policies, hook templates and blueprints).
/// KubeStash's webhooks decide; this says beforehand what they will say.
/// </summary>
public sealed record UsagePolicy
{
    /// <summary>Every namespace.</summary>
    public const string All = "All";

    /// <summary>The object's own namespace; also what an absent policy means.</summary>
    public const string Same = "Same";

    /// <summary>Namespaces whose labels fit.</summary>
    public const string Selector = "Selector";

    /// <summary>The policy of an object that has none.</summary>
    public static UsagePolicy Default { get; } = new();

    /// <summary><c>from</c>: <see cref="All"/>, <see cref="Same"/> or <see cref="Selector"/>.</summary>
    public string From { get; init; } = Same;

    /// <summary>
    /// What the labels of a namespace have to fit, all of it; <c>null</c> without a selector, which selects nothing, where an empty one selects
    /// everything, as everywhere in Kubernetes. Only read with <see cref="Selector"/>.
    /// </summary>
    public ImmutableArray<LabelRequirement>? Requirements { get; init; }

    /// <summary>Whether objects of a namespace may refer to an object; <c>null</c> when that depends on labels that are not known.</summary>
    /// <param name="own">The namespace of the object with the policy.</param>
    /// <param name="referring">The namespace that would refer to it.</param>
    /// <param name="labels">Labels of the referring namespace; <c>null</c> when they cannot be read.</param>
    public bool? Allows(string own, string referring, LabelSet? labels) => From switch
    {
        All => true,
        Selector => Requirements is { } requirements ? Fit(requirements, labels) : false,
        _ => own == referring,
    };

    private static bool? Fit(ImmutableArray<LabelRequirement> requirements, LabelSet? labels) =>
        requirements.IsEmpty ? true : labels is { } known ? requirements.All(requirement => requirement.Fits(known)) : null;
}

/// <summary>One requirement of a label selector.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>, as in Kubernetes.</param>
/// <param name="Values">The values for <c>In</c> and <c>NotIn</c>.</param>
public sealed record LabelRequirement(string Key, string Operator, ImmutableArray<string> Values)
{
    /// <summary>Whether labels fit it. An operator that Kubernetes does not have fits nothing.</summary>
    public bool Fits(LabelSet labels) => Operator switch
    {
        "In" => labels.TryGetValue(Key, out string? value) && Values.Contains(value),
        "NotIn" => !labels.TryGetValue(Key, out string? value) || !Values.Contains(value),
        "Exists" => labels.TryGetValue(Key, out _),
        "DoesNotExist" => !labels.TryGetValue(Key, out _),
        _ => false,
    };
}
