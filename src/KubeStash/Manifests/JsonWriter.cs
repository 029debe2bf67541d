using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>
/// Writes manifests as JSON for people: indented by two, keys in their order, numbers with all their digits, and no character escaped that can be
/// seen. Half of a character, which no API server can hold, becomes U+FFFD.
/// </summary>
/// <remarks>Not the base library's writer: it escapes every character beyond U+FFFF.</remarks>
public static class JsonWriter
{
    /// <summary>Writes one manifest, ending with a line break.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <exception cref="ArgumentException">
    /// The tree holds an infinite number, or is nested deeper than <see cref="ManifestLimits.DeepestAllowed"/>. No reader gives such a tree.
    /// </exception>
    public static string Write(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return Write(manifest.Root);
    }

    internal static string Write(JsonNode? tree)
    {
        StringBuilder output = new();
        WriteValue(output, tree, 0);
        return output.Append('\n').ToString();
    }

    private static void WriteValue(StringBuilder output, JsonNode? value, int depth)
    {
        if (depth > ManifestLimits.DeepestAllowed)
        {
            throw new ArgumentException($"The tree is deeper than {ManifestLimits.DeepestAllowed} levels.", nameof(value));
        }

        switch (JsonTree.KindOf(value))
        {
            case JsonValueKind.Object:
                WriteObject(output, value!.AsObject(), depth);
                break;
            case JsonValueKind.Array:
                WriteList(output, value!.AsArray(), depth);
                break;
            case JsonValueKind.String:
                QuotedText.Append(output, JsonTree.TextOf(value!));
                break;
            case JsonValueKind.Number:
                output.Append(JsonTree.NumberOf(value!));
                break;
            case JsonValueKind.True:
                output.Append("true");
                break;
            case JsonValueKind.False:
                output.Append("false");
                break;
            default:
                output.Append("null");
                break;
        }
    }

    private static void WriteObject(StringBuilder output, JsonObject fields, int depth)
    {
        bool first = true;
        foreach (KeyValuePair<string, JsonNode?> field in fields)
        {
            output.Append(first ? "{" : ",");
            first = false;
            NewLine(output, depth + 1);
            QuotedText.Append(output, field.Key);
            output.Append(": ");
            WriteValue(output, field.Value, depth + 1);
        }

        Close(output, first, "{}", '}', depth);
    }

    private static void WriteList(StringBuilder output, JsonArray items, int depth)
    {
        bool first = true;
        foreach (JsonNode? item in items)
        {
            output.Append(first ? "[" : ",");
            first = false;
            NewLine(output, depth + 1);
            WriteValue(output, item, depth + 1);
        }

        Close(output, first, "[]", ']', depth);
    }

    private static void Close(StringBuilder output, bool empty, string whole, char end, int depth)
    {
        if (empty)
        {
            output.Append(whole);
            return;
        }

        NewLine(output, depth);
        output.Append(end);
    }

    private static void NewLine(StringBuilder output, int depth) => output.Append('\n').Append(' ', depth * 2);
}
