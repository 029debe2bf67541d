using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Addons;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Pages.Sources;

/// <summary>What a form of backups or restores refers to and meets, as the cluster has it now: choices for its fields, and what speaks against those made.</summary>
/// <param name="context">The form that is open.</param>
/// <param name="follow">Follows the cluster.</param>
public abstract class FormSurroundings(CreateContext context, Followed follow)
{
    private static readonly ManifestPath Place = ManifestPath.Parse("metadata.namespace");

    private readonly LiveRows<AddonRow> addons = follow.Rows(KindSources.Addons);
    private readonly AskedOnce<JsonObject> namespaces = follow.Questions(context, (ns, token) => context.Session.GetAsync(BuiltInKinds.Namespace, new ObjectKey("", ns), token));

    /// <summary>Secrets by namespace.</summary>
    public AskedOnce<IReadOnlyList<SecretRow>> Secrets { get; } = SecretQuestions.Of(context, follow);

    /// <summary>The addons there are.</summary>
    public FieldChoices Addons => FieldChoices.Of(addons.View, KubeStashKinds.Addon, "in this cluster", row => new FieldOption(row.Name));

    /// <summary>Whether all addons were seen.</summary>
    public bool KnowsAddons => addons.IsLive;

    /// <summary>The form.</summary>
    protected ManifestForm Form => context.Form;

    /// <summary>The namespace of what is made; empty while none is chosen.</summary>
    protected string Namespace => Form.Text(Place);

    /// <summary>The addons that were seen.</summary>
    protected LiveRows<AddonRow> AddonRows => addons;

    /// <summary>Begins to look.</summary>
    public virtual Task LookAsync() => addons.LookEverywhereAsync(context.Session, "name");

    /// <summary>An addon by its name; <c>null</c> when it is not there, or not seen yet.</summary>
    public AddonRow? FindAddon(string name) => addons.View.Rows.FirstOrDefault(row => row.Name == name);

    /// <summary>Labels of the namespace, for policies that choose by them: asked for only where they decide something. <c>null</c> when they are not known.</summary>
    protected LabelSet? LabelsFor(params IEnumerable<UsagePolicy> policies) =>
        Namespace.Length > 0 && ObjectName.CheckLabel(Namespace) is null && policies.Any(policy => policy.From == UsagePolicy.Selector) && namespaces.Of(Namespace).Value is { } found
            ? new LabelSet((found["metadata"]?["labels"] as JsonObject ?? []).Select(label => KeyValuePair.Create(label.Key, (string?)label.Value ?? "")))
            : null;
}
