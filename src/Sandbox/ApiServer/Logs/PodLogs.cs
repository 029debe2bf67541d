using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.ApiServer.Logs;

/// <summary>One line of a log.</summary>
internal readonly record struct LogLine(DateTimeOffset Time, string Text);

/// <summary>What one container wrote, newest last; the oldest goes when there is too much.</summary>
internal sealed class ContainerLog
{
    private const int MaxLines = 20_000;
    private readonly Lock gate = new();
    private readonly Queue<LogLine> lines = new();
    private long dropped;
    private TaskCompletionSource changed = New();

    /// <summary>Appends a line.</summary>
    public void Append(LogLine line)
    {
        lock (gate)
        {
            lines.Enqueue(line);
            if (lines.Count > MaxLines)
            {
                lines.Dequeue();
                dropped++;
            }
        }

        Wake();
    }

    /// <summary>Wakes who follows, to look whether the container still runs.</summary>
    public void Wake()
    {
        TaskCompletionSource woken;
        lock (gate)
        {
            woken = changed;
            changed = New();
        }

        woken.TrySetResult();
    }

    /// <summary>The lines from a position on, the position after them, and what completes when there is more.</summary>
    public (IReadOnlyList<LogLine> Lines, long Next, Task Changed) Read(long from)
    {
        lock (gate)
        {
            return ([.. lines.Skip((int)Math.Max(0, from - dropped))], dropped + lines.Count, changed.Task);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The logs of all pods, in memory; a pod's logs go with it.</summary>
internal sealed class PodLogs(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ObjectKey, Dictionary<string, ContainerLog>> pods = [];

    /// <summary>Appends a line.</summary>
    /// <param name="written">When it was written; null for now.</param>
    public void Append(ObjectKey pod, string container, string line, DateTimeOffset? written = null) => Of(pod, container).Append(new(written ?? time.GetUtcNow(), line));

    /// <summary>The log of a container; empty as long as nobody writes to it.</summary>
    public ContainerLog Of(ObjectKey pod, string container)
    {
        lock (gate)
        {
            if (!pods.TryGetValue(pod, out Dictionary<string, ContainerLog>? containers))
            {
                pods[pod] = containers = new(StringComparer.Ordinal);
            }

            if (!containers.TryGetValue(container, out ContainerLog? log))
            {
                containers[container] = log = new();
            }

            return log;
        }
    }

    /// <summary>The pod changed: who follows its logs looks at it.</summary>
    public void Touch(ObjectKey pod, bool gone)
    {
        List<ContainerLog> woken = [];
        lock (gate)
        {
            if (pods.TryGetValue(pod, out Dictionary<string, ContainerLog>? containers))
            {
                woken.AddRange(containers.Values);
                if (gone)
                {
                    pods.Remove(pod);
                }
            }
        }

        woken.ForEach(log => log.Wake());
    }
}
