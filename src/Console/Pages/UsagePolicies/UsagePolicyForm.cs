using BackupConsole.Components.Forms;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Pages.UsagePolicies;

/// <summary><c>spec.usagePolicy</c>: which namespaces may refer to an object. Storages, retention policies, hooks and blueprints have one.</summary>
public static class UsagePolicyForm
{
    /// <summary>Namespaces that are chosen by their labels.</summary>
    public const string Selector = "Selector";

    /// <summary>Which namespaces.</summary>
    public static readonly ManifestPath From = ManifestPath.Parse("spec.usagePolicy.allowedNamespaces.from");

    /// <summary>Which, by their labels.</summary>
    public static readonly ManifestPath SelectorPath = ManifestPath.Parse("spec.usagePolicy.allowedNamespaces.selector");

    /// <summary>Labels they have to have.</summary>
    public static readonly ManifestPath Labels = SelectorPath.Field("matchLabels");

    /// <summary>What there is to choose.</summary>
    public static FieldChoices Choices { get; } = new([new FieldOption("All"), new FieldOption("Same"), new FieldOption(Selector)]);

    /// <summary>What is chosen means.</summary>
    /// <param name="form">The form.</param>
    /// <param name="noun">What is made, in the middle of a sentence.</param>
    public static string Meaning(ManifestForm form, string noun)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Text(From) switch
        {
            "All" => $"Backups in every namespace may use this {noun}.",
            Selector => $"Backups in namespaces with all of the labels below may use this {noun}.",
            _ => $"Only backups in the {noun}'s own namespace may use it.",
        };
    }
}
