using System.Text.Json.Nodes;

namespace BackupConsole.Components.Forms.Targets;

/// <summary>A choice of an API group. The core group, which has no name, is shown as <c>core</c> and written as an empty text.</summary>
public sealed class ApiGroupField : SelectField
{
    /// <summary>What the core group is called.</summary>
    public const string Core = "core";

    /// <summary>The groups of what is backed up most.</summary>
    public static readonly FieldChoices Groups = new([.. new[] { Core, "apps", "kubedb.com" }.Select(name => new FieldOption(name))]);

    /// <inheritdoc />
    protected internal override string Value => Form.Text(Path) is { Length: > 0 } group ? group : IsCore ? Core : "";

    /// <inheritdoc />
    protected override void Store(string value) => Form.Put(Path, value.Length == 0 ? null : JsonValue.Create(value == Core ? "" : value));

    // Where a kind is named and no group, the core group is meant.
    private bool IsCore => Form.Manifest.Get(Path) is JsonValue || Form.Text(Path.Parent.Field("kind")).Length > 0;
}
