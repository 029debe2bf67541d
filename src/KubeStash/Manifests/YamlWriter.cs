using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>
/// Writes manifests as YAML that kubectl reads back as the same tree, in kubectl's own style: blocks indented by two, lists in the column of their
/// field, quotes only where needed, texts with several lines as blocks. The order of keys and the digits of numbers are kept. Half of a
/// character, which no API server can hold, becomes U+FFFD.
/// </summary>
/// <remarks>Not the library's emitter: it escapes every character beyond U+FFFF, leaves byte order marks and folds texts with unusual line breaks.</remarks>
public static class YamlWriter
{
    /// <summary>Longest key that readers take before its ":"; they look 1024 characters ahead.</summary>
    private const int LongestSimpleKey = 1000;

    /// <summary>Writes one manifest, ending with a line break.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <exception cref="ArgumentException">
    /// The tree holds a number that YAML and the API server cannot hold, or is nested deeper than <see cref="ManifestLimits.DeepestAllowed"/>. No reader
    /// gives such a tree.
    /// </exception>
    public static string Write(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return Write(manifest.Root);
    }

    /// <summary>Writes several manifests as documents of one text.</summary>
    /// <param name="manifests">The manifests.</param>
    /// <exception cref="ArgumentException">As for one manifest.</exception>
    public static string WriteAll(IEnumerable<Manifest> manifests) => string.Join("---\n", manifests.Select(Write));

    /// <summary>Writes part of a manifest.</summary>
    /// <param name="tree">The part.</param>
    /// <exception cref="ArgumentException">As for a manifest.</exception>
    public static string Write(JsonNode? tree)
    {
        StringBuilder output = new();
        if (IsBlockOf(tree))
        {
            WriteBlock(output, tree!, 0, 1);
        }
        else
        {
            WriteInline(output, tree, 2);
        }

        return output.ToString();
    }

    /// <summary>Objects and lists with something in them take lines of their own; all else follows its key.</summary>
    private static bool IsBlockOf(JsonNode? node) => node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 };

    /// <summary>Writes lines of which the first is indented by the caller already.</summary>
    private static void WriteBlock(StringBuilder output, JsonNode block, int indent, int depth)
    {
        if (depth > ManifestLimits.DeepestAllowed)
        {
            throw new ArgumentException($"The tree is deeper than {ManifestLimits.DeepestAllowed} levels.", nameof(block));
        }

        bool first = true;
        if (block is JsonArray items)
        {
            foreach (JsonNode? item in items)
            {
                Indent(output, indent, ref first);
                output.Append('-');
                WriteAfterMark(output, item, indent, depth);
            }

            return;
        }

        foreach (KeyValuePair<string, JsonNode?> field in block.AsObject())
        {
            Indent(output, indent, ref first);
            WriteField(output, field.Key, field.Value, indent, depth);
        }
    }

    private static void WriteField(StringBuilder output, string key, JsonNode? value, int indent, int depth)
    {
        int start = output.Length;
        WriteKey(output, key);
        if (output.Length - start > LongestSimpleKey)
        {
            output.Insert(start, "? ").Append('\n').Append(' ', indent).Append(':');
            WriteAfterMark(output, value, indent, depth);
            return;
        }

        output.Append(':');
        if (IsBlockOf(value))
        {
            int inner = value is JsonArray ? indent : indent + 2;
            output.Append('\n').Append(' ', inner);
            WriteBlock(output, value!, inner, depth + 1);
        }
        else
        {
            output.Append(' ');
            WriteInline(output, value, indent + 2);
        }
    }

    /// <summary>Writes a value after <c>-</c> or <c>:</c>; objects and lists start in the same line.</summary>
    private static void WriteAfterMark(StringBuilder output, JsonNode? value, int indent, int depth)
    {
        output.Append(' ');
        if (IsBlockOf(value))
        {
            WriteBlock(output, value!, indent + 2, depth + 1);
        }
        else
        {
            WriteInline(output, value, indent + 2);
        }
    }

    private static void Indent(StringBuilder output, int indent, ref bool first)
    {
        if (!first)
        {
            output.Append(' ', indent);
        }

        first = false;
    }

    /// <summary>Writes a value that starts in this line, and the line break.</summary>
    private static void WriteInline(StringBuilder output, JsonNode? value, int indent)
    {
        switch (JsonTree.KindOf(value))
        {
            case JsonValueKind.Object:
                output.Append("{}");
                break;
            case JsonValueKind.Array:
                output.Append("[]");
                break;
            case JsonValueKind.Number:
                output.Append(NumberOf(value!));
                break;
            case JsonValueKind.True:
                output.Append("true");
                break;
            case JsonValueKind.False:
                output.Append("false");
                break;
            case JsonValueKind.String when JsonTree.TextOf(value!) is string text && YamlStyle.IsBlock(text):
                WriteTextBlock(output, text, indent);
                return;
            case JsonValueKind.String:
                WriteText(output, JsonTree.TextOf(value!));
                break;
            default:
                output.Append("null");
                break;
        }

        output.Append('\n');
    }

    private static string NumberOf(JsonNode value)
    {
        string number = JsonTree.NumberOf(value);
        return JsonNumber.FitsDouble(number)
            ? number
            : throw new ArgumentException($"The number {number[..Math.Min(number.Length, 40)]} is too big for the API server.", nameof(value));
    }

    /// <summary>A star inside a key stands in quotes: some readers, ours among them, look for an alias there.</summary>
    private static void WriteKey(StringBuilder output, string key)
    {
        if (key.Contains(" *", StringComparison.Ordinal))
        {
            QuotedText.Append(output, key);
        }
        else
        {
            WriteText(output, key);
        }
    }

    private static void WriteText(StringBuilder output, string text)
    {
        if (YamlStyle.IsPlain(text))
        {
            output.Append(text);
        }
        else if (text.AsSpan().ContainsAny('"', '\\') && YamlStyle.IsVisibleInLine(text))
        {
            output.Append('\'').Append(text.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
        }
        else
        {
            QuotedText.Append(output, text);
        }
    }

    /// <summary>Writes a text with several lines; the sign after <c>|</c> says how many line breaks its end has.</summary>
    private static void WriteTextBlock(StringBuilder output, string text, int indent)
    {
        bool ends = text.EndsWith('\n');
        output.Append('|').Append(!ends ? "-" : text.EndsWith("\n\n", StringComparison.Ordinal) ? "+" : "").Append('\n');
        string lines = ends ? text[..^1] : text;
        foreach (ReadOnlySpan<char> line in lines.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
            {
                output.Append(' ', indent).Append(line);
            }

            output.Append('\n');
        }
    }
}
