using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Custom;

/// <summary>
/// The JSON paths that printer columns, scale subresources and selectable fields are written in: <c>.a.b</c>, <c>.a['b.c']</c>, <c>.a[0]</c>,
/// <c>.a[*]</c> and <c>.a[?(@.type=="Ready")].status</c>. The first value found counts, as in a real server.
/// </summary>
internal sealed class SimpleJsonPath
{
    private readonly IReadOnlyList<Func<JsonNode, IEnumerable<JsonNode?>>> steps;

    private SimpleJsonPath(string text, IReadOnlyList<Func<JsonNode, IEnumerable<JsonNode?>>> steps)
    {
        Text = text;
        this.steps = steps;
    }

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a path.</summary>
    /// <exception cref="FormatException">The path is none of the supported form; the message says where.</exception>
    public static SimpleJsonPath Parse(string text)
    {
        List<Func<JsonNode, IEnumerable<JsonNode?>>> steps = [];
        int position = 0;
        while (position < text.Length)
        {
            steps.Add(text[position] switch
            {
                '.' => Name(text, ref position),
                '[' => Bracket(text, ref position),
                _ => throw Fault(text, position, "a path goes on with . or ["),
            });
        }

        return new SimpleJsonPath(text, steps);
    }

    /// <summary>The first value at the path; null when there is none.</summary>
    public JsonNode? First(JsonNode root)
    {
        IEnumerable<JsonNode?> found = [root];
        foreach (Func<JsonNode, IEnumerable<JsonNode?>> step in steps)
        {
            found = found.Where(node => node is not null).SelectMany(node => step(node!));
        }

        return found.FirstOrDefault();
    }

    private static Func<JsonNode, IEnumerable<JsonNode?>> Name(string text, ref int position)
    {
        int start = ++position;
        while (position < text.Length && text[position] is not ('.' or '['))
        {
            position += text[position] == '\\' && position + 1 < text.Length ? 2 : 1;
        }

        string name = text[start..position].Replace("\\.", ".", StringComparison.Ordinal);
        return name.Length > 0 ? Property(name) : throw Fault(text, start, "a name is missing");
    }

    private static Func<JsonNode, IEnumerable<JsonNode?>> Bracket(string text, ref int position)
    {
        int start = position + 1;
        int end = text.IndexOf(']', start);
        if (end < 0)
        {
            throw Fault(text, position, "this [ is not closed");
        }

        string inner = text[start..end].Trim();
        position = end + 1;
        if (inner == "*")
        {
            return node => node is JsonArray list ? list : node is JsonObject map ? map.Select(entry => entry.Value) : [];
        }

        if (Unquote(inner) is { } name)
        {
            return Property(name);
        }

        if (int.TryParse(inner, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
        {
            return node => node is JsonArray list && (index < 0 ? list.Count + index : index) is int at && at >= 0 && at < list.Count ? [list[at]] : [];
        }

        return Filter(text, start, inner);
    }

    private static Func<JsonNode, IEnumerable<JsonNode?>> Filter(string text, int start, string inner)
    {
        int equals = inner.IndexOf("==", StringComparison.Ordinal);
        if (!inner.StartsWith("?(@", StringComparison.Ordinal) || !inner.EndsWith(')') || equals < 0)
        {
            throw Fault(text, start, "brackets hold a number, *, a quoted name or ?(@.field==\"value\")");
        }

        SimpleJsonPath field = Parse(inner[3..equals].Trim());
        string literal = inner[(equals + 2)..^1].Trim();
        string wanted = Unquote(literal) ?? literal;
        return node => node is JsonArray list
            ? list.Where(entry => entry is not null && field.First(entry) is { } value && (value.AsText() ?? value.ToJsonString()) == wanted)
            : [];
    }

    private static Func<JsonNode, IEnumerable<JsonNode?>> Property(string name) =>
        node => node is JsonObject map && map.TryGetPropertyValue(name, out JsonNode? value) ? [value] : [];

    private static string? Unquote(string text) =>
        text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0] ? text[1..^1] : null;

    private static FormatException Fault(string text, int position, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The JSON path {text} cannot be read at character {position + 1}: {reason}."));
}
