using BackupConsole.Clusters;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Forms;

/// <summary>Choices of objects whose usage policy says from which namespaces they may be referred to.</summary>
public static class UsageChoices
{
    /// <summary>The objects of a live list, shown as <c>namespace/name</c>; those that a namespace may not use with the reason.</summary>
    /// <param name="view">The list.</param>
    /// <param name="kind">Their kind.</param>
    /// <param name="policy">Their policy.</param>
    /// <param name="phase">Their phase; empty for none.</param>
    /// <param name="ns">The namespace that would refer to them; empty while it is not known.</param>
    /// <param name="labels">Its labels; <c>null</c> when they cannot be read.</param>
    public static FieldChoices Of<T>(ListView<T> view, ResourceKind kind, Func<T, UsagePolicy> policy, Func<T, string> phase, string ns, LabelSet? labels)
        where T : ResourceRow
    {
        FieldChoices all = FieldChoices.Of(view, kind, "in this cluster", row => new FieldOption(row.Key.ToString(), Text(row), WhyNot(policy(row), row.Namespace, ns, labels)));
        return all with { Options = [.. all.Options.OrderBy(option => option.WhyNot is not null)] };

        string Text(T row) => phase(row) is "" or "Ready" ? row.Key.ToString() : $"{row.Key} · {phase(row)}";
    }

    /// <summary>Why objects of a namespace may not refer to an object, as a clause; <c>null</c> when they may, or nobody can tell.</summary>
    public static string? WhyNot(UsagePolicy policy, string own, string ns, LabelSet? labels)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return ns.Length == 0 || policy.Allows(own, ns, labels) != false ? null
            : policy.From == UsagePolicy.Selector ? $"its usage policy asks for labels that namespace {ns} does not have"
            : $"its usage policy admits namespace {own} only";
    }
}
