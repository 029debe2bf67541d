using System.Runtime.CompilerServices;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Tests.Clusters;

/// <summary>Logs of pods in memory: lines are written by a test, one second apart, and read as an API server sends them.</summary>
internal sealed class MemoryLogs
{
    private readonly Lock gate = new();
    private readonly Dictionary<(ObjectKey Pod, string Container, bool Previous), List<(DateTimeOffset Time, string Text)>> lines = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int breaks;

    /// <summary>Thrown by reads when it returns something.</summary>
    public Func<ObjectKey, LogOptions, Exception?> Refuses { get; set; } = (_, _) => null;

    /// <summary>What was asked for, oldest first.</summary>
    public List<LogOptions> Asked { get; } = [];

    /// <summary>Appends lines, all written at the next second.</summary>
    public void Write(ObjectKey pod, string container, params IEnumerable<string> texts) => Change(() => Of(pod, container, false).AddRange(Stamped(Of(pod, container, false).Count, texts)));

    /// <summary>Sets what the run before wrote.</summary>
    public void WritePrevious(ObjectKey pod, string container, params IEnumerable<string> texts) => Change(() => Of(pod, container, true).AddRange(Stamped(0, texts)));

    /// <summary>Ends the streams there are, as a server that goes away does.</summary>
    public void Break() => Change(() => breaks++);

    public async IAsyncEnumerable<string> ReadAsync(ObjectKey pod, LogOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Asked.Add(options);
        }

        if (Refuses(pod, options) is { } refusal)
        {
            throw refusal;
        }

        options.Opened?.Invoke();
        int at = -1;
        int broken = Volatile.Read(ref breaks);
        while (true)
        {
            List<(DateTimeOffset Time, string Text)> more;
            Task wake;
            lock (gate)
            {
                List<(DateTimeOffset Time, string Text)> all = Of(pod, options.Container ?? "", options.Previous);
                at = at >= 0 ? at
                    : options.SinceTime is { } since ? all.FindIndex(line => line.Time >= since) is >= 0 and { } first ? first : all.Count
                    : Math.Max(0, all.Count - (options.TailLines ?? all.Count));
                more = [.. all.Skip(at)];
                at = all.Count;
                wake = changed.Task;
            }

            foreach ((DateTimeOffset time, string text) in more)
            {
                yield return $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'.123456789Z'} {text}";
            }

            if (!options.Follow || broken != Volatile.Read(ref breaks))
            {
                yield break;
            }

            await wake.WaitAsync(cancellationToken);
        }
    }

    private static IEnumerable<(DateTimeOffset Time, string Text)> Stamped(int seconds, IEnumerable<string> texts) =>
        texts.Select(text => (new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero).AddSeconds(seconds), text));

    private List<(DateTimeOffset Time, string Text)> Of(ObjectKey pod, string container, bool previous)
    {
        if (!lines.TryGetValue((pod, container, previous), out List<(DateTimeOffset Time, string Text)>? known))
        {
            lines[(pod, container, previous)] = known = [];
        }

        return known;
    }

    private void Change(Action change)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            change();
            wake = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        wake.SetResult();
    }
}
