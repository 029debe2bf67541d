using System.Text.Json.Nodes;

namespace BackupConsole.Conformance.Comparison.Requests;

/// <summary>JSON, merge and strategic patches.</summary>
internal static class PatchRequests
{
    private const string JsonType = "application/json-patch+json";
    private const string MergeType = "application/merge-patch+json";
    private const string StrategicType = "application/strategic-merge-patch+json";

    public static ComparisonRequest Make(RequestSource source)
    {
        ComparedKind kind = source.Kind();
        string ns = source.Namespace(kind);
        string name = source.Existing(kind, ns);
        ComparisonRequest request = source.Below(10) switch
        {
            < 4 => Merge(source, kind, ns, name),
            < 8 => Json(source, kind, ns, name),
            _ => Strategic(source, kind, ns, name),
        };
        return source.Below(10) switch
        {
            0 => request with { Tag = request.Tag + "-dryrun", Query = "dryRun=All" },
            1 => request with { Query = source.Pick(["fieldManager=me", "fieldManager=you", "force=true", "fieldManager=me&force=false"]) },
            _ => request,
        };
    }

    private static ComparisonRequest Merge(RequestSource source, ComparedKind kind, string ns, string name)
    {
        JsonNode patch = kind.StrategicOnly ? Labels(source) : source.Pick(kind.Changes).DeepClone();
        string tag = "merge";
        switch (source.Below(14))
        {
            case < 4:
                break;
            case < 7:
                patch = Labels(source);
                break;
            case 7:
                tag += "-finalizers";
                patch = new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = source.Pick<JsonNode?>([new JsonArray("example.com/hold"), null, new JsonArray()])?.DeepClone() } };
                break;
            case 8:
                tag += "-version";
                patch["metadata"] = new JsonObject { ["resourceVersion"] = RequestSource.Own(source.Pick(["version", "older"]), kind, ns, name) };
                break;
            case 9:
                tag += "-fixed";
                patch = new JsonObject { ["metadata"] = source.Pick(FixedFields()).DeepClone() };
                break;
            case 10:
                tag += "-notjson";
                return About(tag, kind, ns, name, MergeType, BodyFaults.NotJson(source));
            case 11:
                tag += "-kind";
                patch = source.Pick<JsonNode>([new JsonObject { ["kind"] = "Other" }, new JsonObject { ["apiVersion"] = "v9" }, new JsonObject { ["kind"] = null }, new JsonObject { ["metadata"] = null }]).DeepClone();
                break;
            default:
                tag += "-bad-" + BodyFaults.Break(patch.AsObject(), source, kind.Custom);
                break;
        }

        return About(tag, kind, ns, name, MergeType, patch.ToJsonString());
    }

    private static ComparisonRequest Json(RequestSource source, ComparedKind kind, string ns, string name)
    {
        if (source.Chance(0.06))
        {
            return About("json-notjson", kind, ns, name, JsonType, BodyFaults.NotJson(source));
        }

        JsonArray operations = [];
        for (int i = 0; i <= source.Below(3); i++)
        {
            operations.Add(Operation(source, kind));
        }

        return About("json", kind, ns, name, JsonType, operations.ToJsonString());
    }

    private static JsonNode Operation(RequestSource source, ComparedKind kind) => source.Below(14) switch
    {
        0 => Op("test", "/metadata/labels/app", source.Pick(RequestSource.Apps)),
        1 => Op("test", "/metadata/name", "n-1"),
        2 => Op("add", "/metadata/labels", new JsonObject { ["app"] = source.Pick(RequestSource.Apps) }),
        3 => Op("add", "/metadata/labels/tier", "front"),
        4 => Op("replace", "/metadata/labels/app", source.Pick(RequestSource.Apps)),
        5 => new JsonObject { ["op"] = "remove", ["path"] = source.Pick(["/metadata/labels/app", "/metadata/labels", "/metadata/annotations", "/spec/nothing", "/metadata/finalizers/0"]) },
        6 => new JsonObject { ["op"] = source.Pick(["copy", "move"]), ["from"] = "/metadata/labels/app", ["path"] = source.Pick(["/metadata/labels/copied", "/metadata/annotations", "/nowhere/at/all"]) },
        7 => Op("add", "/metadata/annotations", new JsonObject { ["example.com~0x"] = "1", ["example.com/y"] = "2" }),
        8 => Op("add", "/metadata/annotations/example.com~1z", "3"),
        9 => Op(source.Pick(["jump", "", "Add"]), "/metadata/labels/app", "a"),
        10 => Op("replace", source.Pick(["metadata", "", "/", "/spec/-"]), "a"),
        11 => kind.Plural == "widgets" ? Op("add", source.Pick(["/spec/tags/-", "/spec/tags/0", "/spec/tags/9", "/spec/tags/x"]), source.Pick(["x", "new"])) : Op("test", "/metadata/generation", 1),
        12 => source.Pick<JsonNode>(["text", 5, new JsonObject(), new JsonObject { ["op"] = "add" }]).DeepClone(),
        _ => FromChange(source, kind),
    };

    private static JsonObject FromChange(RequestSource source, ComparedKind kind)
    {
        (string top, JsonNode? value) = source.Pick(kind.Changes).First();
        return value is JsonObject inner && inner.Count > 0 && !kind.StrategicOnly ? Op("add", $"/{top}/{inner.First().Key}", inner.First().Value?.DeepClone()) : Op("test", "/" + top, null);
    }

    private static ComparisonRequest Strategic(RequestSource source, ComparedKind kind, string ns, string name)
    {
        JsonNode patch = source.Below(6) switch
        {
            0 => Labels(source),
            1 => new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["$patch"] = source.Pick(["replace", "delete", "wrong"]), ["app"] = "a" } } },
            2 when source.Known.Find(kind, ns, name)?["metadata"]?["finalizers"] is not null => new JsonObject { ["metadata"] = new JsonObject { ["$deleteFromPrimitiveList/finalizers"] = new JsonArray("example.com/hold") } },
            3 => new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = new JsonArray("example.com/other") } },
            _ => source.Pick(kind.Changes).DeepClone(),
        };
        return About("strategic", kind, ns, name, StrategicType, patch.ToJsonString());
    }

    private static JsonObject Labels(RequestSource source) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["labels"] = source.Pick<JsonNode?>(
                [new JsonObject { ["app"] = "a" }, new JsonObject { ["app"] = "b", ["tier"] = null }, new JsonObject { ["tier"] = "back" }, null, new JsonObject { ["app"] = "bad value" }, new JsonObject { ["x"] = 5 }])?.DeepClone(),
        },
    };

    private static JsonObject[] FixedFields() =>
    [
        new() { ["name"] = "other" }, new() { ["namespace"] = "elsewhere" }, new() { ["uid"] = "00000000-0000-0000-0000-000000000009" }, new() { ["creationTimestamp"] = "2020-01-01T00:00:00Z" },
        new() { ["generation"] = 99 }, new() { ["deletionTimestamp"] = "2020-01-01T00:00:00Z" }, new() { ["creationTimestamp"] = null }, new() { ["uid"] = null }, new() { ["name"] = null },
        new() { ["generateName"] = "x-" }, new() { ["resourceVersion"] = null }, new() { ["managedFields"] = null }, new() { ["clusterName"] = 5 }, new() { ["uid"] = 5 },
    ];

    private static JsonObject Op(string op, string path, JsonNode? value) => new() { ["op"] = op, ["path"] = path, ["value"] = value };

    private static ComparisonRequest About(string tag, ComparedKind kind, string ns, string name, string type, string body) =>
        RequestSource.About(tag, HttpMethod.Patch, kind, ns, name) with { ContentType = type, Body = body };
}
