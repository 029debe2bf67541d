using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Storage;

namespace BackupConsole.Sandbox.Tests.ApiServer.Storage;

public sealed class StateLogTests : IDisposable
{
    private const string Kind = "configmaps";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_written_is_there_again_with_its_version()
    {
        long version = Write(1);
        ObjectStore again = Reopen(folder.Path, out StateLog log);
        using (log)
        {
            Assert.Equal(version, again.Version);
            Assert.Equal(["n-1", "n-2"], again.Read(Kind).Objects.In(null).Select(item => item.Key.Name));
            Assert.Equal("text 1 \u00fc\n", again.Find(Kind, new("a", "n-1"))!.Value["data"]!["x"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("{\"v\":99,\"k\":\"configmaps\",\"s\":\"a\",\"n\":\"torn\",\"o\":{\"meta")]
    [InlineData("{\"v\":99,\"k\":\"conf\n")]
    [InlineData("\0\0\0\0")]
    public void A_last_line_that_was_cut_off_is_dropped_and_writing_goes_on_after_it(string torn)
    {
        Write(1);
        string file = Directory.GetFiles(folder.Path, "*.log").Single();
        File.AppendAllText(file, torn);
        Write(5);
        ObjectStore again = Reopen(folder.Path, out StateLog log);
        log.Dispose();
        Assert.Equal(["n-1", "n-2", "n-5", "n-6"], again.Read(Kind).Objects.In(null).Select(item => item.Key.Name));
    }

    [Fact]
    public void A_snapshot_replaces_a_long_log_and_later_changes_follow_it()
    {
        (StateLog log, _, _) = StateLog.Open(folder.Path, TimeProvider.System, limit: 10);
        using (log)
        {
            ObjectStore store = new(TimeProvider.System, 1000, log);
            Put(store, "before");
            Assert.True(log.IsLong);
            log.Compact(store);
            Assert.False(log.IsLong);
            Put(store, "after");
        }

        Assert.Equal(["objects-000001.log", "objects-000001.snapshot"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        ObjectStore again = Reopen(folder.Path, out StateLog next);
        next.Dispose();
        Assert.Equal((2, 1002), (again.Read(Kind).Objects.Count, again.Version));
    }

    [Fact]
    public void A_kill_between_the_new_log_and_its_snapshot_loses_nothing()
    {
        using TemporaryFolder killed = new();
        (StateLog log, _, _) = StateLog.Open(folder.Path, TimeProvider.System);
        using (log)
        {
            ObjectStore store = new(TimeProvider.System, 1000, log);
            Put(store, "before");
            File.Copy(Path.Combine(folder.Path, "objects-000000.log"), Path.Combine(killed.Path, "objects-000000.log"));
            log.Compact(store);
            Put(store, "after");
            File.Copy(Path.Combine(folder.Path, "objects-000001.log"), Path.Combine(killed.Path, "objects-000001.log"));
            File.WriteAllText(Path.Combine(killed.Path, "objects-000001.snapshot.1.tmp"), "half");
        }

        ObjectStore again = Reopen(killed.Path, out StateLog next);
        next.Dispose();
        Assert.Equal(["after", "before"], again.Read(Kind).Objects.In(null).Select(item => item.Key.Name));
    }

    private long Write(int first)
    {
        ObjectStore store = Reopen(folder.Path, out StateLog log);
        using (log)
        {
            Put(store, $"n-{first}", $"text {first} \u00fc\n");
            Put(store, $"n-{first + 1}");
            StoredObject gone = Put(store, "gone");
            store.TryRemove(Kind, gone, Value("gone", ""));
            return store.Version;
        }
    }

    private static ObjectStore Reopen(string path, out StateLog log)
    {
        (log, IReadOnlyList<(string Kind, ObjectKey Key, StoredObject? Value)> kept, long version) = StateLog.Open(path, TimeProvider.System);
        ObjectStore store = new(TimeProvider.System, 1000, log);
        store.Load(kept, version);
        return store;
    }

    private static StoredObject Put(ObjectStore store, string name, string text = "") => store.TryPut(Kind, null, Value(name, text))!;

    private static JsonObject Value(string name, string text) =>
        new() { ["metadata"] = new JsonObject { ["namespace"] = "a", ["name"] = name, ["uid"] = name }, ["data"] = new JsonObject { ["x"] = text } };
}
