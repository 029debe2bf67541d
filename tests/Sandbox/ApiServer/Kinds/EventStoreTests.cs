using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

/// <summary>Events are stored once and served in two forms.</summary>
public sealed class EventStoreTests(TestCluster cluster) : IAsyncLifetime
{
    private string ns = "";

    private string Core => $"/api/v1/namespaces/{ns}/events";

    private string Group => $"/apis/events.k8s.io/v1/namespaces/{ns}/events";

    public async ValueTask InitializeAsync() => ns = await cluster.NewNamespaceAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_event_of_the_new_form_is_read_in_the_old_one()
    {
        Answer made = await cluster.PostAsync(Group, NewForm("a"));
        Assert.True(made.Code == 201, made.Text);
        Assert.Equal(("events.k8s.io/v1", "hello"), (made.Body.Text("apiVersion"), made.Body.Text("note")));
        JsonNode core = (await cluster.GetAsync($"{Core}/a")).Body!;
        Assert.Equal(("v1", "Event", "hello", "pod-1", "test.io/controller", "2026-11-20T01:02:03.000004Z"),
            (core.Text("apiVersion"), core.Text("kind"), core.Text("message"), core.Text("involvedObject", "name"), core.Text("reportingComponent"), core.Text("eventTime")));
        Assert.Equal((2L, "2026-11-20T01:02:04.000005Z"), (core.Number("series", "count"), core.Text("series", "lastObservedTime")));
        Assert.Null(core.At("note"));
        Assert.Equal(made.Body.Text("metadata", "uid"), core.Text("metadata", "uid"));
        Assert.Equal(made.Body.Text("metadata", "resourceVersion"), core.Text("metadata", "resourceVersion"));
    }

    [Fact]
    public async Task An_event_of_the_old_form_is_read_in_the_new_one()
    {
        Answer made = await cluster.PostAsync(Core, OldForm("b"));
        Assert.True(made.Code == 201, made.Text);
        JsonNode group = (await cluster.GetAsync($"{Group}/b")).Body!;
        Assert.Equal(("events.k8s.io/v1", "old news", "pod-1", "kubelet", 3L, "2026-11-20T01:02:03Z", "2026-11-20T01:05:03Z"),
            (group.Text("apiVersion"), group.Text("note"), group.Text("regarding", "name"), group.Text("deprecatedSource", "component"), group.Number("deprecatedCount"),
            group.Text("deprecatedFirstTimestamp"), group.Text("deprecatedLastTimestamp")));
        Assert.Null(group.At("message"));
    }

    [Fact]
    public async Task There_is_one_event_of_a_name()
    {
        await cluster.PostAsync(Core, OldForm("b"));
        Answer again = await cluster.PostAsync(Group, NewForm("b"));
        Assert.Equal((409, "AlreadyExists", "events.events.k8s.io \"b\" already exists"), (again.Code, again.Reason, again.Message));
        Assert.Equal(200, (await cluster.DeleteAsync($"{Group}/b")).Code);
        Assert.Equal(404, (await cluster.GetAsync($"{Core}/b")).Code);
    }

