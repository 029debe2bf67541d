using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// Reads YAML bodies (apply patches come as YAML) by the YAML 1.1 rules servers use, and finds keys that occur twice. One document;
/// size, depth and the growth by aliases are limited.
/// </summary>
internal sealed class YamlBodyReader
{
    private const int MaxDepth = 100;
    private const int MaxNodes = 500_000;

    private readonly Parser parser;
    private readonly Dictionary<string, JsonNode?> anchors = new(StringComparer.Ordinal);
    private readonly List<string> duplicates = [];
    private int nodes;

    private YamlBodyReader(TextReader text)
    {
        parser = new Parser(text);
    }

    /// <summary>Reads a body; an empty one is null.</summary>
    /// <exception cref="YamlException">The text is no YAML, or too large or too deep once aliases are expanded.</exception>
    public static DecodedBody Read(string yaml)
    {
        using StringReader text = new(yaml);
        YamlBodyReader reader = new(text);
        reader.parser.Consume<StreamStart>();
        if (reader.parser.Accept<StreamEnd>(out _))
        {
            return new(null, []);
        }

        reader.parser.Consume<DocumentStart>();
        JsonNode? value = reader.Node(0);
        string[] words = reader.duplicates.Count == 0 ? [] : [$"yaml: unmarshal errors:\n{string.Join("\n", reader.duplicates)}"];
        return new(value, words);
    }

    private JsonNode? Node(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new YamlException($"the document is nested more than {MaxDepth} levels deep");
        }

        Count(1);
        switch (parser.Current)
        {
            case AnchorAlias alias:
                parser.MoveNext();
                JsonNode? target = anchors.TryGetValue(alias.Value.Value, out JsonNode? known) ? known : throw new YamlException(alias.Start, alias.End, $"unknown anchor '{alias.Value}' referenced");
                Count(Size(target));
                return target?.DeepClone();
            case Scalar scalar:
                parser.MoveNext();
                return Keep(scalar, Value(scalar));
            case SequenceStart sequence:
                parser.MoveNext();
                JsonArray items = [];
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    items.Add(Node(depth + 1));
                }

                return Keep(sequence, items);
            case MappingStart mapping:
                parser.MoveNext();
                return Keep(mapping, Mapping(depth));
            default:
                throw new YamlException("unexpected end of the document");
        }
    }

    private JsonObject Mapping(int depth)
    {
        JsonObject fields = [];
        JsonObject merged = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            Scalar key = parser.Consume<Scalar>();
            JsonNode? value = Node(depth + 1);
            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                Merge(merged, value);
                continue;
            }

            string name = key.Style == ScalarStyle.Plain && Value(key) is { } typed && JsonTypes.Of(typed) is JsonType.Boolean ? typed.ToJsonString() : key.Value;
            if (!fields.TryAdd(name, value))
            {
                fields[name] = value;
                duplicates.Add(string.Create(CultureInfo.InvariantCulture, $"  line {key.Start.Line}: key {GoText.Quote(name)} already set in map"));
            }
        }

        foreach ((string name, JsonNode? value) in merged)
        {
            fields.TryAdd(name, value?.DeepClone());
        }

        return fields;
    }

    private static void Merge(JsonObject merged, JsonNode? value)
    {
        foreach (JsonObject source in value is JsonArray list ? list.OfType<JsonObject>() : [value as JsonObject ?? []])
        {
            foreach ((string name, JsonNode? child) in source)
            {
                merged.TryAdd(name, child?.DeepClone());
            }
        }
    }

    private JsonNode? Keep(NodeEvent node, JsonNode? value)
    {
        if (!node.Anchor.IsEmpty)
        {
            anchors[node.Anchor.Value] = value?.DeepClone();
        }

        return value;
    }

    private void Count(int more)
    {
        nodes += more;
        if (nodes > MaxNodes)
        {
            throw new YamlException("document contains excessive aliasing");
        }
    }

    private static int Size(JsonNode? value) => value switch
    {
        JsonObject fields => 1 + fields.Sum(pair => Size(pair.Value)),
        JsonArray items => 1 + items.Sum(Size),
        _ => 1,
    };

    private static JsonValue? Value(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str"))
        {
            return JsonValue.Create(scalar.Value);
        }

        string text = scalar.Value;
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y":
                return JsonValue.Create(true);
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N":
                return JsonValue.Create(false);
        }

        return Number(text) ?? JsonValue.Create(text);
    }

    private static JsonValue? Number(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+' or '.'))
        {
            return null;
        }

        string digits = text.Replace("_", "", StringComparison.Ordinal);
        bool negative = digits[0] == '-';
        string bare = digits.TrimStart('-', '+');
        if (digits.Length - bare.Length > 1 || bare.Length == 0)
        {
            return null;
        }

        if (Based(bare) is { } based)
        {
            return JsonValue.Create(negative ? -based : based);
        }

        if (bare.All(char.IsAsciiDigit) && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
        {
            return JsonValue.Create(integer);
        }

        bool plain = bare.All(c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-') && bare.Any(char.IsAsciiDigit);
        return plain && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? JsonValue.Create(number) : null;
    }

    private static long? Based(string bare)
    {
        try
        {
            return bare switch
            {
                ['0', 'x' or 'X', .. { Length: > 0 } hex] when hex.All(char.IsAsciiHexDigit) => Convert.ToInt64(hex, 16),
                ['0', 'b', .. { Length: > 0 } binary] when binary.All(c => c is '0' or '1') => Convert.ToInt64(binary, 2),
                ['0', 'o', .. { Length: > 0 } octal] when octal.All(c => c is >= '0' and <= '7') => Convert.ToInt64(octal, 8),
                ['0', .. { Length: > 0 } octal] when octal.All(c => c is >= '0' and <= '7') => Convert.ToInt64(octal, 8),
                _ => null,
            };
        }
        catch (OverflowException)
        {
            // Too large for an integer: read as a number, or as text.
            return null;
        }
    }
}
