using BackupConsole.KubeStash.Schedules;
using BenchmarkDotNet.Attributes;

namespace BackupConsole.Benchmarks;

/// <summary>The next run of a schedule: a usual one, a rare one, and one that never fires (a search of five years).</summary>
[MemoryDiagnoser]
public class CronNext
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Params("*/15 * * * *", "0 3 29 2 *", "0 0 31 2 *")]
    public string Expression { get; set; } = string.Empty;

    private CronSchedule schedule = null!;

    [GlobalSetup]
    public void Setup() => schedule = CronSchedule.TryParse(Expression, out CronSchedule? parsed, out _) ? parsed : throw new InvalidOperationException(Expression);

    [Benchmark]
    public DateTimeOffset? Next() => schedule.Next(Start, Berlin);
}
