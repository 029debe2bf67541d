using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>
/// Reads manifests from strict JSON (RFC 8259). Of a key given twice the last counts, with a warning, as kubectl has it; comments, trailing commas
/// and single quotes are refused in words. Numbers keep all digits they are written with.
/// </summary>
public static class JsonReader
{
    /// <summary>Reads the manifest a text holds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limits">How much it may hold; <see cref="ManifestLimits.Default"/> when none are given.</param>
    /// <exception cref="ManifestException">The text is no JSON, is no object, or is beyond the limits.</exception>
    public static ManifestDocument Read(string text, ManifestLimits? limits = null)
    {
        (JsonNode? node, SourceNode source, ImmutableArray<ManifestError> warnings) = ReadTree(text, limits ?? ManifestLimits.Default);
        return node is JsonObject root
            ? new ManifestDocument(new Manifest(root), new SourceMap(source), warnings)
            : throw new ManifestException(ManifestError.At(
                source.Range,
                "A manifest is an object with fields such as apiVersion, kind and metadata; this is none.",
                "Start with { and end with }."));
    }

    internal static (JsonNode? Node, SourceNode Source, ImmutableArray<ManifestError> Warnings) ReadTree(string text, ManifestLimits limits)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadingBudget.CheckLength(text, limits);
        string body = TextCharacters.WithoutByteOrderMark(text);
        if (string.IsNullOrWhiteSpace(body))
        {
            throw YamlReader.Empty();
        }

        TextPositions positions = new(body);
        ReadingBudget.CheckHalfCharacters(body, positions);
        List<ManifestError> warnings = [];
        (JsonNode? node, SourceNode source) = new JsonTreeBuilder(body, positions, limits, warnings).Read();
        return (node, source, [.. warnings]);
    }
}
