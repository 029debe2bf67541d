namespace BackupConsole.Kubernetes.Configuration;

/// <summary>
/// Reads the fields of one entry by type. Types are as strict as kubectl's: an unquoted number is no text. An absent, null or empty field
/// reads as not set; fields nobody asks for are ignored. Messages name the field, never its value.
/// </summary>
internal sealed class FieldReader(YamlMapping mapping)
{
    public int Line => mapping.Line;

    public int LineOf(string field) => mapping.Fields.TryGetValue(field, out YamlField found) ? found.Line : mapping.Line;

    public bool Has(string field) => Value(field) is not null;

    public string? Text(string field)
    {
        string? text = Value(field) is { } value ? TextOf(field, value) : null;
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public bool Boolean(string field)
    {
        return Value(field) switch
        {
            null => false,
            YamlScalar { Kind: YamlScalarKind.Boolean } scalar => YamlScalars.IsTrue(scalar.Text),
            _ => throw new EntryException(LineOf(field), $"{field} is neither true nor false", $"Write {field}: true or false, without quotes."),
        };
    }

    public byte[]? Base64(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            string remedy = text.StartsWith("-----BEGIN", StringComparison.Ordinal)
                ? $"It is PEM text as it stands: encode it with \"base64 -w0\", or put it into a file and name that in {field.Replace("-data", "", StringComparison.Ordinal)}."
                : "Encode the PEM file with \"base64 -w0\" and paste the whole of it.";
            throw new EntryException(LineOf(field), $"{field} is not base64", remedy);
        }
    }

    public IReadOnlyList<string> Texts(string field) => [.. Items(field).Select(item => TextOf(field, item) ?? "")];

    public FieldReader? Mapping(string field)
    {
        return Value(field) switch
        {
            null => null,
            YamlMapping found => new FieldReader(found),
            _ => throw NotAMapping(field, LineOf(field)),
        };
    }

    public IReadOnlyList<FieldReader> Mappings(string field) =>
        [.. Items(field).Select(item => item is YamlMapping found ? new FieldReader(found) : throw NotAMapping(field, item.Line))];

    /// <summary>Fields of a mapping whose keys are free and whose values are lists of texts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> TextsByKey(string field)
    {
        Dictionary<string, IReadOnlyList<string>> result = new(StringComparer.Ordinal);
        if (Value(field) is { } value)
        {
            YamlMapping found = value as YamlMapping ?? throw NotAMapping(field, LineOf(field));
            FieldReader inner = new(found);
            foreach (string key in found.Fields.Keys)
            {
                result[key] = inner.Texts(key);
            }
        }

        return result;
    }

    /// <summary>The items of a list; none when it is not set.</summary>
    public IReadOnlyList<YamlNode> Items(string field)
    {
        return Value(field) switch
        {
            null => [],
            YamlSequence sequence => sequence.Items,
            _ => throw new EntryException(LineOf(field), $"{field} is not a list", $"Write each entry of {field} on its own line, starting with a dash."),
        };
    }

    public YamlNode? Value(string field) =>
        mapping.Fields.TryGetValue(field, out YamlField found) && found.Value is not YamlScalar { Kind: YamlScalarKind.Null } ? found.Value : null;

    private static string? TextOf(string field, YamlNode value)
    {
        return value switch
        {
            YamlScalar { Kind: YamlScalarKind.Null } => null,
            YamlScalar { Kind: YamlScalarKind.Text } scalar => scalar.Text,
            YamlScalar => throw new EntryException(value.Line, $"{field} is a number or a boolean where text is expected", "Put the value in quotes."),
            _ => throw new EntryException(value.Line, $"{field} is a list or a mapping where text is expected", "Write a single value."),
        };
    }

    private static EntryException NotAMapping(string field, int line) =>
        new(line, $"{field} does not consist of named fields", $"Write the fields of {field} as \"name: value\", indented below it.");
}
