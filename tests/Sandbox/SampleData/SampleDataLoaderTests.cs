using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.SampleData;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.Tests.SampleData;

public sealed class SampleDataLoaderTests
{
    [Theory]
    [MemberData(nameof(Data.Moments), MemberType = typeof(Data))]
    public async Task Every_object_is_accepted_as_a_cluster_accepts_objects(string moment)
    {
        SampleCluster company = Data.Company(moment);
        CheckedCluster cluster = new();
        await new SampleDataLoader(company).LoadAsync(cluster, TestContext.Current.CancellationToken);
        Assert.Equal(company.Objects.Count, cluster.Count);
    }

    [Fact]
    public async Task The_empty_cluster_and_sessions_for_load_are_accepted_too()
    {
        SampleCluster empty = SampleCompany.Empty(new SampleDataOptions { Now = Data.At("2026-11-20T14:07:31Z") });
        CheckedCluster first = new();
        await new SampleDataLoader(empty).LoadAsync(first, TestContext.Current.CancellationToken);
        Assert.Equal(empty.Objects.Count, first.Count);

        SampleCluster loaded = Data.Company(extra: 50);
        CheckedCluster second = new();
        await new SampleDataLoader(loaded).LoadAsync(second, TestContext.Current.CancellationToken);
        Assert.Equal(loaded.Objects.Count + 50, second.Count);
    }

    [Fact]
    public async Task Owners_follow_the_uids_that_the_cluster_gives()
    {
        CheckedCluster cluster = new();
        SampleCluster company = Data.Company();
        await new SampleDataLoader(company).LoadAsync(cluster, TestContext.Current.CancellationToken);
        JsonObject[] all = [.. company.Objects.Select(entry => cluster.Get(entry.Kind, entry.Key)!)];
        HashSet<string> uids = [.. all.Select(entry => entry.TextOrEmpty("metadata", "uid"))];
        string[] owners = [.. all.SelectMany(entry => entry.Objects("metadata", "ownerReferences")).Select(owner => owner.TextOrEmpty("uid"))];
        Assert.All(owners, owner => Assert.Contains(owner, uids));
        Assert.True(owners.Length > 1000, $"Only {owners.Length} owners.");
        Assert.All(cluster.List(SampleKinds.Event), entry => Assert.Contains(entry.TextOrEmpty("involvedObject", "uid"), uids));
        Assert.All(cluster.List(SampleKinds.Pod), pod => Assert.True(pod.At("metadata", "labels", "controller-uid") is not { } uid || uids.Contains(uid.GetValue<string>())));
    }

    [Fact]
    public async Task Status_and_logs_arrive()
    {
        CheckedCluster cluster = new();
        SampleCluster company = Data.Company();
        await new SampleDataLoader(company).LoadAsync(cluster, TestContext.Current.CancellationToken);
        Assert.Equal("Ready", cluster.Get(KubeStashKinds.BackupConfiguration, new ObjectKey("demo", "mongodb")).Text("status", "phase"));
        Assert.Equal(company.Logs.Sum(log => log.Lines.Count), cluster.Logs.Values.Sum(lines => lines.Count));
    }

    [Fact]
    public async Task What_a_cluster_has_of_itself_gets_the_labels_of_the_data()
    {
        CheckedCluster cluster = new();
        cluster.Create(SampleKinds.Namespace, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = "finance", ["labels"] = new JsonObject { ["own"] = "kept" } } }, "server", cluster.Time.GetUtcNow());
        await new SampleDataLoader(Data.Company()).LoadAsync(cluster, TestContext.Current.CancellationToken);
        JsonObject finance = cluster.Get(SampleKinds.Namespace, new ObjectKey("", "finance"))!;
        Assert.Equal("allowed", finance.Text("metadata", "labels", "backup.example/offsite"));
        Assert.Equal("kept", finance.Text("metadata", "labels", "own"));
    }

    [Fact]
    public async Task An_object_in_a_namespace_that_exists_already_is_an_error()
    {
        CheckedCluster cluster = new();
        await new SampleDataLoader(Data.Company()).LoadAsync(cluster, TestContext.Current.CancellationToken);
        ApiStatusException refusal = await Assert.ThrowsAsync<ApiStatusException>(() => new SampleDataLoader(Data.Company()).LoadAsync(cluster, TestContext.Current.CancellationToken));
        Assert.Equal("AlreadyExists", refusal.Status.Reason);
    }
}
