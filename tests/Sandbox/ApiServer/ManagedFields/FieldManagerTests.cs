using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.ManagedFields;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.Tests.ApiServer.Schemas;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests.ApiServer.ManagedFields;

public class FieldManagerTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly FieldManager manager;

    public FieldManagerTests()
    {
        manager = new(SchemaTestData.Widget, clock);
    }

    [Fact]
    public void A_create_owns_every_leaf_but_identity()
    {
        JsonObject value = Created(
            """{ "text": "abc", "target": { "name": "a" }, "tags": [ "t" ], "parts": [ { "name": "p", "zone": "z", "size": 1 } ], "names": [ "n" ], "free": { "x": { "y": [ 1 ] } } }""",
            """{ "name": "x", "labels": { "a": "b" }, "finalizers": [ "a/b" ], "ownerReferences": [ { "apiVersion": "v1", "kind": "A", "name": "b", "uid": "c" } ] }""");

        JsonNode entry = Assert.Single(Entries(value))!;
        Assert.Equal(
            """{"f:metadata":{"f:finalizers":{".":{},"v:\"a/b\"":{}},"f:labels":{".":{},"f:a":{}},"f:ownerReferences":{".":{},"k:{\"uid\":\"c\"}":{}}},"f:spec":{".":{},"f:free":{".":{},"f:x":{".":{},"f:y":{}}},"f:names":{},"f:parts":{".":{},"k:{\"name\":\"p\",\"zone\":\"z\"}":{".":{},"f:name":{},"f:size":{},"f:zone":{}}},"f:tags":{".":{},"v:\"t\"":{}},"f:target":{},"f:text":{}}}""",
            Fields(entry));
        Assert.Equal("""{"apiVersion":"writes.example.com/v1","fieldsType":"FieldsV1","manager":"creator","operation":"Update","time":"2026-01-05T12:00:00Z"}""", Head(entry));
    }

    [Fact]
    public void An_update_takes_only_what_it_changes()
    {
        JsonObject live = Created("""{ "text": "abc", "count": 1 }""");
        clock.Advance(TimeSpan.FromMinutes(1));
        JsonObject value = live.DeepClone().AsObject();
        value["spec"]!["count"] = 2;
        manager.Update(live, value, new("editor"));

        JsonArray entries = Entries(value);
        Assert.Equal(2, entries.Count);
        Assert.Equal("""{"f:spec":{".":{},"f:text":{}}}""", Fields(entries[0]!));
        Assert.Equal("""{"f:spec":{"f:count":{}}}""", Fields(entries[1]!));
        Assert.Equal("2026-01-05T12:01:00Z", entries[1]!["time"]!.GetValue<string>());
    }

    [Fact]
    public void An_update_without_a_change_leaves_the_list_and_its_times()
    {
        JsonObject live = Created("""{ "text": "abc" }""");
        clock.Advance(TimeSpan.FromMinutes(1));
        JsonObject value = live.DeepClone().AsObject();
        value["metadata"]!.AsObject().Remove("managedFields");
        manager.Update(live, value, new("creator"));

        Assert.True(JsonNode.DeepEquals(live, value));
    }

    [Fact]
    public void Status_is_owned_under_its_subresource_and_only_there()
    {
        JsonObject live = Created("""{ "text": "abc" }""");
        JsonObject value = live.DeepClone().AsObject();
        value["status"] = new JsonObject { ["phase"] = "Ready" };
        manager.Update(live, value, new("operator", "status", FieldSet.OfFields("spec", "metadata")));

        JsonNode entry = Entries(value)[1]!;
        Assert.Equal(("operator", "status"), (entry["manager"]!.GetValue<string>(), entry["subresource"]!.GetValue<string>()));
        Assert.Equal("""{"f:status":{".":{},"f:phase":{}}}""", Fields(entry));
    }

    [Fact]
    public void A_list_of_one_empty_entry_resets_and_an_empty_list_does_not()
    {
        JsonObject live = Created("""{ "text": "abc" }""");
        JsonObject reset = live.DeepClone().AsObject();
        reset["metadata"]!["managedFields"] = new JsonArray(new JsonObject());
        JsonObject emptied = live.DeepClone().AsObject();
        emptied["metadata"]!["managedFields"] = new JsonArray();

        manager.Update(live, reset, new("editor"));
        manager.Update(live, emptied, new("editor"));

        Assert.False(reset["metadata"]!.AsObject().ContainsKey("managedFields"));
        Assert.True(JsonNode.DeepEquals(live, emptied));
    }

    [Fact]
    public void After_a_reset_updates_are_not_tracked_until_someone_applies()
    {
        JsonObject live = SchemaTestData.NewWidget("""{ "text": "abc" }""");
        JsonObject value = SchemaTestData.NewWidget("""{ "text": "abd" }""");
        manager.Update(live, value, new("editor"));
        Assert.False(value["metadata"]!.AsObject().ContainsKey("managedFields"));

        JsonObject applied = manager.Apply(value, Config("""{ "count": 1 }"""), new("applier"), false);

        Assert.Equal(["applier", "before-first-apply"], Entries(applied).Select(entry => entry!["manager"]!.GetValue<string>()));
    }

    [Fact]
    public void Apply_creates_an_object()
    {
        JsonObject value = manager.Apply(null, Config("""{ "text": "abc", "limits": { "cpu": 1 } }"""), new("applier"), false);

        JsonNode entry = Assert.Single(Entries(value))!;
        Assert.Equal("Apply", entry["operation"]!.GetValue<string>());
        Assert.Equal("""{"f:spec":{"f:limits":{"f:cpu":{}},"f:text":{}}}""", Fields(entry));
    }

    [Fact]
    public void One_conflict_is_worded_in_one_line()
    {
        JsonObject live = Created("""{ "text": "abc" }""");

        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => manager.Apply(live, Config("""{ "text": "abd" }"""), new("applier"), false));

        Assert.Equal((409, "Conflict", "Apply failed with 1 conflict: conflict with \"creator\" using writes.example.com/v1: .spec.text"), (refused.Code, refused.Reason, refused.Message));
        Assert.Equal("""[{"reason":"FieldManagerConflict","message":"conflict with \"creator\" using writes.example.com/v1","field":".spec.text"}]""", refused.Details!["causes"]!.ToJsonString(CanonicalJson.Plain));
    }

    [Fact]
    public void Several_conflicts_are_listed_by_manager()
    {
        JsonObject live = Created("""{ "text": "abc", "count": 1, "parts": [ { "name": "p", "zone": "z", "size": 1 } ] }""");
        live = manager.Apply(live, Config("""{ "code": "a-1" }"""), new("other"), false);

        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(
            () => manager.Apply(live, Config("""{ "text": "x", "count": 2, "code": "b-2", "parts": [ { "name": "p", "zone": "z", "size": 2 } ] }"""), new("applier"), false));

        Assert.Equal(
            "Apply failed with 4 conflicts: conflicts with \"creator\" using writes.example.com/v1:\n- .spec.count\n- .spec.text\n- .spec.parts[name=\"p\",zone=\"z\"].size\nconflicts with \"other\":\n- .spec.code",
            refused.Message);
    }

    [Fact]
    public void Force_takes_the_fields_and_the_same_value_is_shared()
    {
        JsonObject live = Created("""{ "text": "abc", "count": 1 }""");

        JsonObject value = manager.Apply(live, Config("""{ "text": "abd", "count": 1 }"""), new("applier"), true);

        Assert.Equal("abd", value["spec"]!["text"]!.GetValue<string>());
        Assert.Equal("""{"f:spec":{"f:count":{},"f:text":{}}}""", Fields(Entries(value)[0]!));
        Assert.Equal("""{"f:spec":{".":{},"f:count":{}}}""", Fields(Entries(value)[1]!));
    }

    [Fact]
    public void What_is_no_longer_applied_goes_unless_others_own_it()
    {
        JsonObject value = manager.Apply(null, Config("""{ "text": "abc", "count": 1, "tags": [ "a", "b" ], "parts": [ { "name": "p" }, { "name": "q" } ], "limits": { "cpu": 1 } }"""), new("one"), false);
        value = manager.Apply(value, Config("""{ "count": 1, "tags": [ "b", "c" ], "parts": [ { "name": "q", "size": 5 } ] }"""), new("two"), false);

        value = manager.Apply(value, Config("""{ "code": "a-1" }"""), new("one"), false);

        Assert.Equal("""{"count":1,"tags":["b","c"],"parts":[{"name":"q","size":5}],"code":"a-1"}""", value["spec"]!.ToJsonString());
    }

    [Fact]
    public void The_last_label_takes_the_map_with_it()
    {
        JsonObject value = manager.Apply(null, Config("{}", """{ "name": "x", "labels": { "a": "b" } }"""), new("one"), false);

        value = manager.Apply(value, Config("""{ "count": 1 }"""), new("one"), false);

        Assert.False(value["metadata"]!.AsObject().ContainsKey("labels"));
    }

    [Fact]
    public void An_apply_of_the_same_changes_nothing_not_even_the_time()
    {
        JsonObject once = manager.Apply(null, Config("""{ "text": "abc" }"""), new("one"), false);
        clock.Advance(TimeSpan.FromHours(1));

        JsonObject twice = manager.Apply(once, Config("""{ "text": "abc" }"""), new("one"), false);

        Assert.True(JsonNode.DeepEquals(once, twice), twice.ToJsonString());
    }

    [Fact]
    public void An_owner_of_an_object_without_parts_of_its_own_gets_them_as_real_servers_do()
    {
        // Recorded from a real server: after a forced apply took everything below spec, the updater still owns spec itself.
        JsonObject live = Created("""{ "text": "abc", "count": 1 }""");
        JsonObject applied = manager.Apply(live, Config("""{ "text": "b", "count": 4 }"""), new("ap"), true);
        Assert.Equal("""{"f:spec":{}}""", Fields(Entries(applied)[1]!));

        JsonObject emptied = manager.Apply(applied, Config("""{}""", """{ "name": "x", "labels": { "l": "1" } }"""), new("ap"), true);

        Assert.Equal("""{"f:spec":{".":{},"f:count":{},"f:text":{}}}""", Fields(Entries(emptied)[1]!));
        Assert.Equal("""{"text":"b","count":4}""", emptied["spec"]!.ToJsonString());
    }

    [Fact]
    public void Lists_keep_the_order_of_the_configuration_and_the_place_of_the_rest()
    {
        JsonObject live = Created("""{ "tags": [ "a", "b", "c" ] }""");

        JsonObject value = manager.Apply(live, Config("""{ "tags": [ "c", "x", "a" ] }"""), new("one"), false);

        Assert.Equal(["a", "b", "c", "x"], value["spec"]!["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()).Order(StringComparer.Ordinal));
        string order = string.Concat(value["spec"]!["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));
        Assert.True(order.IndexOf('c', StringComparison.Ordinal) < order.IndexOf('x', StringComparison.Ordinal) && order.IndexOf('x', StringComparison.Ordinal) < order.IndexOf('a', StringComparison.Ordinal), order);
    }

    [Theory]
    [InlineData("""{ "foo": 1 }""", ".spec.foo: field not declared in schema")]
    [InlineData("""{ "count": "a" }""", ".spec.count: expected numeric (int or float), got &{\"a\"}")]
    [InlineData("""{ "tags": [ "a", "a" ] }""", ".spec.tags: duplicate entries for key [=\"a\"]")]
    public void A_configuration_the_schema_does_not_fit_is_refused_without_a_reason(string spec, string words)
    {
        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => manager.Apply(null, Config(spec), new("one"), false));

        Assert.Equal((500, ""), (refused.Code, refused.Reason));
        Assert.Equal($"failed to create typed patch object (demo/x; writes.example.com/v1, Kind=Widget): {words}", refused.Message);
    }

    [Fact]
    public void A_configuration_of_another_version_or_with_owners_is_a_bad_request()
    {
        JsonObject other = Config("{}");
        other["apiVersion"] = "v1";
        JsonObject owned = Config("{}");
        owned["metadata"]!["managedFields"] = new JsonArray();

        Assert.Equal("Incorrect version specified in apply patch. Specified patch version: v1, expected: writes.example.com/v1", Assert.Throws<WriteRefusedException>(() => manager.Apply(null, other, new("a"), false)).Message);
        Assert.Equal("metadata.managedFields must be nil", Assert.Throws<WriteRefusedException>(() => manager.Apply(null, owned, new("a"), false)).Message);
    }

    [Fact]
    public void The_oldest_updaters_become_one()
    {
        JsonObject live = Created("""{ "settings": { "s": "0" } }""");
        for (int i = 0; i < 14; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            JsonObject next = live.DeepClone().AsObject();
            next["spec"]!["settings"]![$"s{i}"] = "v";
            manager.Update(live, next, new(string.Create(CultureInfo.InvariantCulture, $"m{i:00}")));
            live = next;
        }

        string[] names = [.. Entries(live).Select(entry => entry!["manager"]!.GetValue<string>())];
        Assert.Equal(["ancient-changes", "m05", "m06", "m07", "m08", "m09", "m10", "m11", "m12", "m13"], names);
        Assert.Contains("\"f:s4\"", Fields(Entries(live)[0]!), StringComparison.Ordinal);
    }

    [Fact]
    public void Server_side_apply_by_kubectl_succeeds_its_client_side_apply()
    {
        const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
        JsonObject config = Config("""{ "text": "abc", "count": 1 }""");
        JsonObject live = config.DeepClone().AsObject();
        live["metadata"]!["annotations"] = new JsonObject { [Annotation] = config.ToJsonString() };
        manager.Create(live, new FieldWrite("kubectl-client-side-apply"));
        JsonObject changed = Config("""{ "text": "new", "count": 1 }""");

        Assert.Throws<WriteRefusedException>(() => manager.Apply(live, changed, new("other"), false));
        JsonObject value = manager.Apply(live, changed, new("kubectl"), false);

        Assert.Equal("new", value["spec"]!["text"]!.GetValue<string>());
        Assert.Equal(changed.ToJsonString() + "\n", value["metadata"]!["annotations"]![Annotation]!.GetValue<string>());
    }

    [Fact]
    public void Server_side_apply_by_kubectl_does_not_take_what_others_changed_since()
    {
        JsonObject config = Config("""{ "text": "abc", "count": 1 }""");
        JsonObject live = config.DeepClone().AsObject();
        live["metadata"]!["annotations"] = new JsonObject { ["kubectl.kubernetes.io/last-applied-configuration"] = config.ToJsonString() };
        manager.Create(live, new FieldWrite("kubectl-client-side-apply"));
        JsonObject edited = live.DeepClone().AsObject();
        edited["spec"]!["text"] = "mine";
        manager.Update(live, edited, new("editor"));

        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => manager.Apply(edited, Config("""{ "text": "new" }"""), new("kubectl"), false));

        Assert.Contains("conflict with \"editor\"", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mine", "kubectl/v1.31", "mine")]
    [InlineData("", "kubectl-edit/v1.31 (linux/amd64)", "kubectl-edit")]
    [InlineData(null, "Mozilla", "Mozilla")]
    [InlineData(null, null, "")]
    public void Managers_are_named_by_parameter_or_user_agent(string? parameter, string? agent, string name)
    {
        Assert.Equal(name, ManagerId.NameOf(parameter, agent));
    }

    [Fact]
    public void Applying_twice_is_applying_once() => JsonSamples.ForAll(random =>
    {
        JsonObject live = JsonSamples.TypedWidget(random);
        JsonObject? start = random.Next(2) == 0 ? null : live;
        JsonObject config = JsonSamples.TypedWidget(random);
        JsonObject once = manager.Apply(start, config, new("one"), true);
        JsonObject twice = manager.Apply(once, config, new("one"), true);

        Assert.True(JsonTypes.Equal(once["spec"], twice["spec"]), $"{once.ToJsonString()}\n{twice.ToJsonString()}");
        Assert.True(JsonTypes.Equal(EntryOf(once, "one"), EntryOf(twice, "one")));
        // The updater may get the parts of an object it was left with (see the test of that); after that nothing moves any more.
        Assert.True(JsonTypes.Equal(twice, manager.Apply(twice, config, new("one"), true)));
    });

    [Fact]
    public void Managers_of_different_fields_both_own_theirs() => JsonSamples.ForAll(random =>
    {
        JsonObject both = JsonSamples.TypedWidget(random);
        both["metadata"]!.AsObject().Remove("labels");
        JsonObject first = both.DeepClone().AsObject();
        JsonObject second = both.DeepClone().AsObject();
        foreach (string field in both["spec"]!.AsObject().Select(pair => pair.Key).ToArray())
        {
            (random.Next(2) == 0 ? first : second)["spec"]!.AsObject().Remove(field);
        }

        // An empty spec would claim spec itself.
        first["spec"]!["text"] = "one";
        second["spec"]!.AsObject().Remove("text");
        second["spec"]!["code"] = "two";
        first["spec"]!.AsObject().Remove("code");

        JsonObject value = manager.Apply(manager.Apply(null, first, new("one"), false), second, new("two"), false);

        foreach ((string name, JsonObject config) in new[] { ("one", first), ("two", second) })
        {
            JsonNode? entry = EntryOf(value, name);
            foreach ((string field, JsonNode? expected) in config["spec"]!.AsObject())
            {
                if (expected is not JsonArray { Count: 0 })
                {
                    Assert.True(entry!["fieldsV1"]!["f:spec"]!.AsObject().ContainsKey($"f:{field}"), value.ToJsonString());
                }

                Assert.True(JsonTypes.Equal(expected, value["spec"]![field]));
            }
        }

        // When the first applies nothing any more, its fields go and the second's stay.
        first.Remove("spec");
        JsonObject left = manager.Apply(value, first, new("one"), false);
        Assert.Equal(
            second["spec"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal),
            (left["spec"] as JsonObject ?? []).Where(pair => pair.Value is not JsonArray { Count: 0 } || second["spec"]!.AsObject().ContainsKey(pair.Key)).Select(pair => pair.Key).Order(StringComparer.Ordinal));
    });

    private JsonObject Created(string spec, string metadata = """{ "name": "x", "namespace": "demo" }""")
    {
        JsonObject value = SchemaTestData.NewWidget(spec, metadata);
        manager.Create(value, new FieldWrite("creator"));
        return value;
    }

    private static JsonObject Config(string spec, string metadata = """{ "name": "x", "namespace": "demo" }""") => SchemaTestData.NewWidget(spec, metadata);

    private static JsonArray Entries(JsonObject value) => value["metadata"]!["managedFields"] as JsonArray ?? [];

    private static JsonNode? EntryOf(JsonObject value, string name) => Entries(value).SingleOrDefault(entry => entry!["manager"]!.GetValue<string>() == name);

    private static string Fields(JsonNode entry) => entry["fieldsV1"]!.ToJsonString(CanonicalJson.Plain);

    private static string Head(JsonNode entry)
    {
        JsonObject head = entry.DeepClone().AsObject();
        head.Remove("fieldsV1");
        return head.ToJsonString();
    }
}
