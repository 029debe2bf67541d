using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Clusters;

/// <summary>
/// How far a log was read, so that the next stream goes on there. Servers begin at a whole second, so lines of the last second come again: those
/// before the last time are known, and of those at that very time as many as had come.
/// </summary>
internal sealed class LogPosition
{
    private int atTime;
    private int toSkip;
    private bool repeats;

    /// <summary>The time of the last line; <c>null</c> before the first.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>Whether a line has not come before; then it is the last one from now on.</summary>
    public bool IsNew(LogLine line)
    {
        if (line.Time is not { } written)
        {
            return true;
        }

        if (repeats && (written < Time || (written == Time && toSkip-- > 0)))
        {
            return false;
        }

        repeats = false;
        atTime = written == Time ? atTime + 1 : 1;
        Time = written;
        return true;
    }

    /// <summary>The stream has ended: the next one begins with lines that are known.</summary>
    public void StreamEnded()
    {
        toSkip = atTime;
        repeats = Time is not null;
    }
}
