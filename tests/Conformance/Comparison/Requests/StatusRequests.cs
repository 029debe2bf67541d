using System.Text.Json.Nodes;

namespace BackupConsole.Conformance.Comparison.Requests;

/// <summary>Writes and reads of the status subresource, and of scales.</summary>
internal static class StatusRequests
{
    public static ComparisonRequest Make(RequestSource source)
    {
        ComparedKind kind = source.Chance(0.93) ? source.Kind(kind => kind.HasStatus) : source.Kind(kind => !kind.HasStatus);
        string ns = source.Namespace(kind);
        string name = source.Existing(kind, ns);
        JsonObject status = kind.Statuses.Length > 0 ? source.Pick(kind.Statuses).DeepClone().AsObject() : new JsonObject { ["phase"] = "x" };
        switch (source.Below(10))
        {
            case < 3:
                return Put(source, kind, ns, name, status);
            case < 6:
                return Patch("status-merge", "application/merge-patch+json", new JsonObject { ["status"] = status });
            case 6:
                JsonObject both = new() { ["status"] = status, ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = "z" } }, ["spec"] = new JsonObject { ["size"] = 9 } };
                return Patch("status-merge-more", "application/merge-patch+json", both);
            case 7:
                return RequestSource.About("status-get", HttpMethod.Get, kind, ns, name, "status");
            case 8:
                return Patch("status-bad", "application/merge-patch+json", new JsonObject { ["status"] = source.Pick<JsonNode>(["text", 3, new JsonArray(), new JsonObject { ["phase"] = 5 }, new JsonObject { ["phase"] = "Nowhere" }]).DeepClone() });
            default:
                return kind.Plural == "widgets" ? Scale(source, kind, ns, name) : Patch("status-json", "application/json-patch+json", new JsonArray(new JsonObject { ["op"] = "add", ["path"] = "/status", ["value"] = status }));
        }

        ComparisonRequest Patch(string tag, string type, JsonNode body) =>
            RequestSource.About(tag, HttpMethod.Patch, kind, ns, name, "status") with { Body = body.ToJsonString(), ContentType = type };
    }

    private static ComparisonRequest Put(RequestSource source, ComparedKind kind, string ns, string name, JsonObject status)
    {
        JsonObject body = ReplaceRequests.Current(source, kind, ns, name);
        body["status"] = status;
        string tag = "status-put";
        switch (source.Below(5))
        {
            case 0:
                // Only the status is taken.
                ReplaceRequests.Change(source, kind, body);
                tag += "-more";
                break;
            case 1:
                body["metadata"]!["resourceVersion"] = RequestSource.Own("older", kind, ns, name);
                tag += "-stale";
                break;
            case 2:
                body["metadata"]!.AsObject().Remove("resourceVersion");
                tag += "-unbound";
                break;
            default:
                break;
        }

        return RequestSource.About(tag, HttpMethod.Put, kind, ns, name, "status") with { Body = body.ToJsonString() };
    }

    private static ComparisonRequest Scale(RequestSource source, ComparedKind kind, string ns, string name) => source.Below(3) switch
    {
        0 => RequestSource.About("scale-get", HttpMethod.Get, kind, ns, name, "scale") with { Kind = null },
        _ => RequestSource.About("scale-merge", HttpMethod.Patch, kind, ns, name, "scale") with
        {
            Kind = null,
            ContentType = "application/merge-patch+json",
            Body = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = source.Pick<JsonNode>([2, 5, 0, 11, "x"]).DeepClone() } }.ToJsonString(),
        },
    };
}
