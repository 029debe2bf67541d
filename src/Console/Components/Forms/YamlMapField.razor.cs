using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>
/// Edits a map as YAML. What is typed stays as it is typed for as long as it means what the manifest has; a text that is no map stands in the manifest
/// as that text, which is a mistake until it is one.
/// </summary>
public sealed partial class YamlMapField
{
    /// <summary>Longest text.</summary>
    public const int MaxLength = 16_000;

    private const int FewestRows = 3;
    private const int MostRows = 14;

    // What was read last, so that a text is not read for every question about it.
    private string? read;
    private JsonObject? map;
    private ManifestError? error;

    /// <summary>What is wrong with the map, as a sentence; gets <c>null</c> when there is none.</summary>
    [Parameter]
    public Func<JsonObject?, string?>? CheckMap { get; set; }

    /// <summary>An example, shown while the field is empty.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>What helps, with more than words.</summary>
    [Parameter]
    public RenderFragment? HelpContent { get; set; }

    /// <inheritdoc />
    protected internal override string Value
    {
        get
        {
            JsonNode? written = Form.Manifest.Get(Path);
            if (Form.Typed(Path) is { } typed)
            {
                Read(typed);
                if (error is null ? JsonNode.DeepEquals(map, written) : Form.Text(Path) == typed)
                {
                    return typed;
                }
            }

            return written is JsonObject fields ? YamlMap.Write(fields) : Form.Text(Path);
        }
    }

    /// <inheritdoc />
    protected override string? WrongType => null;

    private int Rows => Math.Clamp(Value.AsSpan().Count('\n') + 1, FewestRows, MostRows);

    /// <inheritdoc />
    protected override string? CheckValue(string value)
    {
        Read(value);
        return error?.ToString() ?? CheckMap?.Invoke(map) ?? base.CheckValue(value);
    }

    /// <inheritdoc />
    protected override string? CheckEmpty() => CheckMap?.Invoke(null);

    /// <inheritdoc />
    protected override void Store(string value)
    {
        Read(value);
        Form.Forget(Path);
        Form.Type(Path, value);
        if (error is not null)
        {
            Form.Set(Path, value);
        }
        else
        {
            Form.Put(Path, map?.DeepClone());
        }
    }

    private void Read(string text)
    {
        if (read != text)
        {
            read = text;
            error = YamlMap.Read(text, out map);
        }
    }
}
