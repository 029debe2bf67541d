using System.Text.RegularExpressions;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Schedules;

/// <summary>Reads whole schedules: a descriptor such as <c>@daily</c>, or five fields; either may follow a zone.</summary>
internal static partial class CronParser
{
    private const string WholeSchedule = "schedule";
    private const string Every = "@every ";
    private const long NanosecondsPerSecond = 1_000_000_000;

    private const string ScheduleRemedy =
        "Write five fields (minute, hour, day of month, month, day of week) such as \"0 2 * * *\", or one of @hourly, @daily, @weekly, @monthly, @yearly.";

    private static readonly string[] ZonePrefixes = ["CRON_TZ=", "TZ="];

    /// <summary>Reads a schedule; null and an error when it is malformed.</summary>
    public static CronSchedule? Parse(string text, out CronError? error)
    {
        TimeZoneInfo? zone = null;
        int offset = 0;
        string? prefix = ZonePrefixes.FirstOrDefault(candidate => text.StartsWith(candidate, StringComparison.Ordinal));
        if (prefix is not null)
        {
            int blank = text.IndexOf(' ', StringComparison.Ordinal);
            int end = blank < 0 ? text.Length : blank;
            string name = text[prefix.Length..end];
            if (!TryFindZone(name, out zone))
            {
                return Refuse(name, prefix.Length, $"The time zone \"{name}\" is not known.", "Use an IANA name such as Europe/Berlin.", out error);
            }

            offset = text.Length - text[end..].TrimStart().Length;
        }

        string body = zone is null ? text : text[offset..].TrimEnd();
        return body.StartsWith('@')
            ? ParseDescriptor(text, body, offset, zone, out error)
            : ParseFields(text, body, offset, zone, out error);
    }

    private static CronSchedule? ParseDescriptor(string text, string body, int offset, TimeZoneInfo? zone, out CronError? error)
    {
        string? fields = body switch
        {
            "@yearly" or "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" or "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            _ => null,
        };
        if (fields is not null)
        {
            return ParseFields(text, fields, offset, zone, out error);
        }

        if (!body.StartsWith(Every, StringComparison.Ordinal))
        {
            return Refuse(
                body,
                offset,
                $"\"{body}\" is not a known name.",
                "Use @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly (in lower case), or @every with a duration.",
                out error);
        }

        string duration = body[Every.Length..];
        if (!GoDuration.TryParse(duration, out GoDuration interval))
        {
            return Refuse(duration, offset + Every.Length, $"\"{duration}\" is not a duration.", GoDuration.Remedy, out error);
        }

        error = null;
        return new CronSchedule(text, zone, WholeSeconds(interval));
    }

    private static CronSchedule? ParseFields(string text, string body, int offset, TimeZoneInfo? zone, out CronError? error)
    {
        MatchCollection parts = Words().Matches(body);
        if (parts.Count != CronFieldRule.All.Count)
        {
            return Refuse(body, offset, $"A schedule has 5 fields, and this has {parts.Count}.", ScheduleRemedy, out error);
        }

        CronField[] fields = new CronField[parts.Count];
        for (int index = 0; index < fields.Length; index++)
        {
            CronFieldParser parser = new(CronFieldRule.All[index], offset + parts[index].Index);
            if (parser.Parse(parts[index].Value, out error) is not CronField field)
            {
                return null;
            }

            fields[index] = field;
        }

        error = null;
        return new CronSchedule(text, zone, new CronFields(fields[0], fields[1], fields[2], fields[3], fields[4]));
    }

    private static TimeSpan WholeSeconds(GoDuration interval)
    {
        // The controller never waits less than a second, even if told a negative duration, and drops fractions.
        long seconds = Math.Max(1, interval.Nanoseconds / NanosecondsPerSecond);
        return TimeSpan.FromSeconds(seconds);
    }

    private static bool TryFindZone(string name, out TimeZoneInfo? zone)
    {
        zone = null;
        return name.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
    }

    private static CronSchedule? Refuse(string part, int position, string problem, string remedy, out CronError? error)
    {
        error = new CronError(WholeSchedule, part, position, problem, remedy);
        return null;
    }

    [GeneratedRegex(@"\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
