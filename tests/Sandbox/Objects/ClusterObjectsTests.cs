using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.Objects;

namespace BackupConsole.Sandbox.Tests.Objects;

public sealed class ClusterObjectsTests(TestCluster cluster)
{
    private static readonly ResourceKind Sessions = KubeStashKinds.BackupSession;
    private readonly IClusterObjects objects = cluster.Objects;

    [Fact]
    public async Task What_is_made_up_has_its_own_time_and_always_the_same_uid_and_name()
    {
        string ns = await cluster.NewNamespaceAsync();
        DateTimeOffset then = new(2026, 11, 1, 2, 3, 4, TimeSpan.Zero);
        JsonObject made = objects.Create(Sessions, Session(ns, "one"), "test", then);
        Assert.Equal("2026-11-01T02:03:04Z", made["metadata"]!["creationTimestamp"]!.GetValue<string>());
        Assert.Equal("2026-11-01T02:03:04Z", made["metadata"]!["managedFields"]![0]!["time"]!.GetValue<string>());
        objects.Delete(Sessions, new(ns, "one"));
        Assert.Equal(made["metadata"]!["uid"]!.GetValue<string>(), objects.Create(Sessions, Session(ns, "one"), "test", then)["metadata"]!["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Refusals_are_those_a_client_gets()
    {
        string ns = await cluster.NewNamespaceAsync();
        JsonObject wrong = Session(ns, "one");
        wrong["spec"]!["retryLeft"] = "three";
        ApiStatus status = Assert.Throws<ApiStatusException>(() => objects.Create(Sessions, wrong, "test")).Status;
        Assert.Equal((422, "spec.retryLeft"), (status.Code, Assert.Single(status.Causes).Field));
        objects.Create(Sessions, Session(ns, "one"), "test");
        Assert.Equal("AlreadyExists", Assert.Throws<ApiStatusException>(() => objects.Create(Sessions, Session(ns, "one"), "test")).Status.Reason);
        Assert.True(Assert.Throws<ApiStatusException>(() => objects.Update(Sessions, new(ns, "one"), value => value["spec"]!["session"] = "x", "test")).Status.IsWebhookRefusal);
        Assert.Null(objects.Update(Sessions, new(ns, "none"), _ => { }, "test"));
        objects.Delete(Sessions, new(ns, "none"));
        objects.Delete(Sessions, new(ns, "one"), uid: "another");
        Assert.NotNull(objects.Get(Sessions, new(ns, "one")));
    }

    [Fact]
    public async Task The_status_is_written_alone_and_many_writers_lose_nothing()
    {
        string ns = await cluster.NewNamespaceAsync();
        objects.Create(Sessions, Session(ns, "one"), "test");
        await Parallel.ForAsync(0, 50, TestContext.Current.CancellationToken, (i, _) =>
        {
            objects.Update(Sessions, new(ns, "one"), value => (value["metadata"]!["annotations"] ??= new JsonObject())[$"n-{i}"] = "x", $"m-{i % 3}");
            return ValueTask.CompletedTask;
        });
        JsonObject after = objects.UpdateStatus(Sessions, new(ns, "one"), value =>
        {
            value["status"] = new JsonObject { ["phase"] = "Running" };
            value["metadata"]!["labels"] = new JsonObject { ["not"] = "written" };
        }, "test")!;
        Assert.Equal(50, after["metadata"]!["annotations"]!.AsObject().Count);
        Assert.Equal("Running", after["status"]!["phase"]!.GetValue<string>());
        Assert.Null(after["metadata"]!["labels"]);
    }

    [Fact]
    public async Task A_watch_tells_what_is_there_and_then_what_happens()
    {
        string ns = await cluster.NewNamespaceAsync();
        objects.Create(Sessions, Session(ns, "one"), "test");
        List<string> seen = [];
        await foreach (ObjectChange change in objects.WatchAsync(Sessions, TestContext.Current.CancellationToken))
        {
            if (change.Object["metadata"]!["namespace"]!.GetValue<string>() == ns)
            {
                seen.Add($"{change.Type} {change.Object["metadata"]!["name"]}");
                if (seen.Count == 1)
                {
                    objects.Create(Sessions, Session(ns, "two"), "test");
                    objects.UpdateStatus(Sessions, new(ns, "two"), value => value["status"] = new JsonObject { ["phase"] = "Running" }, "test");
                    objects.Delete(Sessions, new(ns, "one"));
                }
            }

            if (seen.Count == 4)
            {
                break;
            }
        }

        Assert.Equal(["Added one", "Added two", "Modified two", "Deleted one"], seen);
    }

    private static JsonObject Session(string ns, string name) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["spec"] = new JsonObject { ["session"] = "full", ["invoker"] = new JsonObject { ["apiGroup"] = KubeStashKinds.CoreGroup, ["kind"] = "BackupConfiguration", ["name"] = "x" } },
    };
}
