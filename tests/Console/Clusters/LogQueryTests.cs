using System.Collections.Concurrent;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Kubernetes.Workloads;
using BackupConsole.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Tests.Clusters;

public sealed class LogQueryTests : IAsyncDisposable
{
    private static readonly ObjectKey Pod = new("demo", "pod-1");
    private static readonly ContainerRow Runs = new("dump", "", false) { Phase = ContainerPhase.Running };
    private static readonly ContainerRow Ended = Runs with { Phase = ContainerPhase.Terminated, ExitCode = 0 };

    private readonly MemoryCluster cluster = new();
    private readonly FakeTimeProvider clock = new();
    private readonly InformerPool informers = new(new InformerOptions(), TimeProvider.System, NullLoggerFactory.Instance);
    private readonly ClusterSession session;
    private readonly ConcurrentQueue<LogNews> news = new();
    private LogQuery? query;

    public LogQueryTests() => session = new ClusterSession(cluster.Configuration, _ => cluster, informers, []);

    private string[] Lines => [.. news.SelectMany(each => each.Lines).Select(line => line.Text)];

    private LogNews Last => news.LastOrDefault() ?? new LogNews(LogPhase.Connecting, null, []);

    [Fact]
    public async Task Lines_arrive_as_they_are_written_until_the_container_ends()
    {
        cluster.Logs.Write(Pod, "dump", "one", "two");
        Start(Runs);
        await SeeAsync(() => Lines is ["one", "two"] && Last.Phase == LogPhase.Following);

        cluster.Logs.Write(Pod, "dump", "three");
        await SeeAsync(() => Lines is ["one", "two", "three"]);

        query!.Know(Ended);
        cluster.Logs.Break();
        await SeeAsync(() => Last.Phase == LogPhase.Ended);
        Assert.Equal(["one", "two", "three"], Lines);
    }

    [Fact]
    public async Task A_quiet_container_is_followed_all_the_same()
    {
        Start(Runs);

        await SeeAsync(() => Last.Phase == LogPhase.Following);
    }

    [Fact]
    public async Task A_stream_that_ends_goes_on_where_it_was_and_no_line_comes_twice()
    {
        cluster.Logs.Write(Pod, "dump", "one");
        cluster.Logs.Write(Pod, "dump", "two, in the same second as three", "three");
        Start(Runs);
        await SeeAsync(() => Lines.Length == 3);

        for (int round = 0; round < 3; round++)
        {
            cluster.Logs.Break();
            cluster.Logs.Write(Pod, "dump", $"after break {round}");
            await SeeAsync(() => Lines.Length == 4 + round);
        }

        Assert.Equal(["one", "two, in the same second as three", "three", "after break 0", "after break 1", "after break 2"], Lines);
        Assert.NotNull(cluster.Logs.Asked[^1].SinceTime);
        Assert.Null(cluster.Logs.Asked[^1].TailLines);
    }

    [Fact]
    public async Task Only_the_end_of_a_very_long_log_is_asked_for()
    {
        cluster.Logs.Write(Pod, "dump", Enumerable.Range(0, LogQuery.MaximumLines + 500).Select(number => $"line {number}"));
        Start(Ended);

        await SeeAsync(() => Last.Phase == LogPhase.Ended);
        Assert.Equal(LogQuery.MaximumLines + 1, Lines.Length);
        Assert.Equal("line 10499", Lines[^1]);
    }

    [Fact]
    public async Task A_container_that_has_not_started_is_looked_at_again()
    {
        bool starts = false;
        cluster.Logs.Refuses = (_, _) => Volatile.Read(ref starts) ? null : MemoryCluster.Refusal(400, "BadRequest", "container \"dump\" in pod \"pod-1\" is waiting to start: ContainerCreating");
        Start(Runs with { Phase = ContainerPhase.Waiting });
        await SeeAsync(() => Last.Phase == LogPhase.NotStarted);
        Assert.Contains("ContainerCreating", Last.Trouble, StringComparison.Ordinal);

        Volatile.Write(ref starts, true);
        cluster.Logs.Write(Pod, "dump", "one");
        query!.Know(Runs);

        await SeeAsync(() => Lines is ["one"]);
    }

    [Theory]
    [InlineData(403, "Forbidden", "pods \"pod-1\" is forbidden: User \"jane\" cannot get resource \"pods/log\"", LogPhase.Forbidden)]
    [InlineData(404, "NotFound", "pods \"pod-1\" not found", LogPhase.Gone)]
    [InlineData(404, "NotFound", "nodes \"node-1\" not found", LogPhase.Unreachable)]
    [InlineData(500, "InternalError", "Get \"https://10.0.0.1:10250/containerLogs/demo/pod-1/dump\": dial tcp: connection refused", LogPhase.Unreachable)]
    public async Task A_refusal_is_told_for_what_it_is(int code, string reason, string message, LogPhase phase)
    {
        cluster.Logs.Refuses = (_, _) => MemoryCluster.Refusal(code, reason, message);

        Start(Runs);

        await SeeAsync(() => Last.Phase == phase);
    }

    [Fact]
    public async Task A_missing_permission_that_is_granted_opens_the_log()
    {
        bool granted = false;
        cluster.Logs.Refuses = (_, _) => Volatile.Read(ref granted) ? null : MemoryCluster.Refusal(403, "Forbidden", "no");
        cluster.Logs.Write(Pod, "dump", "one");
        Start(Runs);
        await SeeAsync(() => Last.Phase == LogPhase.Forbidden);

        Volatile.Write(ref granted, true);

        await SeeAsync(() => Lines is ["one"]);
    }

    [Fact]
    public async Task The_run_before_is_read_once_to_its_end()
    {
        cluster.Logs.WritePrevious(Pod, "dump", "it crashed");
        query = new LogQuery(session, new LogTarget(Pod, "dump", Previous: true), clock, TakeAsync);
        _ = query.Start();

        await SeeAsync(() => Last.Phase == LogPhase.Ended && Lines is ["it crashed"]);
        Assert.False(cluster.Logs.Asked[^1].Follow);
    }

    [Fact]
    public async Task A_flood_waits_for_a_slow_browser()
    {
        TaskCompletionSource reads = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int shown = 0;
        cluster.Logs.Write(Pod, "dump", Enumerable.Range(0, 9000).Select(number => $"line {number}"));
        query = new LogQuery(session, new LogTarget(Pod, "dump", Previous: false), clock, async more =>
        {
            Interlocked.Add(ref shown, more.Lines.Length);
            await (more.Lines.IsEmpty ? Task.CompletedTask : reads.Task);
        });
        query.Know(Ended);
        _ = query.Start();
        await SeeAsync(() => Volatile.Read(ref shown) > 0);
        Assert.InRange(Volatile.Read(ref shown), 1, 2000);

        reads.SetResult();
        await SeeAsync(() => Volatile.Read(ref shown) == 9000);
    }

    private void Start(ContainerRow container)
    {
        query = new LogQuery(session, new LogTarget(Pod, "dump", Previous: false), clock, TakeAsync);
        query.Know(container);
        _ = query.Start();
    }

    private Task TakeAsync(LogNews more)
    {
        news.Enqueue(more);
        return Task.CompletedTask;
    }

    // Time goes by while somebody looks.
    private Task SeeAsync(Func<bool> state) => Eventually.HoldsAsync(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return state();
        },
         () => $"{Last.Phase} {Last.Trouble} {string.Join('|', Lines.TakeLast(5))}",
        cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (query is not null)
        {
            await query.DisposeAsync();
        }

        await session.DisposeAsync();
        await informers.DisposeAsync();
    }
}
