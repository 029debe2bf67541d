using System.Diagnostics;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;

namespace BackupConsole.Benchmarks;

/// <summary>Fills a cluster with BackupSessions: <c>seed --kubeconfig FILE --namespace NAME --count N</c>.</summary>
internal static class Seed
{
    private static readonly ResourceKind Namespaces = new(string.Empty, "v1", "namespaces", "Namespace", Namespaced: false);

    public static async Task RunAsync(Arguments arguments)
    {
        int count = arguments.Number("count", 20_000);
        string ns = arguments.Text("namespace", "bench");
        await using KubernetesClient client = arguments.Client();
        try
        {
            await client.CreateAsync(Namespaces, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = ns } }, new WriteOptions(), CancellationToken.None);
        }
        catch (ApiStatusException exception) when (exception.Status.Reason == "AlreadyExists")
        {
            Console.WriteLine($"Namespace {ns} is there already.");
        }

        Stopwatch watch = Stopwatch.StartNew();
        int created = 0;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, token) =>
        {
            JsonObject session = SampleSession.Create(number, ns);
            ObjectKey key = new(ns, (string)session["metadata"]!["name"]!);
            try
            {
                await client.CreateAsync(KubeStashKinds.BackupSession, ns, session, new WriteOptions(), token);
                Interlocked.Increment(ref created);
            }
            catch (ApiStatusException exception) when (exception.Status.Reason == "AlreadyExists")
            {
                return;
            }

            JsonObject change = new() { ["status"] = SampleSession.Status(number, session) };
            await client.PatchAsync(KubeStashKinds.BackupSession, key, Patch.Merge(change), new WriteOptions(), token, "status");
        });
        Console.WriteLine($"{created} of {count} sessions created in {watch.Elapsed.TotalSeconds:F0} s; the others were there already.");
    }
}
