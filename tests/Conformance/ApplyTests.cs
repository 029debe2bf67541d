using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Conformance;

public sealed class ApplyTests(ConformanceServer server) : ConformanceTest(server)
{
    [Fact]
    public async Task An_apply_creates_what_is_missing_and_owns_what_it_names()
    {
        JsonObject applied = await ApplyAsync("first", 3);
        Assert.Equal("3", Note(applied));
        JsonNode entry = Assert.Single(applied["metadata"]!["managedFields"]!.AsArray())!;
        Assert.Equal(("first", "Apply"), (entry["manager"]!.GetValue<string>(), entry["operation"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_field_of_another_manager_is_a_conflict_that_names_field_and_owner_until_it_is_forced()
    {
        await ApplyAsync("first", 3);
        ApiStatus refused = await RefusedAsync(() => ApplyAsync("second", 4));

        Assert.Equal((409, "Conflict"), (refused.Code, refused.Reason));
        ApiStatusCause cause = Assert.Single(refused.Causes, cause => cause.Field == ".metadata.annotations.note");
        Assert.Equal("FieldManagerConflict", cause.Reason);
        Assert.Contains("\"first\"", cause.Message, StringComparison.Ordinal);

        JsonObject forced = await ApplyAsync("second", 4, force: true);
        Assert.Equal("4", Note(forced));
    }

    [Fact]
    public async Task A_value_two_managers_agree_on_is_no_conflict()
    {
        await ApplyAsync("first", 3);
        JsonObject agreed = await ApplyAsync("second", 3);
        Assert.Equal(2, agreed["metadata"]!["managedFields"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_field_no_longer_applied_by_its_only_owner_goes()
    {
        await ApplyAsync("first", 3);
        JsonObject less = await ApplyAsync("first", null);
        Assert.Equal("", Note(less));
        Assert.Equal("frequent-backup", Text(less, "spec", "session"));
    }

    private static string Note(JsonObject session) => Text(session, "metadata", "annotations", "note");

    // An annotation, since KubeStash's webhook lets nobody change the spec of a session.
    private Task<JsonObject> ApplyAsync(string manager, int? note, bool force = false)
    {
        JsonObject intent = NewSession("one");
        if (note is not null)
        {
            intent["metadata"]!["annotations"] = new JsonObject { ["note"] = note.Value.ToString(CultureInfo.InvariantCulture) };
        }

        return Client.PatchAsync(Sessions, Key("one"), Patch.Apply(intent), new() { FieldManager = manager, Force = force, StrictFieldValidation = false }, Token);
    }
}
