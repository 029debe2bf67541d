using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Backends;

/// <summary>How much data moves and how long that takes; the same every time for the same seed.</summary>
/// <param name="Bytes">How much is read.</param>
/// <param name="Files">In how many files.</param>
/// <param name="Seconds">How long it takes at speed 1.</param>
internal sealed record DataTransfer(long Bytes, int Files, double Seconds)
{
    private const double ReportInterval = 10;
    private const int MaxReports = 50;

    /// <summary>A transfer of so many bytes.</summary>
    public static DataTransfer Of(long bytes, params ReadOnlySpan<string> seed)
    {
        double perSecond = Chance.Between(60e6, 140e6, [.. seed, "rate"]);
        double overhead = Chance.Between(0.8, 3.5, [.. seed, "overhead"]);
        return new DataTransfer(bytes, (int)Math.Clamp(bytes / 900_000, 3, 40_000), overhead + (bytes / perSecond));
    }

    /// <summary>How much data an object holds: what its annotation says, else a guess that stays the same.</summary>
    public static long SizeOf(JsonObject? source, string component)
    {
        if (source is not null && Quantities.Read(source.Annotation(Levers.DataSize)) is { } size)
        {
            return (long)size;
        }

        double megabytes = component switch
        {
            "manifest" or "dashboard" => 0.01,
            _ => Math.Pow(10, Chance.Between(0.6, 2.6, source?.Namespace() ?? "", source?.Name() ?? "cluster", component)),
        };
        return (long)(megabytes * 1024 * 1024);
    }

    /// <summary>The moments, in seconds, at which progress is reported: every ten, or twice in shorter transfers.</summary>
    public IEnumerable<double> Reports
    {
        get
        {
            double interval = Seconds <= ReportInterval * 2 ? Seconds / 3 : Math.Max(ReportInterval, Seconds / MaxReports);
            for (double at = interval; at < Seconds - 0.2; at += interval)
            {
                yield return at;
            }
        }
    }

    /// <summary>A progress report.</summary>
    /// <param name="doneField"><c>backupDone</c> or <c>restoreDone</c>.</param>
    public JsonObject Progress(double at, string doneField)
    {
        double part = Math.Clamp(at / Seconds, 0, 1);
        return new JsonObject
        {
            ["percentDone"] = string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.00}%"),
            ["totalFiles"] = Files,
            ["filesDone"] = (int)(Files * part),
            ["total"] = DecimalSize(Bytes),
            [doneField] = DecimalSize(Bytes * part),
            ["speed"] = DecimalSize(Bytes / Seconds) + "/s",
            ["secondsElapsed"] = (int)at,
        };
    }

    /// <summary>A duration as tools report it, to the nanosecond.</summary>
    public static string Duration(double seconds, params ReadOnlySpan<string> seed) =>
        new GoDuration((long)(seconds * 1e6) * 1000 + (long)(Chance.Of([.. seed, "nanoseconds"]) * 1000)).ToString();

    // Four digits and a decimal unit, as progress is reported.
    private static string DecimalSize(double bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        int unit = 0;
        while (bytes >= 1000 && unit < units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        string format = unit == 0 ? "0" : bytes >= 100 ? "0.0" : bytes >= 10 ? "0.00" : "0.000";
        return bytes.ToString(format, CultureInfo.InvariantCulture) + units[unit];
    }
}
