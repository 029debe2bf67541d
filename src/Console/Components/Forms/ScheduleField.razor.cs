using System.Collections.Immutable;
using System.Globalization;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Schedules;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>A field for a cron schedule. CronJobs that KubeStash makes name no zone, so the cluster's counts, which is UTC.</summary>
public sealed partial class ScheduleField
{
    /// <summary>How many runs are told ahead.</summary>
    public const int Runs = 5;

    /// <summary>The zone of a CronJob that names none.</summary>
    public static readonly TimeZoneInfo ClusterZone = TimeZoneInfo.Utc;

    private static readonly ImmutableArray<FieldOption> Suggestions =
        [.. new[] { "*/30 * * * *", "0 * * * *", "0 */6 * * *", "0 2 * * *", "0 2 * * 1-5", "0 2 * * 0", "0 2 1 * *" }.Select(text => new FieldOption(text, Words(text)))];

    private DateTimeOffset[] next = [];
    private ITimer? atNextRun;

    /// <summary>Where it stands.</summary>
    [Parameter, EditorRequired]
    public ManifestPath Path { get; set; } = ManifestPath.Root;

    /// <summary>The label.</summary>
    [Parameter]
    public string Label { get; set; } = "Schedule";

    /// <summary>Whether it may not stay empty.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>What speaks against a schedule besides what the schedule itself tells, as sentences.</summary>
    [Parameter]
    public Func<CronSchedule, IEnumerable<string>>? Warnings { get; set; }

    /// <summary>Called after another schedule was typed.</summary>
    [Parameter]
    public EventCallback<string> Changed { get; set; }

    [CascadingParameter]
    private ManifestForm Form { get; set; } = null!;

    private CronSchedule? Schedule => CronSchedule.TryParse(Form.Text(Path), out CronSchedule? schedule, out _) ? schedule : null;

    /// <summary>What is wrong with a schedule; <c>null</c> when nothing is.</summary>
    public static string? Check(string text) => CronSchedule.TryParse(text, out _, out CronError? error) ? null : error.Field == "schedule" ? $"{error.Problem} {error.Remedy}" : $"{error.Field.Sentence()}: {error.Problem} {error.Remedy}";

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Form.Changed += Look;
        atNextRun = Time.CreateTimer(_ => _ = InvokeAsync(Look), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc />
    protected override void OnParametersSet() => Compute();

    private static string Words(string text) => CronSchedule.TryParse(text, out CronSchedule? schedule, out _) ? CronWords.Describe(schedule) : text;

    private void Look()
    {
        Compute();
        StateHasChanged();
    }

    private void Compute()
    {
        DateTimeOffset now = Time.GetUtcNow();
        next = [.. (Schedule?.Upcoming(now, ClusterZone) ?? []).Take(Runs)];
        TimeSpan wait = next.Length == 0 || Schedule!.IsInterval || next[0] - now > TimeSpan.FromDays(1) ? Timeout.InfiniteTimeSpan : next[0] - now;
        atNextRun?.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private IEnumerable<string> Against(CronSchedule schedule)
    {
        if (next.Length == 0)
        {
            yield return "This never fires: no such day comes in the next five years.";
        }

        if (schedule.Zone is not null)
        {
            yield return "Newer API servers refuse a schedule that names its zone, so the CronJob could not be made. Write the times in UTC instead.";
        }

        foreach (string warning in Warnings?.Invoke(schedule) ?? [])
        {
            yield return warning;
        }
    }

    // The day is told where it is another one than before.
    private string Shown(int index)
    {
        DateTimeOffset run = next[index].ToUniversalTime();
        bool isOtherDay = index == 0 || next[index - 1].UtcDateTime.Date != run.Date;
        return run.ToString(isOtherDay ? "ddd d MMM HH:mm" : "HH:mm", CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Form.Changed -= Look;
        atNextRun?.Dispose();
    }
}
