using System.Globalization;

namespace BackupConsole.Kubernetes.Workloads;

/// <summary>A line of a container's log.</summary>
/// <param name="Time">When it was written, as the node noted it; <c>null</c> when the server did not say.</param>
/// <param name="Text">What was written, made harmless by <see cref="LogText"/>.</param>
public readonly record struct LogLine(DateTimeOffset? Time, string Text)
{
    // A date, T, a time and a zone.
    private const int ShortestTime = 20;

    /// <summary>Reads a line that was asked for with its time: the time, a blank, the text.</summary>
    public static LogLine Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        ReadOnlySpan<char> first = blank < 0 ? line : line.AsSpan(0, blank);
        return first.Length >= ShortestTime && first[10] == 'T' && DateTimeOffset.TryParse(first, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? new LogLine(time, blank < 0 ? string.Empty : LogText.Harmless(line.AsSpan(blank + 1)))
            : new LogLine(null, LogText.Harmless(line));
    }
}
