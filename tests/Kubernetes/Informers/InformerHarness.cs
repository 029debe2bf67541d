using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Tests.Informers;

/// <summary>An informer over a model server, on a clock and a scheduler that the test moves.</summary>
internal sealed class InformerHarness : IDisposable
{
    private bool disposed;

    public InformerHarness(InformerScope? scope = null, ModelServer? server = null, InformerOptions? options = null, int seed = 1, StoreSchema<TestRow>? schema = null)
    {
        Server = server ?? new ModelServer();
        Informer = new Informer<TestRow>(
            Server, schema ?? TestRow.Schema, scope ?? InformerScope.All, options ?? new InformerOptions(), Clock, Log, new Random(seed), Scheduler);
    }

    public FakeTimeProvider Clock { get; } = new();

    public StepScheduler Scheduler { get; } = new();

    public ListLogger Log { get; } = new();

    public ModelServer Server { get; }

    public Informer<TestRow> Informer { get; }

    public StoreSnapshot<TestRow> Snapshot => Informer.Store.Snapshot;

    public InformerState State => Snapshot.State;

    public IEnumerable<string> Names => Snapshot.OrderedBy("key").Select(row => row.Key.Name);

    /// <summary>Starts, and lets the first fill and the batch delay pass.</summary>
    public InformerHarness Started()
    {
        Informer.Start();
        Advance(TimeSpan.FromSeconds(1));
        return this;
    }

    /// <summary>Lets everything happen that can happen without time passing.</summary>
    public void Settle() => Scheduler.RunUntilIdle();

    public void Advance(double seconds) => Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets time pass, from timer to timer, and everything happen that follows from it.</summary>
    public void Advance(TimeSpan by)
    {
        Settle();
        DateTimeOffset until = Clock.GetUtcNow() + by;
        while (Clock.UntilNextTimer is { } wait && Clock.GetUtcNow() + wait <= until)
        {
            Clock.AdvanceToNextTimer();
            Settle();
        }

        Clock.Advance(until - Clock.GetUtcNow());
        Settle();
    }

    public void AssertEqualToServer(Func<ObjectKey, bool>? inScope = null)
    {
        inScope ??= _ => true;
        Assert.Equal(Server.Rows.Where(row => inScope(row.Key)), Snapshot.OrderedBy("key"));
        Assert.Equal(Server.MalformedKeys.Where(inScope), Snapshot.Malformed.Select(item => item.Key));
    }

    public void End()
    {
        disposed = true;
        Scheduler.RunUntil(Informer.DisposeAsync().AsTask());
    }

    public void Dispose()
    {
        if (!disposed)
        {
            End();
        }

        Scheduler.Dispose();
    }
}

/// <summary>Keeps what was logged.</summary>
internal sealed class ListLogger : ILogger
{
    public List<(LogLevel Level, string Text)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add((logLevel, formatter(state, exception)));
}
