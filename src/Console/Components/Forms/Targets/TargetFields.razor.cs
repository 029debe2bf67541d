using System.Collections.Immutable;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms.Targets;

/// <summary>Fields of a target reference. Kinds come from what the server serves, names from one request for the kind and namespace chosen.</summary>
public sealed partial class TargetFields
{
    // What is backed up most comes before what a group has besides.
    private static readonly string[] UsualKinds = ["PersistentVolumeClaim", "Deployment", "StatefulSet", "DaemonSet"];

    private AskedOnce<IReadOnlyList<ResourceKind>>? discovery;
    private AskedOnce<IReadOnlyList<KindRow>>? objects;
    private bool readsAnew;

    /// <summary>Where the reference stands.</summary>
    [Parameter, EditorRequired]
    public ManifestPath Path { get; set; } = ManifestPath.Root;

    /// <summary>The form that is open.</summary>
    [Parameter, EditorRequired]
    public CreateContext Context { get; set; } = null!;

    /// <summary>Whether there has to be a target.</summary>
    [Parameter]
    public bool Required { get; set; } = true;

    /// <summary>The label of the name.</summary>
    [Parameter]
    public string NameLabel { get; set; } = "Name";

    /// <summary>What helps below the name, with more than words.</summary>
    [Parameter]
    public RenderFragment? HelpContent { get; set; }

    /// <summary>Whether the object has to be there by now; not for what a restore makes.</summary>
    [Parameter]
    public bool HasToExist { get; set; } = true;

    [CascadingParameter]
    private ManifestForm Form { get; set; } = null!;

    private string Group => Form.Text(At("apiGroup"));

    private string Kind => Form.Text(At("kind"));

    private string Namespace => Form.Text(At("namespace"));

    private string Name => Form.Text(At("name"));

    private bool HasGroup => Form.Manifest.TryGet(At("apiGroup"), out _) || Kind.Length > 0;

    private Answer<IReadOnlyList<ResourceKind>> Served => discovery!.Of("");

    private ResourceKind? Chosen => Kind.Length == 0 ? null : Served.Value?.FirstOrDefault(kind => kind.Group == Group && kind.Kind == Kind);

    private FieldChoices Kinds => (HasGroup, Served) switch
    {
        (false, _) => FieldChoices.None("Choose a group first."),
        (_, { IsPending: true }) => FieldChoices.None("Asking the cluster…"),
        (_, { Trouble: { } trouble }) => FieldChoices.None($"Kinds cannot be read: {trouble}", isTrouble: true),
        (_, { Value: { } served }) => OfGroup(served),
        _ => FieldChoices.None(""),
    };

    private FieldChoices Objects
    {
        get
        {
            if (Kind.Length == 0 || Namespace.Length == 0 || ObjectName.CheckLabel(Namespace) is not null)
            {
                return FieldChoices.None("Choose a kind and a namespace first.");
            }

            if (Chosen is not { } kind)
            {
                return Served.IsPending ? FieldChoices.None("Asking the cluster…") : FieldChoices.None($"The cluster serves no {Kind} that could be listed.", isTrouble: true);
            }

            return objects!.Of(Key(kind)) switch
            {
                { IsForbidden: true } => FieldChoices.None($"You may not list {kind.Id} in namespace {Namespace}.", isTrouble: true),
                { Trouble: { } trouble } => FieldChoices.None($"Names cannot be read: {trouble}", isTrouble: true),
                { Value: { } rows } => new FieldChoices([.. rows.Select(row => new FieldOption(row.Name, row.Phase is "" or "Ready" ? row.Name : $"{row.Name} ({row.Phase})"))], Words(rows.Count, kind)),
                _ => FieldChoices.None("Asking the cluster…"),
            };
        }
    }

    private string? Absence => HasToExist && Name.Length > 0 && Objects is { IsComplete: true, Options: { Length: < FieldChoices.Maximum } options } && !options.Any(option => option.Value == Name)
        ? $"There is no {Kind} {Name} in namespace {Namespace} now."
        : null;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        discovery = new AskedOnce<IReadOnlyList<ResourceKind>>(
            async (_, token) => [.. (await (readsAnew ? Context.Session.Kinds.AllAgainAsync(token) : Context.Session.Kinds.AllAsync(token))).Where(kind => kind.Namespaced)],
            Form.RaiseChanged,
            DispatchExceptionAsync);
        objects = new AskedOnce<IReadOnlyList<KindRow>>(ListAsync, Form.RaiseChanged, DispatchExceptionAsync);
        Form.Changed += StateHasChanged;
    }

    private ManifestPath At(string field) => Path.Field(field);

    private string Key(ResourceKind kind) => $"{kind.Id}/{Namespace}";

    private string Words(int count, ResourceKind kind) => count switch
    {
        0 => $"There is no {kind.Kind} in namespace {Namespace}.",
        >= FieldChoices.Maximum => $"The first {FieldChoices.Maximum.Grouped()} are listed.",
        _ => "",
    };

    private FieldChoices OfGroup(IReadOnlyList<ResourceKind> served)
    {
        FieldOption[] options =
        [
            .. served.Where(kind => kind.Group == Group).Select(kind => kind.Kind).Distinct(StringComparer.Ordinal)
                .OrderBy(kind => Array.IndexOf(UsualKinds, kind) is int at and >= 0 ? at : UsualKinds.Length).ThenBy(kind => kind, StringComparer.Ordinal)
                .Select(kind => new FieldOption(kind)),
        ];
        return new FieldChoices([.. options], options.Length == 0 ? $"The cluster serves no kinds of {Group}: what defines them is not installed." : "");
    }

    private async Task<IReadOnlyList<KindRow>> ListAsync(string key, CancellationToken cancellationToken)
    {
        string[] parts = key.Split('/');
        ResourceKind kind = Served.Value!.First(one => one.Id == parts[0]);
        ImmutableArray<KindRow> rows = await Context.Session.ListAsync(KindRow.Reader(kind), parts[1], FieldChoices.Maximum, cancellationToken);
        return [.. rows.OrderBy(row => row.Name, StringComparer.Ordinal)];
    }

    private async Task ReloadAsync()
    {
        if (Chosen is { } kind && Namespace.Length > 0)
        {
            await objects!.AgainAsync(Key(kind));
        }
        else
        {
            await ReadKindsAgainAsync();
        }
    }

    private Task ReadKindsAgainAsync()
    {
        readsAnew = true;
        return discovery!.AgainAsync("");
    }

    private async Task ChangeGroupAsync()
    {
        ClearKind();

        // What defines its kinds may have been installed since they were read, also by the answer that is still on its way.
        if (Group.Length > 0 && Served.Value?.Any(kind => kind.Group == Group) != true)
        {
            await ReadKindsAgainAsync();
        }
    }

    private void ClearKind()
    {
        Form.Set(At("kind"), "");
        Form.Set(At("name"), "");
    }

    private void ClearName() => Form.Set(At("name"), "");

    /// <inheritdoc />
    public void Dispose()
    {
        Form.Changed -= StateHasChanged;
        discovery?.Dispose();
        objects?.Dispose();
    }
}
