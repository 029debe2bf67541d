using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>
/// One step of a path into an object, in the notation of FieldsV1: <c>f:name</c> (field), <c>k:{"name":"x"}</c> (item of an associative
/// list), <c>v:"x"</c> (item of a set), <c>i:0</c> (index).
/// </summary>
/// <param name="Text">The step in that notation; equal steps have equal texts.</param>
internal readonly record struct PathElement(string Text) : IComparable<PathElement>
{
    /// <summary>A field.</summary>
    public static PathElement Field(string name) => new($"f:{name}");

    /// <summary>An item found by its keys.</summary>
    public static PathElement Key(JsonObject key) => new($"k:{CanonicalJson.Of(key)}");

    /// <summary>An item found by its value.</summary>
    public static PathElement Value(JsonNode? value) => new($"v:{CanonicalJson.Of(value)}");

    /// <summary>The field's name; null for steps into lists.</summary>
    public string? FieldName => Text.StartsWith("f:", StringComparison.Ordinal) ? Text[2..] : null;

    /// <summary>Reads a step; false for what is not in the notation.</summary>
    public static bool TryParse(string text, out PathElement element)
    {
        element = default;
        if (text.Length < 2 || text[1] != ':')
        {
            return false;
        }

        switch (text[0])
        {
            case 'f':
                element = new(text);
                return true;
            case 'i':
                element = new(text);
                return int.TryParse(text.AsSpan(2), out _);
            case 'k' or 'v':
                return TryParseJson(text, out element);
            default:
                return false;
        }
    }

    /// <summary>Fields first, then keys, values and indexes; within each by their text.</summary>
    public int CompareTo(PathElement other)
    {
        int byKind = "fkvi".IndexOf(Text[0], StringComparison.Ordinal).CompareTo("fkvi".IndexOf(other.Text[0], StringComparison.Ordinal));
        return byKind != 0 ? byKind : string.CompareOrdinal(Text, other.Text);
    }

    /// <summary>The step as messages write it: <c>.name</c>, <c>[name="x"]</c>, <c>[="x"]</c>, <c>[0]</c>.</summary>
    public override string ToString() => Text[0] switch
    {
        'f' => $".{Text[2..]}",
        'v' => $"[={Text[2..]}]",
        'i' => $"[{Text[2..]}]",
        _ => $"[{string.Join(",", JsonNode.Parse(Text[2..])!.AsObject().Select(pair => $"{pair.Key}={CanonicalJson.Of(pair.Value)}"))}]",
    };

    private static bool TryParseJson(string text, out PathElement element)
    {
        element = default;
        try
        {
            JsonNode? value = JsonBodyReader.Read(System.Text.Encoding.UTF8.GetBytes(text[2..])).Value;
            if (text[0] == 'k' && value is not JsonObject)
            {
                return false;
            }

            // Written anew, so that spelling does not make two steps of one.
            element = value is JsonObject key && text[0] == 'k' ? Key(key) : Value(value);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            // A client wrote something else there: the caller treats the whole set as unreadable.
            return false;
        }
    }
}
