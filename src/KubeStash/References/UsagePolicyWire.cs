using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.References;

internal sealed class UsagePolicyWire
{
    public AllowedNamespacesWire? AllowedNamespaces { get; set; }
}

internal sealed class AllowedNamespacesWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? From { get; set; }

    public LabelSelectorWire? Selector { get; set; }
}

internal sealed class LabelSelectorWire
{
    public LabelSet MatchLabels { get; set; }

    public List<LabelRequirementWire?>? MatchExpressions { get; set; }
}

internal sealed class LabelRequirementWire
{
    public string? Key { get; set; }

    public string? Operator { get; set; }

    public List<string?>? Values { get; set; }
}

internal static class UsagePolicyReading
{
    /// <summary>The policy as it was written; the default one when it was not.</summary>
    public static UsagePolicy Read(this UsagePolicyWire? wire)
    {
        if (wire?.AllowedNamespaces is not { } allowed)
        {
            return UsagePolicy.Default;
        }

        return new UsagePolicy { From = string.IsNullOrEmpty(allowed.From) ? UsagePolicy.Same : allowed.From, Requirements = allowed.Selector.Read() };
    }

    private static ImmutableArray<LabelRequirement>? Read(this LabelSelectorWire? selector)
    {
        if (selector is null)
        {
            return null;
        }

        IEnumerable<LabelRequirement> labels = selector.MatchLabels.Select(label => new LabelRequirement(label.Key, "In", [label.Value]));
        IEnumerable<LabelRequirement> expressions = selector.MatchExpressions?.OfType<LabelRequirementWire>()
            .Select(term => new LabelRequirement(term.Key ?? string.Empty, term.Operator ?? string.Empty, term.Values.DistinctNames())) ?? [];
        return [.. labels, .. expressions];
    }
}