    [Fact]
    public async Task Lists_have_all_events_in_the_form_asked_for()
    {
        await cluster.PostAsync(Core, OldForm("b"));
        await cluster.PostAsync(Group, NewForm("a"));
        JsonNode core = (await cluster.GetAsync(Core)).Body!;
        JsonNode group = (await cluster.GetAsync(Group)).Body!;
        Assert.Equal(["a hello", "b old news"], core.Objects("items").Select(item => $"{item.Text("metadata", "name")} {item.Text("message")}"));
        Assert.Equal(["a hello", "b old news"], group.Objects("items").Select(item => $"{item.Text("metadata", "name")} {item.Text("note")}"));
        Assert.Equal(("v1", "events.k8s.io/v1"), (core.Text("apiVersion"), group.Text("apiVersion")));
        Assert.All(group.Objects("items"), item => Assert.Null(item["apiVersion"]));
        foreach (string path in (string[])[Core, Group])
        {
            JsonNode table = (await cluster.GetAsync(path, "application/json;as=Table;g=meta.k8s.io;v=v1")).Body!;
            Assert.Equal(["hello", "old news"], table.Objects("rows").Select(row => row["cells"]![6]!.GetValue<string>()));
            Assert.Equal(["pod/pod-1", "pod/pod-1"], table.Objects("rows").Select(row => row["cells"]![3]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task Each_form_is_selected_by_its_own_fields()
    {
        await cluster.PostAsync(Core, OldForm("b"));
        await cluster.PostAsync(Group, NewForm("a"));
        await cluster.PostAsync(Group, Changed(NewForm("c"), value => value["regarding"]!["name"] = "pod-2"));
        Assert.Equal(["a", "b"], await NamesAsync($"{Group}?fieldSelector=regarding.name=pod-1"));
        Assert.Equal(["c"], await NamesAsync($"{Core}?fieldSelector=involvedObject.name=pod-2"));
        Assert.Equal(["a", "c"], await NamesAsync($"{Group}?fieldSelector=reportingController=test.io/controller"));
        Assert.Equal(["a", "c"], await NamesAsync($"{Core}?fieldSelector=reportingComponent=test.io/controller"));
        Assert.Equal(400, (await cluster.GetAsync($"{Group}?fieldSelector=involvedObject.name=pod-1")).Code);
        Answer deleted = await cluster.DeleteAsync($"{Group}?fieldSelector=regarding.name=pod-1");
        Assert.Equal(["a", "b"], deleted.Body.Objects("items").Select(item => item.TextOrEmpty("metadata", "name")));
        Assert.Equal(["c"], await NamesAsync(Core));
    }

    [Fact]
    public async Task Each_form_changes_the_same_event()
    {
        await cluster.PostAsync(Group, NewForm("a"));
        Answer patched = await cluster.MergeAsync($"{Core}/a", new JsonObject { ["message"] = "changed", ["series"] = new JsonObject { ["count"] = 7 } });
        Assert.Equal((200, "changed"), (patched.Code, patched.Body.Text("message")));
        JsonNode group = (await cluster.GetAsync($"{Group}/a")).Body!;
        Assert.Equal(("changed", 7L), (group.Text("note"), group.Number("series", "count")));
        patched = await cluster.MergeAsync($"{Group}/a", new JsonObject { ["note"] = "again", ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["x"] = "y" } } });
        Assert.True(patched.Code == 200, patched.Text);
        JsonNode core = (await cluster.GetAsync($"{Core}/a")).Body!;
        Assert.Equal(("again", "y"), (core.Text("message"), core.Text("metadata", "labels", "x")));
        Answer same = await cluster.MergeAsync($"{Group}/a", new JsonObject { ["note"] = "again" });
        Assert.Equal(core.Text("metadata", "resourceVersion"), same.Body.Text("metadata", "resourceVersion"));
        JsonObject whole = same.Body!.DeepClone().AsObject();
        whole["note"] = "whole";
        Answer replaced = await cluster.SendAsync(HttpMethod.Put, $"{Group}/a", whole);
        Assert.True(replaced.Code == 200, replaced.Text);
        Assert.Equal("whole", (await cluster.GetAsync($"{Core}/a")).Body.Text("message"));
        Assert.Equal(200, (await cluster.DeleteAsync($"{Core}/a")).Code);
    }

    [Fact]
    public async Task Fields_have_owners_whichever_form_they_were_written_in()
    {
        await cluster.PostAsync(Group, NewForm("a"));
        await cluster.MergeAsync($"{Core}/a?fieldManager=other", new JsonObject { ["message"] = "changed" });
        JsonNode core = (await cluster.GetAsync($"{Core}/a")).Body!;
        Assert.Equal(["other v1", "tests events.k8s.io/v1"], core.Objects("metadata", "managedFields").Select(entry => $"{entry.Text("manager")} {entry.Text("apiVersion")}").Order(StringComparer.Ordinal));
        JsonObject apply = new() { ["apiVersion"] = "v1", ["kind"] = "Event", ["message"] = "applied" };
        Answer refused = await cluster.SendAsync(HttpMethod.Patch, $"{Core}/a?fieldManager=third", apply, "application/apply-patch+yaml");
        Assert.Equal(409, refused.Code);
        Answer forced = await cluster.SendAsync(HttpMethod.Patch, $"{Core}/a?fieldManager=third&force=true", apply, "application/apply-patch+yaml");
        Assert.True(forced.Code == 200, forced.Text);
        Assert.Equal("applied", (await cluster.GetAsync($"{Group}/a")).Body.Text("note"));
    }

    [Fact]
    public async Task A_watch_shows_events_of_either_form_in_its_own()
    {
        string version = (await cluster.GetAsync(Core)).Body.TextOrEmpty("metadata", "resourceVersion");
        await cluster.PostAsync(Group, NewForm("a"));
        await cluster.PostAsync(Core, OldForm("b"));
        await cluster.DeleteAsync($"{Core}/a");
        using HttpClient client = TestCluster.Connect(cluster.Cluster);
        foreach ((string path, string apiVersion, string field) in ((string, string, string)[])[(Core, "v1", "message"), (Group, "events.k8s.io/v1", "note")])
        {
            string text = await client.GetStringAsync($"{path}?watch=1&resourceVersion={version}&timeoutSeconds=1", TestContext.Current.CancellationToken);
            JsonNode[] changes = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
            Assert.Equal(["ADDED a hello", "ADDED b old news", "DELETED a hello"], changes.Select(change => $"{change.Text("type")} {change.Text("object", "metadata", "name")} {change.Text("object", field)}"));
            Assert.All(changes, change => Assert.Equal(apiVersion, change.Text("object", "apiVersion")));
        }
    }

    [Fact]
    public async Task Rights_on_one_form_are_none_on_the_other()
    {
        string role = $"events-{ns}";
        await cluster.PostAsync($"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles", JsonNode.Parse($$"""{"metadata":{"name":"{{role}}"},"rules":[{"apiGroups":["events.k8s.io"],"resources":["events"],"verbs":["get","list","watch"]}]}""")!);
        await cluster.PostAsync($"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings", JsonNode.Parse($$"""{"metadata":{"name":"{{role}}"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"{{role}}"},"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"nobody"}]}""")!);
        Assert.Equal(200, (await cluster.GetAsync(Group, user: "nobody")).Code);
        Answer refused = await cluster.GetAsync(Core, user: "nobody");
        Assert.Equal(403, refused.Code);
        Assert.Contains("cannot list resource \"events\" in API group \"\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_events_have_to_be_complete()
    {
        Answer refused = await cluster.PostAsync(Group, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "bare" } });
        Assert.Equal(422, refused.Code);
        string[] fields = [.. refused.Body.Objects("details", "causes").Select(cause => cause.TextOrEmpty("field"))];
        Assert.Equal(["action", "eventTime", "involvedObject.namespace", "reason", "reportingController", "reportingInstance", "type"], fields.Order(StringComparer.Ordinal));
        refused = await cluster.PostAsync(Group, Changed(NewForm("old"), value => value["deprecatedCount"] = 3));
        Assert.Equal((422, "count"), (refused.Code, refused.Body.Objects("details", "causes").Single().Text("field")));
        refused = await cluster.PostAsync(Core, Changed(OldForm("elsewhere"), value => value["involvedObject"]!["namespace"] = "elsewhere"));
        Assert.Contains("does not match event.namespace", refused.Message, StringComparison.Ordinal);
    }

    private async Task<string[]> NamesAsync(string path) => [.. (await cluster.GetAsync(path)).Body.Objects("items").Select(item => item.TextOrEmpty("metadata", "name"))];

    private static JsonObject Changed(JsonObject value, Action<JsonObject> change)
    {
        change(value);
        return value;
    }

    private JsonObject NewForm(string name) => JsonNode.Parse($$"""
        {
          "metadata": { "name": "{{name}}" }, "eventTime": "2026-11-20T01:02:03.000004Z", "reportingController": "test.io/controller", "reportingInstance": "one",
          "action": "Doing", "reason": "Done", "type": "Normal", "note": "hello", "regarding": { "apiVersion": "v1", "kind": "Pod", "name": "pod-1", "namespace": "{{ns}}" },
          "series": { "count": 2, "lastObservedTime": "2026-11-20T01:02:04.000005Z" }
        }
        """)!.AsObject();

    private JsonObject OldForm(string name) => JsonNode.Parse($$"""
        {
          "metadata": { "name": "{{name}}" }, "involvedObject": { "apiVersion": "v1", "kind": "Pod", "name": "pod-1", "namespace": "{{ns}}" }, "reason": "Old", "type": "Warning", "message": "old news",
          "count": 3, "source": { "component": "kubelet" }, "firstTimestamp": "2026-11-20T01:02:03Z", "lastTimestamp": "2026-11-20T01:05:03Z"
        }
        """)!.AsObject();
}
