using System.Text.Json.Nodes;
using System.Threading.Channels;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.Objects;
using BackupConsole.Sandbox.Operator.Backends;
using BackupConsole.Sandbox.Operator.Blueprints;
using BackupConsole.Sandbox.Operator.Configurations;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Repositories;
using BackupConsole.Sandbox.Operator.Restores;
using BackupConsole.Sandbox.Operator.Retention;
using BackupConsole.Sandbox.Operator.Runtime;
using BackupConsole.Sandbox.Operator.Sessions;
using BackupConsole.Sandbox.Operator.Snapshots;
using BackupConsole.Sandbox.Operator.Storages;
using BackupConsole.Sandbox.Operator.Verification;
using BackupConsole.Sandbox.Operator.Workloads;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.Operator;

/// <summary>
/// Does in the sandbox what KubeStash's operator, KubeDB's and Kubernetes' own controllers, schedulers and kubelets do to objects. All it knows is
/// in the objects, so it may be stopped at any moment and started again.
/// </summary>
internal static class SandboxOperator
{
    // Changes wait here while a reconcile runs; a full channel makes the watches wait.
    private const int MaxChanges = 4096;

    /// <summary>Runs until cancelled.</summary>
    public static async Task RunAsync(IClusterObjects cluster, OperatorOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        ControllerEngine engine = CreateEngine(cluster, options, logger);
        Channel<(ResourceKind Kind, JsonObject Object)> changes = Channel.CreateBounded<(ResourceKind, JsonObject)>(
            new BoundedChannelOptions(MaxChanges) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] watches = [.. engine.Kinds.Select(kind => Task.Run(() => WatchAsync(cluster, kind, changes.Writer, stopping.Token), CancellationToken.None))];
        Task<Task> anyWatch = Task.WhenAny(watches);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (anyWatch.IsCompleted)
                {
                    // A watch ends only by failing: without it the operator would be blind, so its failure is the operator's.
                    await await anyWatch.ConfigureAwait(false);
                }

                while (changes.Reader.TryRead(out (ResourceKind Kind, JsonObject Object) change))
                {
                    engine.Observe(change.Kind, change.Object);
                }

                if (!engine.RunOne())
                {
                    await WaitAsync(engine, changes.Reader, anyWatch, cluster.Time, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug("The simulated operator stops");
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(watches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>All controllers, ready to be told of changes.</summary>
    internal static ControllerEngine CreateEngine(IClusterObjects cluster, OperatorOptions options, ILogger logger)
    {
        OperatorContext context = new(cluster, options.Speed, logger);
        SimulatedBackends backends = new(context);
        JobLauncher jobs = new(context);

        // The first that fits runs; the last fits everything.
        IContainerProgram[] programs =
        [
            new TriggerProgram(context), new StoragePrograms(context), new RetentionProgram(context, backends), new BackupProgram(context, backends),
            new RestoreProgram(context, backends), new VerifierProgram(context), new OrdinaryProgram(),
        ];
        IController[] controllers =
        [
            new BackupStorageController(context, backends, jobs),
            new RepositoryController(context, backends, jobs),
            new SnapshotController(context, jobs),
            new InvokerController(context, jobs, KubeStashKinds.BackupConfiguration),
            new InvokerController(context, jobs, KubeStashKinds.BackupBatch),
            new BlueprintController(context),
            new BackupSessionController(context, jobs),
            new RestoreSessionController(context, jobs),
            new VerificationController(context, jobs),
            new CronJobController(context),
            new JobController(context),
            new PodController(context, programs),
            .. ((ResourceKind[])[CoreKinds.Deployment, CoreKinds.ReplicaSet, CoreKinds.StatefulSet, CoreKinds.DaemonSet]).Select(kind => new WorkloadController(context, kind)),
            new ClaimController(context, jobs),
            .. CoreKinds.Databases.Select(kind => new DatabaseController(context, kind)),
        ];
        return new ControllerEngine(controllers, cluster.Time, logger);
    }

    // A watch that ends begins again with everything that is there, which only repeats what is known.
    private static async Task WatchAsync(IClusterObjects cluster, ResourceKind kind, ChannelWriter<(ResourceKind, JsonObject)> changes, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await foreach (ObjectChange change in cluster.WatchAsync(kind, cancellationToken).ConfigureAwait(false))
            {
                await changes.WriteAsync((kind, change.Object), cancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cluster.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task WaitAsync(ControllerEngine engine, ChannelReader<(ResourceKind, JsonObject)> changes, Task anyWatch, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> waits = [anyWatch, changes.WaitToReadAsync(over.Token).AsTask()];
        if (engine.NextDue is { } due)
        {
            // Timers do not take arbitrarily long waits, and nothing is lost by looking once a day.
            TimeSpan wait = due - time.GetUtcNow();
            waits.Add(Task.Delay(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < TimeSpan.FromDays(1) ? wait : TimeSpan.FromDays(1), time, over.Token));
        }

        await Task.WhenAny(waits).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }
}
