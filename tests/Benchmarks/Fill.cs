using System.Diagnostics;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Benchmarks;

/// <summary>
/// Fills a store of BackupSessions as the console does: time to the first row and to all of them, and memory per row.
/// <c>fill --kubeconfig FILE --rounds N</c>; the first round pays for compiling the code.
/// </summary>
internal static class Fill
{
    private const string Newest = "newest";

    public static async Task RunAsync(Arguments arguments)
    {
        await using KubernetesClient client = arguments.Client();
        KubernetesListerWatcher<BackupSessionRow> server = new(client, BackupSessionRow.Reader);
        StoreSchema<BackupSessionRow> schema = new StoreSchema<BackupSessionRow>().WithOrder(Newest, row => row.CreationTimestamp ?? DateTimeOffset.MinValue);
        InformerKey key = new("bench", KubeStashKinds.BackupSession, InformerScope.All, ObjectSelector.Everything, "bench");
        for (int round = 1; round <= arguments.Number("rounds", 3); round++)
        {
            // A method of its own, so that nothing of one round is still alive in the next.
            Console.WriteLine($"round {round}: {await MeasureAsync(key, server, schema)}");
        }
    }

    private static async Task<string> MeasureAsync(InformerKey key, KubernetesListerWatcher<BackupSessionRow> server, StoreSchema<BackupSessionRow> schema)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await using InformerPool pool = new(new InformerOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        long start = Stopwatch.GetTimestamp();
        using InformerLease<BackupSessionRow> lease = pool.Acquire(key, () => server, schema);
        await WaitAsync(lease.Store, snapshot => snapshot.Count > 0);
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await WaitAsync(lease.Store, snapshot => snapshot.State.Phase == InformerPhase.Live);
        double all = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        int rows = lease.Store.Snapshot.Count;
        long plain = GC.GetTotalMemory(forceFullCollection: true) - before;
        int sorted = lease.Store.Snapshot.OrderedBy(Newest).Count;
        long withOrder = GC.GetTotalMemory(forceFullCollection: true) - before;
        return $"{before / 1_000_000.0:F1} MB before; {sorted} rows; first after {first:F0} ms, all and live after {all:F0} ms; {plain / Math.Max(1, rows)} bytes a row, {withOrder / Math.Max(1, rows)} with one more sort order";
    }

    private static async Task WaitAsync(Store<BackupSessionRow> store, Func<StoreSnapshot<BackupSessionRow>, bool> reached)
    {
        using StoreSubscription<BackupSessionRow> subscription = store.Subscribe();
        if (reached(subscription.Initial))
        {
            return;
        }

        await foreach (StoreBatch<BackupSessionRow> batch in subscription.Batches.ReadAllAsync())
        {
            if (reached(batch.Snapshot))
            {
                return;
            }
        }
    }
}
