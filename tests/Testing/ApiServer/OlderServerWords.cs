using System.Text.RegularExpressions;

namespace BackupConsole.Testing.ApiServer;

/// <summary>
/// The words of schema refusals, of which servers of 1.20 and of today mean the same by others: the older one has no list indexes, no reason of its
/// own for types, words lengths and counts otherwise, and shows a limit where a current one shows the number of properties.
/// </summary>
public static partial class OlderServerWords
{
    /// <summary>Reason, field and message of a cause, with a blank between them, as either server might say it.</summary>
    public static string Even(string cause)
    {
        cause = ListIndex().Replace(cause, "").Replace("FieldValueTypeInvalid", "FieldValueInvalid", StringComparison.Ordinal);
        cause = TooLong().Replace(cause, "FieldValueTooLong $1 Too long: may not be longer than $2");
        cause = TooMany().Replace(cause, "FieldValueTooMany $1 Too many: n: must have at most $2 items");
        return Properties().Replace(PropertyCount().Replace(cause, "Too many: n:"), "Invalid value: n: $1 should have");
    }

    [GeneratedRegex(@"^FieldValueInvalid (\S+) Invalid value: .*: \S+ in body should be at most (\d+) chars long$", RegexOptions.Singleline)]
    private static partial Regex TooLong();

    [GeneratedRegex(@"^FieldValueInvalid (\S+) Invalid value: \d+: \S+ in body should have at most (\d+) (items|properties)$")]
    private static partial Regex TooMany();

    [GeneratedRegex(@"Too many: \d+:")]
    private static partial Regex PropertyCount();

    [GeneratedRegex(@"Invalid value: \d+: (\S+ in body) should have(?= at least \d+ properties)")]
    private static partial Regex Properties();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex ListIndex();
}
