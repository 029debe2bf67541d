using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Numbers as JSON writes them, kept as text so that no digit is lost.</summary>
internal static class JsonNumber
{
    /// <summary>A node that keeps the text of a number.</summary>
    /// <param name="text">A number by JSON's grammar.</param>
    public static JsonNode Create(string text)
    {
        // Most numbers are short integers; a plain long costs a third of a node that holds text.
        if (text.Length < 18 && text != "-0" && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
        {
            return JsonValue.Create(integer);
        }

        return JsonNode.Parse(text)!;
    }

    /// <summary>Whether the text is a number by JSON's grammar (RFC 8259, section 6).</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> rest = text is ['-', ..] ? text[1..] : text;
        int digits = CountDigits(rest);
        if (digits == 0 || (digits > 1 && rest[0] == '0'))
        {
            return false;
        }

        rest = rest[digits..];
        if (rest is ['.', ..])
        {
            digits = CountDigits(rest[1..]);
            if (digits == 0)
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        if (rest is ['e' or 'E', ..])
        {
            rest = rest[1..];
            rest = rest is ['+' or '-', ..] ? rest[1..] : rest;
            digits = CountDigits(rest);
            return digits > 0 && digits == rest.Length;
        }

        return rest.IsEmpty;
    }

    /// <summary>Whether an API server can hold the number: its size must fit a 64-bit floating-point number.</summary>
    public static bool FitsDouble(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);

    /// <summary>
    /// Whether two numbers have the same value, digit for digit: <c>1</c>, <c>1.0</c> and <c>10e-1</c> are equal, 9007199254740992 and
    /// 9007199254740993 are not although a floating-point number cannot tell them apart.
    /// </summary>
    public static bool AreEqual(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal) || Normalize(left) == Normalize(right);

    /// <summary>Sign, digits without zeros at either end, and the power of ten of the last digit.</summary>
    private static (bool Negative, string Digits, long Exponent) Normalize(string text)
    {
        bool negative = text[0] == '-';
        string mantissa = negative ? text[1..] : text;
        long exponent = 0;
        int mark = mantissa.AsSpan().IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!long.TryParse(mantissa.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            {
                // Beyond any number a text of allowed size could otherwise reach; only the sign still matters.
                exponent = mantissa[mark + 1] == '-' ? long.MinValue / 2 : long.MaxValue / 2;
            }

            mantissa = mantissa[..mark];
        }

        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        string digits = mantissa.TrimStart('0').TrimEnd('0');
        if (digits.Length == 0)
        {
            return (false, "", 0);
        }

        exponent += mantissa.Length - mantissa.TrimEnd('0').Length;
        return (negative, digits, exponent);
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
