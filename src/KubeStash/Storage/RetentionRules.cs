using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackupConsole.KubeStash.Storage;

/// <summary>
/// What a RetentionPolicy keeps, and how to say that. Each repository and session is counted by itself. Of backups that succeeded one stays when any
/// count wants it: the newest of all, or the newest of each of the last hours, days and so on that have one; where no count is set all stay. What is
/// older than the period goes in any case.
/// </summary>
public sealed partial record RetentionRules
{
    private const int DefaultFailed = 1;

    private static readonly (string Field, string Noun, TimeSpan Length)[] Periods =
    [
        ("hourly", "hour", TimeSpan.FromHours(1)),
        ("daily", "day", TimeSpan.FromDays(1)),
        ("weekly", "week", TimeSpan.FromDays(7)),
        ("monthly", "month", TimeSpan.FromDays(30)),
        ("yearly", "year", TimeSpan.FromDays(365)),
    ];

    private static readonly FrozenDictionary<string, string> Nouns = new Dictionary<string, string>
    {
        ["y"] = "year", ["mo"] = "month", ["w"] = "week", ["d"] = "day", ["h"] = "hour", ["m"] = "minute",
    }.ToFrozenDictionary();

    /// <summary><c>spec.maxRetentionPeriod</c> as written; empty for none.</summary>
    public string MaxRetentionPeriod { get; init; } = "";

    /// <summary><c>spec.successfulSnapshots.last</c>; null when unset.</summary>
    public int? Last { get; init; }

    /// <summary>Counts of <c>spec.successfulSnapshots</c> by period, in the order hourly, daily, weekly, monthly, yearly; null when unset.</summary>
    public ImmutableArray<int?> Counts { get; init; } = [.. Periods.Select(_ => (int?)null)];

    /// <summary><c>spec.failedSnapshots.last</c>; null when unset, which means 1.</summary>
    public int? Failed { get; init; }

    /// <summary>Whether <c>spec.successfulSnapshots</c> is there, be it empty.</summary>
    public bool HasCounts { get; init; }

    /// <summary>The fields of <c>spec.successfulSnapshots</c>, in their order.</summary>
    public static ImmutableArray<string> Fields { get; } = ["last", .. Periods.Select(period => period.Field)];

    /// <summary>The rules of a spec. What is of the wrong type counts as not written.</summary>
    public static RetentionRules Of(JsonObject? spec)
    {
        JsonObject? counts = spec?["successfulSnapshots"] as JsonObject;
        return new RetentionRules
        {
            MaxRetentionPeriod = spec?["maxRetentionPeriod"] is JsonValue period && period.TryGetValue(out string? text) ? text : "",
            HasCounts = counts is not null,
            Last = Number(counts?["last"]),
            Counts = [.. Periods.Select(one => Number(counts?[one.Field]))],
            Failed = Number((spec?["failedSnapshots"] as JsonObject)?["last"]),
        };
    }

    /// <summary>What is kept, as sentences.</summary>
    public string Words
    {
        get
        {
            bool hasPeriod = RetentionPeriod.TryParse(MaxRetentionPeriod, out _);
            if (!hasPeriod && !HasCounts)
            {
                return "Nothing says yet what is kept: a period or a count is needed.";
            }

            string kept = IsUncounted
                ? hasPeriod ? $"Every backup is kept for {PeriodWords()}." : "Every backup is kept, for ever: no count is set and no period."
                : $"{Counted()}{(hasPeriod ? $" Nothing older than {PeriodWords()} is kept, whatever the counts say." : "")}";
            return $"{kept} {FailedWords}";
        }
    }

    /// <summary>Counts that the period does not let take effect, as a sentence; <c>null</c> when all do.</summary>
    public string? Contradiction
    {
        get
        {
            if (!RetentionPeriod.TryParse(MaxRetentionPeriod, out RetentionPeriod period))
            {
                return null;
            }

            string[] beyond = [.. Periods.Select((one, at) => (one, Count: Counts[at] ?? 0)).Where(each => each.Count > 1 && (each.Count - 1) * each.one.Length > period.Length).Select(each => Count(each.Count, each.one.Noun))];
            return beyond.Length == 0 ? null : $"The period of {PeriodWords()} ends before {Joined(beyond)}, so that count keeps fewer.";
        }
    }

    private bool IsUncounted => Last is null && Counts.All(count => count is null);

    private string FailedWords => (Failed ?? DefaultFailed) switch
    {
        <= 0 => "Failed backups are not kept.",
        1 => "Of failed backups the newest one is kept.",
        int failed => $"Of failed backups the newest {failed} are kept.",
    };

    private string Counted()
    {
        string[] parts =
        [
            .. Last is > 0 ? [Last == 1 ? "the newest backup" : string.Create(CultureInfo.InvariantCulture, $"the newest {Last:N0} backups")] : Array.Empty<string>(),
            .. Spans() is { Length: > 0 } spans ? [$"the newest one of each of the last {Joined(spans)} that have any"] : Array.Empty<string>(),
        ];
        if (parts.Length == 0)
        {
            return "No backup is kept: all counts are 0.";
        }

        long most = Math.Max(Last ?? 0, 0) + Counts.Sum(count => (long)Math.Max(count ?? 0, 0));
        string bound = parts.Length == 1 && most == Last ? "" : string.Create(CultureInfo.InvariantCulture, $" That is at most {most:N0} of each session.");
        string sentence = string.Join(", and ", parts);
        return $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]} {(parts.Length == 1 && Last == 1 ? "is" : "are")} kept.{bound}";
    }

    private string[] Spans() => [.. Periods.Select((one, at) => (one.Noun, Count: Counts[at] ?? 0)).Where(each => each.Count > 0).Select(each => Count(each.Count, each.Noun))];

    // In the units it was written in: 30d are 30 days, not a month.
    private string PeriodWords() =>
        Joined([.. UnitOfPeriod().Matches(MaxRetentionPeriod).Select(match => Count(int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture), Nouns[match.Groups["unit"].Value]))]);

    private static string Joined(string[] parts) => parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}s");

    private static int? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && int.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    [GeneratedRegex("(?<count>[0-9]+)(?<unit>[a-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex UnitOfPeriod();
}
