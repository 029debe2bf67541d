using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BuiltInKinds = BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn.BuiltInKinds;

namespace BackupConsole.Sandbox.Tests.ApiServer.Storage;

public sealed class ObjectStoreTests
{
    private const string Kind = "configmaps";
    private static readonly KindDefinition Definition = BuiltInKinds.All.First(kind => kind.Resource.Id == Kind);
    private readonly ObjectStore store = new(TimeProvider.System, 1000);

    [Fact]
    public void Every_change_has_a_higher_version_than_the_one_before()
    {
        StoredObject one = Put("a", "one");
        StoredObject two = Put("a", "two");
        StoredObject changed = store.TryPut(Kind, one, Value("a", "one"))!;
        Assert.Equal([1001, 1002, 1003], [one.Version, two.Version, changed.Version]);
        Assert.Equal("1003", changed.Value["metadata"]!["resourceVersion"]!.GetValue<string>());
        Assert.Equal(1004, store.TryRemove(Kind, changed, Value("a", "one"))!.Version);
    }

    [Fact]
    public void A_write_based_on_another_object_than_the_present_one_changes_nothing()
    {
        StoredObject one = Put("a", "one");
        Assert.Null(store.TryPut(Kind, null, Value("a", "one")));
        StoredObject newer = store.TryPut(Kind, one, Value("a", "one"))!;
        Assert.Null(store.TryPut(Kind, one, Value("a", "one")));
        Assert.Null(store.TryRemove(Kind, one, Value("a", "one")));
        Assert.Same(newer, store.Find(Kind, new("a", "one")));
    }

    [Fact]
    public void A_list_goes_on_with_the_objects_of_the_version_it_began_at()
    {
        StoredObject[] made = [Put("a", "1"), Put("a", "2"), Put("b", "1"), Put("b", "2")];
        ListPage first = List(new(Limit: "2"));
        Assert.Equal(2, first.Remaining);
        store.TryRemove(Kind, made[2], Value("b", "1"));
        Put("a", "3");
        ListPage second = List(new(Limit: "5", Continue: first.Continue));
        Assert.Equal(["a/1", "a/2", "b/1", "b/2"], first.Items.Concat(second.Items).Select(item => item.Key.ToString()));
        Assert.Equal(first.Version, second.Version);
        Assert.Equal(["a/1", "a/2", "a/3", "b/2"], List(new()).Items.Select(item => item.Key.ToString()));
    }

    [Fact]
    public void A_token_older_than_the_history_is_refused_with_one_that_goes_on_with_the_present()
    {
        Put("a", "1");
        Put("a", "2");
        string token = List(new(Limit: "1")).Continue!;
        Churn();
        ContinueExpiredException expired = Assert.Throws<ContinueExpiredException>(() => List(new(Limit: "9", Continue: token)));
        Assert.Equal(["a/2", "z/churn"], List(new(Limit: "9", Continue: expired.Token)).Items.Select(item => item.Key.ToString()));
    }

    [Fact]
    public void A_version_can_be_listed_exactly_as_long_as_the_history_reaches()
    {
        Put("a", "1");
        long then = store.Version;
        Put("a", "2");
        Assert.Single(List(new(Text(then), "Exact")).Items);
        Assert.Equal(2, List(new(Text(then), "NotOlderThan")).Items.Count);
        Churn();
        Assert.Equal((410, "Expired"), Refused(() => List(new(Text(then), "Exact"))));
    }

    [Fact]
    public void A_version_that_is_not_there_yet_is_a_timeout_that_says_so()
    {
        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => List(new("999999999")));
        Assert.Equal((504, "Timeout"), (refused.Code, refused.Reason));
        Assert.Equal("ResourceVersionTooLarge", refused.Details!["causes"]![0]!["reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null, "Exact", 422)]
    [InlineData("0", "Exact", 422)]
    [InlineData("5", "Nonsense", 422)]
    [InlineData("five", null, 500)]
    public void A_nonsensical_version_is_refused(string? version, string? match, int code) => Assert.Equal(code, Refused(() => List(new(version, match))).Code);

    [Fact]
    public async Task A_watch_tells_the_changes_after_its_version_in_order()
    {
        StoredObject one = Put("a", "one");
        long from = store.Version;
        StoredObject two = Put("a", "two");
        using Subscription subscription = store.Subscribe(Kind, from)!;
        store.TryRemove(Kind, one, Value("a", "one"));
        List<string> seen = [];
        while (seen.Count < 2)
        {
            StoredChange change = (await subscription.Items.ReadAsync(TestContext.Current.CancellationToken)).Change!;
            seen.Add($"{change.Type} {change.Object.Key}");
        }

        Assert.Equal(["Added a/two", "Deleted a/one"], seen);
        Assert.Equal(two.Version + 1, store.Version);
    }

    [Fact]
    public void A_watch_from_before_the_history_is_refused()
    {
        long from = store.Version;
        Assert.NotNull(store.Subscribe(Kind, from));
        Assert.Null(store.Subscribe(Kind, from - 1));
        Churn();
        Assert.Null(store.Subscribe(Kind, from));
    }

    [Fact]
    public async Task A_watcher_that_does_not_read_is_cut_off_and_the_others_are_not()
    {
        using Subscription slow = store.Subscribe(Kind, null)!;
        Churn(Subscription.Capacity + 1);
        int seen = 0;
        await foreach (WatchItem item in slow.Items.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            seen += item.Change is null ? 0 : 1;
        }

        Assert.Equal(Subscription.Capacity, seen);
        using Subscription next = store.Subscribe(Kind, null)!;
        Put("a", "later");
        Assert.True(next.Items.TryRead(out WatchItem later));
        Assert.Equal(WatchEventType.Added, later.Change!.Type);
    }

    [Fact]
    public void Owners_and_uids_are_found_until_they_are_gone()
    {
        StoredObject owner = Put("a", "owner");
        JsonObject value = Value("a", "owned");
        value["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject { ["uid"] = owner.Uid, ["kind"] = "ConfigMap", ["name"] = "owner", ["apiVersion"] = "v1" });
        StoredObject owned = store.TryPut(Kind, null, value)!;
        Assert.Equal(new ObjectKey("a", "owned"), Assert.Single(store.DependentsOf(owner.Uid)).Key);
        Assert.Equal(owner.Key, store.FindUid(owner.Uid)!.Value.Key);
        store.TryRemove(Kind, owned, Value("a", "owned"));
        Assert.Empty(store.DependentsOf(owner.Uid));
        Assert.Null(store.FindUid(owned.Uid));
    }

    private ListPage List(ListRequest request) => ListReader.Read(store, Kind, new Selection(Definition, null, null, null), request);

    private static (int Code, string Reason) Refused(Action action)
    {
        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(action);
        return (refused.Code, refused.Reason);
    }

    private StoredObject Put(string ns, string name) => store.TryPut(Kind, store.Find(Kind, new(ns, name)), Value(ns, name))!;

    private void Churn(int times = ObjectCollection.HistoryLimit + 1)
    {
        for (int i = 0; i < times; i++)
        {
            Put("z", "churn");
        }
    }

    private static JsonObject Value(string ns, string name) => new() { ["metadata"] = new JsonObject { ["namespace"] = ns, ["name"] = name, ["uid"] = $"{ns}-{name}" } };

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
