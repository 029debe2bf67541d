using System.Diagnostics;

namespace BackupConsole.Kubernetes.Tests.Informers;

/// <summary>
/// Runs asynchronous work on the test's own thread, step by step, so that the order of everything is the same in every run. Code that
/// was started here stays here across its awaits.
/// </summary>
internal sealed class StepScheduler : TaskScheduler, IDisposable
{
    private readonly Queue<Task> queue = new();
    private readonly SemaphoreSlim arrived = new(0);

    public void RunUntilIdle() => RunSome(int.MaxValue);

    /// <summary>Runs at most so many steps; how many it were.</summary>
    public int RunSome(int steps)
    {
        int done = 0;
        while (done < steps && TryTake(out Task? task))
        {
            TryExecuteTask(task);
            done++;
        }

        return done;
    }

    /// <summary>Runs until <paramref name="awaited"/> has ended, also where it takes a turn on other threads.</summary>
    public void RunUntil(Task awaited)
    {
        Stopwatch watch = Stopwatch.StartNew();
        awaited.ContinueWith(_ => arrived.Release(), Default);
        while (!awaited.IsCompleted)
        {
            if (RunSome(int.MaxValue) == 0)
            {
                arrived.Wait(TimeSpan.FromSeconds(1));
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "It does not end.");
        }

        awaited.GetAwaiter().GetResult();
    }

    public void Dispose() => arrived.Dispose();

    protected override void QueueTask(Task task)
    {
        lock (queue)
        {
            queue.Enqueue(task);
        }

        arrived.Release();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Task? task)
    {
        lock (queue)
        {
            return queue.TryDequeue(out task);
        }
    }
}
