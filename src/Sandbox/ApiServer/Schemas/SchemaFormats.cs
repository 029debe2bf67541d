using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// The string formats an API server enforces. Formats it does not list, numeric ones (<c>int32</c>, <c>int64</c>, <c>float</c>,
/// <c>double</c>) among them, are not enforced by servers either: a 3,000,000,000 passes as <c>int32</c>.
/// </summary>
internal static partial class SchemaFormats
{
    /// <summary>Whether a string satisfies a format; true for formats that are not enforced.</summary>
    public static bool Matches(string format, string value) => format switch
    {
        "date-time" or "datetime" => IsDateTime(value),
        "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "duration" => DurationForm().IsMatch(value),
        "byte" => value.Length > 0 && Base64.IsValid(value),
        "uuid" => UuidForm().IsMatch(value),
        "uuid3" => UuidForm().IsMatch(value) && Digits(value)[12] == '3',
        "uuid4" => UuidForm().IsMatch(value) && Digits(value)[12] == '4' && Digits(value)[16] is '8' or '9' or 'a' or 'b' or 'A' or 'B',
        "uuid5" => UuidForm().IsMatch(value) && Digits(value)[12] == '5' && Digits(value)[16] is '8' or '9' or 'a' or 'b' or 'A' or 'B',
        "ipv4" => IPAddress.TryParse(value, out IPAddress? four) && four.AddressFamily == AddressFamily.InterNetwork && value.Count(c => c == '.') == 3,
        "ipv6" => IPAddress.TryParse(value, out IPAddress? six) && six.AddressFamily == AddressFamily.InterNetworkV6,
        "cidr" => value.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(value, out _),
        "mac" => MacForm().IsMatch(value),
        "hostname" => value.Length <= 255 && HostForm().IsMatch(value),
        "uri" => value.Contains(':', StringComparison.Ordinal) && Uri.TryCreate(value, UriKind.Absolute, out _),
        "email" => EmailForm().IsMatch(value),
        "hexcolor" => HexColorForm().IsMatch(value),
        "bsonobjectid" => ObjectIdForm().IsMatch(value),
        _ => true,
    };

    /// <summary>RFC 3339 with fractions, after a comma too.</summary>
    private static bool IsDateTime(string value) =>
        DateTimeForm().IsMatch(value) && DateTimeOffset.TryParse(value.Replace(',', '.'), CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string Digits(string uuid)
    {
        StringBuilder digits = new(32);
        foreach (char c in uuid.Where(c => c != '-'))
        {
            digits.Append(c);
        }

        return digits.ToString();
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}([.,]\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$")]
    private static partial Regex DateTimeForm();

    [GeneratedRegex(@"^(\d+(\.\d*)?|\.\d+)?\s*(ns|us|µs|ms|s|sec|second|seconds|m|min|minute|minutes|h|hr|hour|hours|d|day|days|w|week|weeks)?(\s*(\d+(\.\d*)?)\s*(ns|us|µs|ms|s|m|h|d|w))*$")]
    private static partial Regex DurationForm();

    [GeneratedRegex("^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$")]
    private static partial Regex UuidForm();

    [GeneratedRegex("^([0-9a-fA-F]{2}[:-]){5}([0-9a-fA-F]{2}|([0-9a-fA-F]{2}[:-]){2}[0-9a-fA-F]{2})$")]
    private static partial Regex MacForm();

    [GeneratedRegex(@"^([a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?)(\.[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?)*\.?$")]
    private static partial Regex HostForm();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+$")]
    private static partial Regex EmailForm();

    [GeneratedRegex("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
    private static partial Regex HexColorForm();

    [GeneratedRegex("^[0-9a-fA-F]{24}$")]
    private static partial Regex ObjectIdForm();
}
