using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>What a plain scalar of YAML is.</summary>
internal enum YamlScalarKind
{
    Null,
    Boolean,
    Integer,
    Float,
    NotFinite,
    Text,
}

/// <summary>
/// A plain scalar as kubectl reads it: by the rules of YAML 1.1 that Go's yaml.v2 keeps to. So <c>yes</c>, <c>on</c> and <c>y</c> are true,
/// <c>0644</c> is octal and <c>1_000</c> a number, while <c>1:30</c>, dates and numbers too big for 64-bit floating point are texts.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A number as JSON writes it with all its digits, <c>true</c> or <c>false</c>, or the text itself.</param>
internal readonly record struct YamlScalar(YamlScalarKind Kind, string Text)
{
    public static YamlScalar OfText(string text) => new(YamlScalarKind.Text, text);

    public static YamlScalar Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return new(YamlScalarKind.Null, "null");
            case "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON":
                return new(YamlScalarKind.Boolean, "true");
            case "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF":
                return new(YamlScalarKind.Boolean, "false");
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF" or ".nan" or ".NaN" or ".NAN":
                return new(YamlScalarKind.NotFinite, text);
        }

        return text[0] switch
        {
            '.' => YamlNumber.Fraction(text) ?? OfText(text),
            '+' or '-' or (>= '0' and <= '9') => YamlNumber.Read(text) ?? OfText(text),
            _ => OfText(text),
        };
    }

    /// <summary>The value as a JSON node.</summary>
    public JsonNode? ToNode() => Kind switch
    {
        YamlScalarKind.Null => null,
        YamlScalarKind.Boolean => JsonValue.Create(Text == "true"),
        YamlScalarKind.Integer or YamlScalarKind.Float => JsonNumber.Create(Text),
        _ => JsonValue.Create(Text),
    };

    /// <summary>
    /// The value as the key of an object, whose keys are texts in JSON; <c>null</c> when kubectl takes no such key (null, and integers beyond
    /// 64 bits with sign).
    /// </summary>
    public string? ToKey() => Kind switch
    {
        YamlScalarKind.Null => null,
        YamlScalarKind.NotFinite => Text.EndsWith('n') || Text.EndsWith('N') ? ".nan" : Text.StartsWith('-') ? "-.inf" : ".inf",
        YamlScalarKind.Integer => long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer)
            ? integer.ToString(CultureInfo.InvariantCulture)
            : null,
        YamlScalarKind.Float => YamlNumber.FloatKey(Text),
        _ => Text,
    };
}
