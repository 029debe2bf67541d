using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Forms;

/// <summary>Something to choose.</summary>
/// <param name="Value">What is written.</param>
/// <param name="Text">What is shown.</param>
/// <param name="WhyNot">Why it cannot be chosen; <c>null</c> when it can.</param>
public sealed record FieldOption(string Value, string Text, string? WhyNot = null)
{
    /// <summary>An option that is shown as it is written.</summary>
    public FieldOption(string value)
        : this(value, value)
    {
    }
}

/// <summary>What there is to choose from, or why nothing is.</summary>
/// <param name="Options">The options.</param>
/// <param name="Words">What to say in place of them, or about them; empty for nothing.</param>
/// <param name="IsComplete">Whether what is not among them is not there: only then a value that is missing is told.</param>
/// <param name="IsTrouble">Whether the words are about something that does not work.</param>
public sealed record FieldChoices(ImmutableArray<FieldOption> Options, string Words = "", bool IsComplete = true, bool IsTrouble = false)
{
    /// <summary>Most options of a list: more cannot be chosen from by eye.</summary>
    public const int Maximum = 1000;

    /// <summary>Nothing yet, and why.</summary>
    public static FieldChoices None(string words, bool isTrouble = false) => new([], words, IsComplete: false, isTrouble);

    /// <summary>The objects of a live list.</summary>
    /// <param name="view">The list.</param>
    /// <param name="kind">Their kind.</param>
    /// <param name="place">Where, such as "in namespace demo".</param>
    /// <param name="option">Makes an option of a row.</param>
    public static FieldChoices Of<T>(ListView<T> view, ResourceKind kind, string place, Func<T, FieldOption> option)
        where T : class, IRow
    {
        ImmutableArray<FieldOption> options = [.. view.Rows.Select(option)];
        return view.Phase switch
        {
            ListPhase.Connecting => None("Asking the cluster…"),
            ListPhase.Unreachable => None($"The cluster cannot be asked: {view.Trouble}", isTrouble: true),
            ListPhase.ChooseNamespace => None("There are too many namespaces to look through one by one, and you may not list them together. Write the name on the Preview page.", isTrouble: true),
            ListPhase.Forbidden => None($"You may not list {kind.Id} {place}. Write the name on the Preview page.", isTrouble: true),
            ListPhase.NotInstalled => None($"This cluster does not know {kind.Kind}: KubeStash is not installed.", isTrouble: true),
            ListPhase.Syncing => new(options, "Loading…", IsComplete: false),
            _ when view.Matching > options.Length => new(options, $"The first {options.Length.Grouped()} of {view.Matching.Grouped()} are listed.", IsComplete: false),
            ListPhase.Stale => new(options, "The connection to the cluster is lost; this is what there was.", IsComplete: false),
            _ when options.IsEmpty => new(options, $"There is no {kind.Kind} {place}."),
            _ => new(options),
        };
    }
}
