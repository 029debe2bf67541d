using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>A choice of an object that is referred to by <c>name</c> and <c>namespace</c>, shown as <c>namespace/name</c>.</summary>
public sealed class ReferenceField : SelectField
{
    /// <summary>The namespace a reference without one means: that of the object which refers.</summary>
    [Parameter]
    public string DefaultNamespace { get; set; } = "";

    /// <summary>The field with the name; a restore calls it after the kind.</summary>
    [Parameter]
    public string NameField { get; set; } = "name";

    /// <inheritdoc />
    protected internal override string Value => Form.Text(Name) is { Length: > 0 } name ? new ObjectKey(Form.Text(Namespace) is { Length: > 0 } ns ? ns : DefaultNamespace, name).ToString() : "";

    /// <inheritdoc />
    protected internal override IEnumerable<ManifestPath> Places => [Name, Namespace];

    /// <inheritdoc />
    public override bool Shows(ManifestPath place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Fits(Path) || place.Fits(Name) || place.Fits(Namespace);
    }

    /// <inheritdoc />
    protected override string? Problem => Form.ProblemAt(Path) ?? Form.ProblemAt(Name) ?? Form.ProblemAt(Namespace);

    /// <inheritdoc />
    protected override string? WrongType => Form.WrongType(Name) ?? Form.WrongType(Namespace);

    private ManifestPath Name => Path.Field(NameField);

    private ManifestPath Namespace => Path.Field("namespace");

    /// <inheritdoc />
    protected override void Store(string value)
    {
        Form.Forget(Path);
        string[] parts = value.Split('/', 2);
        Form.Set(Name, parts[^1]);
        Form.Set(Namespace, parts.Length == 2 ? parts[0] : "");
    }
}
