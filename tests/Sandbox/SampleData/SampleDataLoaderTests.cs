using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.SampleData;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.Tests.SampleData;

public sealed class SampleDataLoaderTests(LoadedCompany loaded) : IClassFixture<LoadedCompany>
{
    [Fact]
    public void Every_object_is_accepted_as_a_cluster_accepts_objects() => Assert.Equal(loaded.Company.Objects.Count, loaded.Cluster.Count);

    [Fact]
    public async Task So_are_those_of_another_moment_with_sessions_for_load()
    {
        SampleCluster company = Data.Fresh("2028-03-05T23:59:59.75Z", seed: 7, extra: 50);
        CheckedCluster cluster = new();
        await new SampleDataLoader(company).LoadAsync(cluster, TestContext.Current.CancellationToken);
        Assert.Equal(company.Objects.Count + 50, cluster.Count);
    }

    [Fact]
    public async Task So_is_the_empty_cluster()
    {
        SampleCluster empty = SampleCompany.Empty(new SampleDataOptions { Now = Data.At("2026-11-20T14:07:31Z") });
        CheckedCluster cluster = new();
        await new SampleDataLoader(empty).LoadAsync(cluster, TestContext.Current.CancellationToken);
        Assert.Equal(empty.Objects.Count, cluster.Count);
    }

    [Fact]
    public void Owners_follow_the_uids_that_the_cluster_gives()
    {
        JsonObject[] all = [.. loaded.Company.Objects.Select(entry => loaded.Cluster.Get(entry.Kind, entry.Key)!)];
        HashSet<string> uids = [.. all.Select(entry => entry.TextOrEmpty("metadata", "uid"))];
        string[] owners = [.. all.SelectMany(entry => entry.Objects("metadata", "ownerReferences")).Select(owner => owner.TextOrEmpty("uid"))];
        Assert.All(owners, owner => Assert.Contains(owner, uids));
        Assert.True(owners.Length > 1000, $"Only {owners.Length} owners.");
        Assert.All(loaded.Cluster.List(SampleKinds.Event), entry => Assert.Contains(entry.TextOrEmpty("involvedObject", "uid"), uids));
        Assert.All(loaded.Cluster.List(SampleKinds.Pod), pod => Assert.True(pod.Text("metadata", "labels", "controller-uid") is not { } uid || uids.Contains(uid)));
    }

    [Fact]
    public void Status_and_logs_arrive()
    {
        Assert.Equal("Ready", loaded.Cluster.Get(KubeStashKinds.BackupConfiguration, new ObjectKey("demo", "mongodb")).Text("status", "phase"));
        Assert.Equal(loaded.Company.Logs.Sum(log => log.Lines.Count), loaded.Cluster.Logs.Values.Sum(lines => lines.Count));
    }

    [Fact]
    public void Lines_of_logs_have_the_times_they_were_written_at()
    {
        Assert.All(loaded.Company.Logs, log =>
        {
            (DateTimeOffset Time, string Line)[] lines = [.. log.Timed()];
            Assert.Equal(log.Lines, lines.Select(line => line.Line));
            Assert.Equal(lines.Select(line => line.Time).Order(), lines.Select(line => line.Time));
            Assert.All(lines, line => Assert.InRange(line.Time, log.Started, log.Started.AddHours(6)));
            Assert.All(lines.Where(line => line.Line.Contains("] ", StringComparison.Ordinal) && line.Line[0] is 'I' or 'E'), line =>
                Assert.Contains(line.Time.ToString("MMdd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), line.Line, StringComparison.Ordinal));
        });
        Assert.True(loaded.Company.Logs.Max(log => log.Started) - loaded.Company.Logs.Min(log => log.Started) > TimeSpan.FromDays(10));
    }

    [Fact]
    public void What_a_cluster_has_of_itself_gets_the_labels_of_the_data()
    {
        JsonObject finance = loaded.Cluster.Get(SampleKinds.Namespace, new ObjectKey("", "finance"))!;
        Assert.Equal("allowed", finance.Text("metadata", "labels", "backup.example/offsite"));
        Assert.Equal("kept", finance.Text("metadata", "labels", "own"));
    }

    [Fact]
    public async Task An_object_in_a_namespace_that_exists_already_is_an_error()
    {
        ApiStatusException refusal = await Assert.ThrowsAsync<ApiStatusException>(() => new SampleDataLoader(Data.Fresh()).LoadAsync(loaded.Cluster, TestContext.Current.CancellationToken));
        Assert.Equal("AlreadyExists", refusal.Status.Reason);
    }
}
