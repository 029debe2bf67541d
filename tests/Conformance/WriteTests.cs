using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Conformance;

public sealed class WriteTests(ConformanceServer server) : ConformanceTest(server)
{
    [Fact]
    public async Task A_created_object_can_be_read_back_whole()
    {
        JsonObject created = await CreateSessionAsync("one");
        JsonObject read = await Client.GetAsync(Sessions, Key("one"), Token);

        Assert.Equal(Text(created, "metadata", "uid"), Text(read, "metadata", "uid"));
        Assert.Equal("frequent-backup", Text(read, "spec", "session"));
        Assert.Equal("BackupSession", Text(read, "kind"));
        Assert.NotEmpty(Text(read, "metadata", "creationTimestamp"));
    }

    [Fact]
    public async Task An_object_without_a_name_is_named_from_its_generateName()
    {
        JsonObject session = NewSession("x");
        session["metadata"] = new JsonObject { ["generateName"] = "made-" };
        JsonObject created = await Client.CreateAsync(Sessions, Namespace, session, new(), Token);

        Assert.StartsWith("made-", Text(created, "metadata", "name"), StringComparison.Ordinal);
        Assert.True(Text(created, "metadata", "name").Length > "made-".Length);
    }

    [Fact]
    public async Task Creating_what_is_already_there_is_refused_as_AlreadyExists()
    {
        await CreateSessionAsync("one");
        ApiStatus refused = await RefusedAsync(() => CreateSessionAsync("one"));

        Assert.Equal((409, "AlreadyExists"), (refused.Code, refused.Reason));
        Assert.Contains("one", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_answers_as_if_and_stores_nothing()
    {
        JsonObject answer = await Client.CreateAsync(Sessions, Namespace, NewSession("one"), new() { DryRun = true }, Token);
        Assert.NotEmpty(Text(answer, "metadata", "uid"));

        ApiStatus refused = await RefusedAsync(() => Client.GetAsync(Sessions, Key("one"), Token));
        Assert.True(refused.IsNotFound);

        await CreateSessionAsync("two");
        await Client.DeleteAsync(Sessions, Key("two"), new() { DryRun = true }, Token);
        await Client.PatchAsync(Sessions, Key("two"), Noted("9"), new() { DryRun = true }, Token);
        Assert.Equal("", Note(await Client.GetAsync(Sessions, Key("two"), Token)));
    }

    [Fact]
    public async Task A_replacement_based_on_an_old_version_is_refused_as_a_conflict()
    {
        JsonObject old = await CreateSessionAsync("one");
        JsonObject current = await Client.PatchAsync(Sessions, Key("one"), Noted("5"), new(), Token);
        old["metadata"]!["annotations"] = new JsonObject { ["note"] = "7" };
        ApiStatus refused = await RefusedAsync(() => Client.ReplaceAsync(Sessions, Key("one"), old, new(), Token));
        Assert.Equal((409, "Conflict"), (refused.Code, refused.Reason));

        current["metadata"]!["annotations"]!["note"] = "7";
        JsonObject replaced = await Client.ReplaceAsync(Sessions, Key("one"), current, new(), Token);
        Assert.Equal("7", Note(replaced));
        Assert.NotEqual(Text(current, "metadata", "resourceVersion"), Text(replaced, "metadata", "resourceVersion"));
    }

    [Fact]
    public async Task A_merge_patch_changes_what_it_names_and_removes_what_it_nulls()
    {
        await CreateSessionAsync("one", session => session["metadata"]!["annotations"] = new JsonObject { ["note"] = "30m", ["kept"] = "yes" });
        JsonObject patched = await Client.PatchAsync(
            Sessions, Key("one"), Patch.Merge(new() { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["a/b"] = "c" }, ["annotations"] = new JsonObject { ["note"] = null } } }), new(), Token);

        Assert.Equal("c", Text(patched, "metadata", "labels", "a/b"));
        Assert.Equal("", Note(patched));
        Assert.Equal("yes", Text(patched, "metadata", "annotations", "kept"));
        Assert.Equal("frequent-backup", Text(patched, "spec", "session"));
    }

    [Fact]
    public async Task A_JSON_patch_is_done_whole_or_not_at_all()
    {
        await CreateSessionAsync("one", session => session["metadata"]!["annotations"] = new JsonObject { ["note"] = "1" });
        JsonObject patched = await Client.PatchAsync(
            Sessions,
            Key("one"),
            Patch.Json([Operation("test", "/spec/retryLeft", 1), Operation("replace", "/metadata/annotations/note", "4"), Operation("add", "/metadata/annotations/x~1y_z", "1")]),
            new(),
            Token);
        Assert.Equal("4", Note(patched));
        Assert.Equal("1", Text(patched, "metadata", "annotations", "x/y_z"));
        patched = await Client.PatchAsync(Sessions, Key("one"), Patch.Json([Operation("remove", "/metadata/annotations/x~1y_z", null)]), new(), Token);
        Assert.Equal("", Text(patched, "metadata", "annotations", "x/y_z"));

        ApiStatus refused = await RefusedAsync(() => Client.PatchAsync(
            Sessions, Key("one"), Patch.Json([Operation("replace", "/metadata/annotations/note", "8"), Operation("test", "/spec/session", "another")]), new(), Token));
        Assert.Equal(422, refused.Code);
        Assert.Equal("4", Note(await Client.GetAsync(Sessions, Key("one"), Token)));
    }

    [Fact]
    public async Task A_strategic_merge_patch_of_a_custom_resource_is_refused_as_an_unsupported_media_type()
    {
        await CreateSessionAsync("one");
        ApiStatus refused = await RefusedAsync(() => Client.PatchAsync(Sessions, Key("one"), new Patch("application/strategic-merge-patch+json", new JsonObject()), new(), Token));
        Assert.Equal(415, refused.Code);
    }

    [Fact]
    public async Task The_status_is_written_through_its_subresource_only()
    {
        await CreateSessionAsync("one", session => session["status"] = new JsonObject { ["phase"] = "Failed" });
        Assert.Null((await Client.GetAsync(Sessions, Key("one"), Token))["status"]);

        JsonObject running = await SetPhaseAsync("one", "Running");
        Assert.Equal("Running", Text(running, "status", "phase"));

        JsonObject viaSpec = await Client.PatchAsync(Sessions, Key("one"), Patch.Merge(new() { ["status"] = new JsonObject { ["phase"] = "Failed" } }), new(), Token);
        Assert.Equal("Running", Text(viaSpec, "status", "phase"));

        running = await Client.GetAsync(Sessions, Key("one"), Token, "status");
        running["status"]!["phase"] = "Succeeded";
        running["spec"]!["retryLeft"] = 99;
        JsonObject replaced = await Client.ReplaceAsync(Sessions, Key("one"), running, new(), Token, "status");
        Assert.Equal("Succeeded", Text(replaced, "status", "phase"));
        Assert.Equal("1", Text(replaced, "spec", "retryLeft"));
    }

    // An annotation, since KubeStash's webhook lets nobody change the spec of a session.
    private static Patch Noted(string note) => Patch.Merge(new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["note"] = note } } });

    private static string Note(JsonObject session) => Text(session, "metadata", "annotations", "note");

    private static JsonObject Operation(string op, string path, JsonNode? value) =>
        op == "remove" ? new() { ["op"] = op, ["path"] = path } : new() { ["op"] = op, ["path"] = path, ["value"] = value };
}
