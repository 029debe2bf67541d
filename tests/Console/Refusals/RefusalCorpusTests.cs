using System.Collections.Immutable;
using System.Globalization;
using BackupConsole.Clusters;
using BackupConsole.Components.Forms;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Tests.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Tests.Refusals;

/// <summary>Refused objects, sent as the forms send them: each refusal is to be told at the field it is about.</summary>
public sealed class RefusalCorpusTests(RefusingCluster cluster, ITestOutputHelper output) : IClassFixture<RefusingCluster>
{
    // Raise it when placement learns more; never lower it.
    private const int MissesAllowed = 0;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refusals_find_their_field()
    {
        Assert.True(RefusalCorpus.Rows.Length >= 80, "The corpus has become small.");
        List<string> missed = [];
        foreach (RefusedObject row in RefusalCorpus.Rows)
        {
            SubmitOutcome outcome = await SubmitAsync(row);
            if (outcome is not SubmitOutcome.Refused refused)
            {
                missed.Add($"{row}\n    was not refused but {outcome}");
                continue;
            }

            Assert.All(refused.Problems, problem => Assert.NotEmpty(problem.Message));
            bool found = row.Field is null
                ? refused.Problems.All(problem => problem.Path is null)
                : refused.Problems.Any(problem => problem.Path?.ToString() == ManifestPath.Parse(row.Field).ToString());
            if (!found)
            {
                missed.Add($"{row}\n    wanted {row.Field ?? "no field"}, told at {string.Join("; ", refused.Problems.Select(problem => $"{problem.Path?.ToString() ?? "no field"}: {problem.Message}"))}");
            }
        }

        int all = RefusalCorpus.Rows.Length;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all - missed.Count} of {all} refusals found their field ({(all - missed.Count) * 100.0 / all:0.0} %)."));
        foreach (IGrouping<string, RefusedObject> server in RefusalCorpus.Rows.GroupBy(row => row.Server))
        {
            output.WriteLine($"  {server.Key}: {server.Count()} objects");
        }

        Assert.True(missed.Count <= MissesAllowed, string.Join('\n', missed));
    }

    [Fact]
    public async Task The_good_manifests_are_refused_by_nobody()
    {
        foreach (Manifest manifest in RefusalCorpus.Bases)
        {
            ResourceKind kind = RefusingCluster.KindOf(manifest.Root);
            await cluster.As("sandbox-admin").CreateAsync(kind, "demo", manifest.Root, dryRun: true, Cancel);
        }
    }

    private async Task<SubmitOutcome> SubmitAsync(RefusedObject row)
    {
        ResourceKind kind = RefusingCluster.KindOf(row.Manifest.Root);
        if (row.Answer is null)
        {
            return await new ManifestSubmission(cluster.As(row.User), NothingMore).SubmitAsync([new SubmittedObject(kind, row.Manifest)], Cancel);
        }

        MemoryCluster memory = new() { Refuses = (_, _, _) => new Kubernetes.Api.ApiStatusException(row.Answer) };
        await using InformerPool informers = new(new InformerOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await using ClusterSession session = new(memory.Configuration, _ => memory, informers, []);
        return await new ManifestSubmission(session, NothingMore).SubmitAsync([new SubmittedObject(kind, row.Manifest)], Cancel);
    }

    private static Task<ImmutableArray<FormProblem>> NothingMore(CancellationToken cancellationToken) => Task.FromResult(ImmutableArray<FormProblem>.Empty);
}
