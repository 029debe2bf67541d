using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// Writes values the way an API server's messages do. The server is a Go program and its messages show values in Go's notation;
/// clients (and this project's tests) compare those texts.
/// </summary>
internal static class GoText
{
    /// <summary>A double-quoted string with Go's escapes; printable characters of every script stay as they are.</summary>
    public static string Quote(string text)
    {
        StringBuilder result = new(text.Length + 2);
        result.Append('"');
        foreach (Rune rune in text.EnumerateRunes())
        {
            AppendEscaped(result, rune);
        }

        return result.Append('"').ToString();
    }

    /// <summary>A value within a message: strings quoted, numbers and booleans plain, objects and lists as Go literals.</summary>
    public static string Value(JsonNode? node) => node is null ? "null" : Literal(node);

    /// <summary>A value as Go prints it without its type: <c>map[a:1 b:[x y]]</c>.</summary>
    public static string Plain(JsonNode? node) => JsonTypes.Of(node) switch
    {
        JsonType.Null => "<nil>",
        JsonType.String => node!.GetValue<string>(),
        JsonType.Array => $"[{string.Join(' ', node!.AsArray().Select(Plain))}]",
        JsonType.Object => $"map[{string.Join(' ', node!.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Plain(pair.Value)}"))}]",
        _ => Literal(node),
    };

    /// <summary>A floating-point number in its shortest form: an exponent below 1e-4 and from 1e21 on.</summary>
    public static string Float(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        // Shortest digits that read back as the same number, then laid out by their exponent.
        string shortest = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture);
        for (int digits = 0; digits < 16; digits++)
        {
            string shorter = Math.Abs(value).ToString($"E{digits}", CultureInfo.InvariantCulture);
            if (double.Parse(shorter, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(Math.Abs(value)))
            {
                shortest = shorter;
                break;
            }
        }

        int at = shortest.IndexOf('E', StringComparison.Ordinal);
        string mantissa = shortest[..at].Replace(".", "", StringComparison.Ordinal);
        int exponent = int.Parse(shortest.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (value < 0 ? "-" : "") + Layout(mantissa, exponent);
    }

    private static string Layout(string digits, int exponent)
    {
        if (exponent is < -4 or >= 21)
        {
            string point = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
            return string.Create(CultureInfo.InvariantCulture, $"{point}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        if (exponent < 0)
        {
            return $"0.{new string('0', -exponent - 1)}{digits}";
        }

        return digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0') : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    private static string Literal(JsonNode? node)
    {
        switch (JsonTypes.Of(node))
        {
            case JsonType.Null:
                return "interface {}(nil)";
            case JsonType.String:
                return Quote(node!.GetValue<string>());
            case JsonType.Boolean:
                return node!.GetValue<bool>() ? "true" : "false";
            case JsonType.Integer:
                return JsonTypes.Integer(node!).ToString(CultureInfo.InvariantCulture);
            case JsonType.Number:
                return Float(JsonTypes.Number(node!));
            case JsonType.Array:
                return $"[]interface {{}}{{{string.Join(", ", node!.AsArray().Select(Literal))}}}";
            default:
                IEnumerable<string> fields = node!.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Quote(pair.Key)}:{Literal(pair.Value)}");
                return $"map[string]interface {{}}{{{string.Join(", ", fields)}}}";
        }
    }

    private static void AppendEscaped(StringBuilder result, Rune rune)
    {
        switch (rune.Value)
        {
            case '"': result.Append("\\\""); break;
            case '\\': result.Append("\\\\"); break;
            case '\a': result.Append("\\a"); break;
            case '\b': result.Append("\\b"); break;
            case '\f': result.Append("\\f"); break;
            case '\n': result.Append("\\n"); break;
            case '\r': result.Append("\\r"); break;
            case '\t': result.Append("\\t"); break;
            case '\v': result.Append("\\v"); break;
            case < 0x20 or 0x7f: result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"); break;
            default:
                bool hidden = rune.Value != ' ' && (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
                if (!hidden)
                {
                    result.Append(rune.ToString());
                }
                else if (rune.IsBmp)
                {
                    result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
                }
                else
                {
                    result.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
                }

                break;
        }
    }
}
