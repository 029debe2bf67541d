using System.Collections.Immutable;
using System.Threading.Channels;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Clusters;

/// <summary>
/// One container's log, followed until the container ends: hands over new lines a few times a second at most, goes on by itself where a lost stream
/// broke off. It keeps no lines. It begins with <see cref="Start"/> and ends when disposed.
/// </summary>
public sealed class LogQuery : IAsyncDisposable
{
    /// <summary>Lines of the past that are asked for at most; who shows them keeps as many.</summary>
    public const int MaximumLines = 10_000;

    /// <summary>Shortest time between two batches.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private const int LinesPerBatch = 2000;
    private const int CharactersPerBatch = 500_000;
    private const int LinesAhead = 2000;

    private readonly ClusterSession session;
    private readonly TimeProvider time;
    private readonly Func<LogNews, Task> show;
    private readonly CancellationTokenSource ended = new();
    private readonly Channel<bool> changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly LogPosition position = new();
    private LogNews last = new(LogPhase.Connecting, null, []);
    private volatile bool containerEnded;
    private Task running = Task.CompletedTask;

    /// <summary>Asks nothing yet.</summary>
    /// <param name="session">The cluster.</param>
    /// <param name="target">Which log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="show">Draws what is new. Awaited: a slow browser reads slowly, and nothing is kept for it.</param>
    public LogQuery(ClusterSession session, LogTarget target, TimeProvider time, Func<LogNews, Task> show)
    {
        this.session = session;
        this.time = time;
        this.show = show;
        Target = target;
    }

    /// <summary>Which log.</summary>
    public LogTarget Target { get; }

    /// <summary>Begins. The task ends when this is disposed, or fails by a mistake of ours: whoever draws has to tell.</summary>
    public Task Start() => running = Task.Run(() => RunAsync(ended.Token));

    /// <summary>Tells what is known of the container; the log is looked at again when that is news.</summary>
    public void Know(ContainerRow? container)
    {
        bool over = container?.Phase == ContainerPhase.Terminated;
        bool news = over != containerEnded || (container?.Phase == ContainerPhase.Running && last.Phase is LogPhase.NotStarted);
        containerEnded = over;
        if (news)
        {
            changed.Writer.TryWrite(true);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Told to who started it.
        ended.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        int failures = 0;
        try
        {
            while (true)
            {
                // Asked before reading: what was written before the container ended has to be read to its end.
                bool over = Target.Previous || containerEnded;
                TimeSpan wait;
                try
                {
                    bool any = await ReadAsync(!over, cancellationToken);
                    failures = any ? 0 : failures + 1;
                    wait = over ? Timeout.InfiniteTimeSpan : QueryRetry.After(failures);
                    await TellAsync(over ? LogPhase.Ended : LogPhase.Following, null, cancellationToken);
                }
                catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
                {
                    LogPhase phase = PhaseOf(exception);
                    wait = phase == LogPhase.NotStarted ? QueryRetry.Shortest : QueryRetry.After(failures++);
                    await TellAsync(phase, FailureWords.Of(exception), cancellationToken);
                }

                await WaitAsync(wait, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page is closed, or shows another log.
        }
    }

    // Servers give no reason of their own for these; their texts are those of the API server and the kubelet.
    private static LogPhase PhaseOf(Exception exception) => exception is not ApiStatusException { Status: var status } ? LogPhase.Unreachable
        : status.IsForbidden ? LogPhase.Forbidden
        : status.Code == 404 && status.Message.StartsWith("pods ", StringComparison.Ordinal) ? LogPhase.Gone
        : status.Code == 400 ? LogPhase.NotStarted
        : LogPhase.Unreachable;

    private async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using CancellationTokenSource loser = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(atMost, time, loser.Token), changed.Reader.WaitToReadAsync(loser.Token).AsTask());
        changed.Reader.TryRead(out _);
        await loser.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    // Returns when the stream has ended; whether it brought anything new.
    private async Task<bool> ReadAsync(bool follow, CancellationToken cancellationToken)
    {
        Channel<LogLine> lines = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(LinesAhead) { SingleReader = true, SingleWriter = true });
        TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        LogOptions options = new()
        {
            Container = Target.Container,
            Previous = Target.Previous,
            Follow = follow,
            Timestamps = true,
            TailLines = position.Time is null ? MaximumLines + 1 : null, // One more than is shown tells that there were more.
            SinceTime = position.Time,
            Opened = () => opened.TrySetResult(),
        };
        using CancellationTokenSource loser = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task reading = PumpAsync(options, lines.Writer, loser.Token);
        bool any = false;
        try
        {
            if (await Task.WhenAny(opened.Task, reading) == opened.Task && follow)
            {
                await TellAsync(LogPhase.Following, null, cancellationToken);
            }

            while (await lines.Reader.WaitToReadAsync(cancellationToken))
            {
                any = true;
                await show(last = new LogNews(last.Phase is LogPhase.Ended ? LogPhase.Ended : LogPhase.Following, null, Batch(lines.Reader)));
                await Task.Delay(Pace, time, cancellationToken);
            }

            await reading;
            return any;
        }
        finally
        {
            await loser.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Told by the awaits above, where it matters.
        }
    }

    private async Task PumpAsync(LogOptions options, ChannelWriter<LogLine> into, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (string text in session.ReadLogAsync(Target.Pod, options, cancellationToken))
            {
                LogLine line = LogLine.Parse(text);
                if (position.IsNew(line))
                {
                    await into.WriteAsync(line, cancellationToken);
                }
            }
        }
        finally
        {
            position.StreamEnded();
            into.TryComplete();
        }
    }

    private static ImmutableArray<LogLine> Batch(ChannelReader<LogLine> lines)
    {
        ImmutableArray<LogLine>.Builder batch = ImmutableArray.CreateBuilder<LogLine>();
        int characters = 0;
        while (batch.Count < LinesPerBatch && characters < CharactersPerBatch && lines.TryRead(out LogLine line))
        {
            batch.Add(line);
            characters += line.Text.Length;
        }

        return batch.DrainToImmutable();
    }

    private async Task TellAsync(LogPhase phase, string? trouble, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (phase != last.Phase || trouble != last.Trouble)
        {
            await show(last = new LogNews(phase, trouble, []));
        }
    }
}
