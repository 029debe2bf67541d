using System.Diagnostics.CodeAnalysis;

namespace BackupConsole.KubeStash.Schedules;

/// <summary>
/// A schedule as the Kubernetes CronJob controller reads <c>spec.schedule</c>: five fields, or a name such as <c>@daily</c>, or
/// <c>@every</c> with a duration.
/// </summary>
public sealed class CronSchedule
{
    private readonly CronFields? fields;
    private readonly TimeSpan interval;

    internal CronSchedule(string text, TimeZoneInfo? zone, CronFields fields)
    {
        Text = text;
        Zone = zone;
        this.fields = fields;
    }

    internal CronSchedule(string text, TimeZoneInfo? zone, TimeSpan interval)
    {
        Text = text;
        Zone = zone;
        this.interval = interval;
    }

    /// <summary>The schedule as written.</summary>
    public string Text { get; }

    /// <summary>
    /// The zone the text itself names with <c>TZ=</c> or <c>CRON_TZ=</c>, which then wins over any other; null when it names none. Newer API
    /// servers refuse such a text in new CronJobs.
    /// </summary>
    public TimeZoneInfo? Zone { get; }

    /// <summary>Whether this is <c>@every</c> with a duration: it counts from when its CronJob was made, so nobody can tell ahead at which minutes it fires.</summary>
    public bool IsInterval => fields is null;

    /// <summary>The five fields; null for an interval.</summary>
    internal CronFields? Fields => fields;

    /// <summary>The time between two firings of an interval.</summary>
    internal TimeSpan Interval => interval;

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">The text; blanks at either end are not part of a name such as <c>@daily</c>, so they are refused there.</param>
    /// <param name="schedule">The schedule, when the text is one.</param>
    /// <param name="error">What is wrong and where, when it is not.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out CronError? error)
    {
        schedule = CronParser.Parse(text ?? string.Empty, out error);

        // The parser returns either a schedule or an error, never both and never neither.
        return schedule is not null ? true : error is null ? throw new InvalidOperationException("A refusal without an error.") : false;
    }

    /// <summary>When the schedule fires next.</summary>
    /// <param name="after">The firing is later than this.</param>
    /// <param name="zone">The zone the fields are meant in, unless the text names its own: the CronJob's <c>spec.timeZone</c>, else the controller's (usually UTC).</param>
    /// <returns>The instant, with the zone's offset; null when there is none up to the end of the fifth year ahead, where the controller stops looking too.</returns>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        TimeZoneInfo effective = Zone ?? zone;
        return fields is null ? NextInterval(after, effective) : CronSearch.Next(fields, after, effective);
    }

    /// <summary>Whether the schedule fires in the minute of an instant; never for an interval.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="zone">As for <see cref="Next"/>.</param>
    public bool FiresAt(DateTimeOffset instant, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        DateTime local = TimeZoneInfo.ConvertTime(instant, Zone ?? zone).DateTime;
        return fields is not null
            && fields.Minutes.Allows(local.Minute)
            && fields.Hours.Allows(local.Hour)
            && fields.Months.Allows(local.Month)
            && fields.AllowsDay(DateOnly.FromDateTime(local));
    }

    /// <summary>The firings after an instant, in order, for as long as there are any.</summary>
    /// <param name="after">The first firing is later than this.</param>
    /// <param name="zone">As for <see cref="Next"/>.</param>
    public IEnumerable<DateTimeOffset> Upcoming(DateTimeOffset after, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Enumerate(after, zone);
    }

    /// <summary>The schedule as written.</summary>
    public override string ToString() => Text;

    private IEnumerable<DateTimeOffset> Enumerate(DateTimeOffset after, TimeZoneInfo zone)
    {
        for (DateTimeOffset? next = Next(after, zone); next is not null; next = Next(next.Value, zone))
        {
            yield return next.Value;
        }
    }

    private DateTimeOffset? NextInterval(DateTimeOffset after, TimeZoneInfo zone)
    {
        // Intervals count from the instant asked about, cut to whole seconds.
        DateTime start = after.UtcDateTime;
        start = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerSecond));
        return interval > DateTime.MaxValue - start - TimeSpan.FromDays(1)
            ? null
            : TimeZoneInfo.ConvertTime(new DateTimeOffset(start + interval, TimeSpan.Zero), zone);
    }
}
