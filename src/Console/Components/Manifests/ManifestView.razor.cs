using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Manifests;

/// <summary>An object as a text that cannot be edited. Values of a Secret have to be taken out before.</summary>
public sealed partial class ManifestView
{
    private bool json;
    private string? trouble;
    private JsonObject? shown;
    private EditorContent? content;

    /// <summary>The object; another one replaces the text.</summary>
    [Parameter, EditorRequired]
    public JsonObject Value { get; set; } = null!;

    /// <summary>Its name, in the place of a file's.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(shown, Value))
        {
            shown = Value;
            Show();
        }
    }

    private void Switch(bool asked)
    {
        json = asked;
        Show();
    }

    private void Show()
    {
        try
        {
            string text = ManifestText.Write(new Manifest(Value.DeepClone().AsObject()), json);
            trouble = null;

            // An update that changes nothing in view must not move it.
            content = content is not null && content.Json == json && content.Text == text ? content : new EditorContent(text, json);
        }
        catch (ArgumentException exception)
        {
            trouble = $"This object cannot be written as {(json ? "JSON" : "YAML")}: {exception.Message}";
        }
    }
}
