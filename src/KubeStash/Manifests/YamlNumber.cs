using System.Globalization;
using System.Text;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Numbers of YAML 1.1 as kubectl reads them, turned to JSON's grammar without losing digits.</summary>
internal static class YamlNumber
{
    /// <summary>Reads a scalar that starts with a digit or sign; <c>null</c> when it is no number.</summary>
    public static YamlScalar? Read(string text)
    {
        string plain = text.Replace("_", "", StringComparison.Ordinal);
        if (plain.Length == 0)
        {
            return null;
        }

        bool signed = plain[0] is '+' or '-';
        bool negative = plain[0] == '-';
        if (Magnitude(signed ? plain[1..] : plain) is { } magnitude && magnitude <= Largest(signed, negative))
        {
            return Integer(plain, magnitude, negative);
        }

        return Float(plain) ?? SignAfterPrefix(plain);
    }

    /// <summary>Reads a scalar that starts with a point; <c>null</c> when it is no number. Here a _ must stand between digits.</summary>
    public static YamlScalar? Fraction(string text)
    {
        for (int at = text.IndexOf('_', StringComparison.Ordinal); at >= 0; at = text.IndexOf('_', at + 1))
        {
            if (!char.IsAsciiDigit(text[at - 1]) || at + 1 == text.Length || !char.IsAsciiDigit(text[at + 1]))
            {
                return null;
            }
        }

        return Float(text.Replace("_", "", StringComparison.Ordinal));
    }

    /// <summary>Reads a decimal fraction; <c>null</c> when it is none or too big for 64-bit floating point.</summary>
    public static YamlScalar? Float(string text)
    {
        ReadOnlySpan<char> rest = text is ['+' or '-', ..] ? text.AsSpan(1) : text;
        int whole = CountDigits(rest);
        ReadOnlySpan<char> wholeDigits = rest[..whole];
        rest = rest[whole..];
        ReadOnlySpan<char> fraction = [];
        if (rest is ['.', ..])
        {
            int count = CountDigits(rest[1..]);
            fraction = rest.Slice(1, count);
            rest = rest[(count + 1)..];
        }

        if (whole == 0 && fraction.IsEmpty)
        {
            return null;
        }

        ReadOnlySpan<char> exponent = rest;
        if (!rest.IsEmpty && !IsExponent(rest))
        {
            return null;
        }

        StringBuilder json = new();
        json.Append(text[0] == '-' ? "-" : "");
        ReadOnlySpan<char> significant = wholeDigits.TrimStart('0');
        json.Append(significant.IsEmpty ? "0" : significant);
        if (!fraction.IsEmpty)
        {
            json.Append('.').Append(fraction);
        }

        json.Append(exponent);
        string number = json.ToString();
        return JsonNumber.FitsDouble(number) ? new YamlScalar(YamlScalarKind.Float, number) : null;
    }

    /// <summary>
    /// A fraction as an object's key, written as Go's <c>%g</c> writes a 32-bit floating-point number: that is what kubectl makes of such keys.
    /// </summary>
    public static string FloatKey(string number)
    {
        float value = (float)double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!float.IsFinite(value))
        {
            return value > 0 ? ".inf" : "-.inf";
        }

        if (value == 0)
        {
            return float.IsNegative(value) ? "-0" : "0";
        }

        // The shortest digits that mean this number, as d.ddd and a power of ten.
        string[] parts = value.ToString("E8", CultureInfo.InvariantCulture).Split('E');
        for (int precision = 0; precision < 8; precision++)
        {
            string shorter = value.ToString($"E{precision}", CultureInfo.InvariantCulture);
            if (float.Parse(shorter, CultureInfo.InvariantCulture) == value)
            {
                parts = shorter.Split('E');
                break;
            }
        }

        string digits = parts[0].Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        int power = int.Parse(parts[1], CultureInfo.InvariantCulture);
        string sign = value < 0 ? "-" : "";
        if (power < -4 || power >= 6)
        {
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return sign + digits[0] + fraction + "e" + (power < 0 ? "-" : "+") + Math.Abs(power).ToString("00", CultureInfo.InvariantCulture);
        }

        if (power < 0)
        {
            return sign + "0." + new string('0', -power - 1) + digits;
        }

        string padded = digits.PadRight(power + 1, '0');
        return sign + padded[..(power + 1)] + (padded.Length > power + 1 ? "." + padded[(power + 1)..] : "");
    }

    private static YamlScalar Integer(string plain, ulong magnitude, bool negative) => new(
        YamlScalarKind.Integer,
        JsonNumber.IsValid(plain) ? plain : (negative && magnitude > 0 ? "-" : "") + magnitude.ToString(CultureInfo.InvariantCulture));

    private static ulong Largest(bool signed, bool negative) => (signed, negative) switch
    {
        (_, true) => 1UL << 63,
        (true, false) => long.MaxValue,
        _ => ulong.MaxValue,
    };

    /// <summary>A whole number without sign, with the prefixes 0x, 0o, 0b, or 0 for octal; <c>null</c> when it is none or beyond 64 bits.</summary>
    private static ulong? Magnitude(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        if (text[0] != '0')
        {
            return Magnitude(text, 10);
        }

        return text.Length < 3
            ? Magnitude(text, 8)
            : text[1] switch
            {
                'x' or 'X' => Magnitude(text[2..], 16),
                'o' or 'O' => Magnitude(text[2..], 8),
                'b' or 'B' => Magnitude(text[2..], 2),
                _ => Magnitude(text, 8),
            };
    }

    private static ulong? Magnitude(ReadOnlySpan<char> digits, uint radix)
    {
        UInt128 value = 0;
        foreach (char c in digits)
        {
            int digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : int.MaxValue;
            if (digit >= radix)
            {
                return null;
            }

            value = (value * radix) + (uint)digit;
            if (value > ulong.MaxValue)
            {
                return null;
            }
        }

        return digits.IsEmpty ? null : (ulong)value;
    }

    /// <summary>The one oddity of yaml.v2: the sign of a binary number may also stand after its prefix.</summary>
    private static YamlScalar? SignAfterPrefix(string plain)
    {
        if (!plain.StartsWith("0b", StringComparison.Ordinal) || plain.Length < 4 || plain[2] is not ('+' or '-'))
        {
            return null;
        }

        bool negative = plain[2] == '-';
        return Magnitude(plain.AsSpan(3), 2) is { } magnitude && magnitude <= Largest(true, negative)
            ? Integer(plain, magnitude, negative)
            : null;
    }

    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        if (text is not ['e' or 'E', ..])
        {
            return false;
        }

        ReadOnlySpan<char> digits = text[1..];
        digits = digits is ['+' or '-', ..] ? digits[1..] : digits;
        return !digits.IsEmpty && CountDigits(digits) == digits.Length;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
