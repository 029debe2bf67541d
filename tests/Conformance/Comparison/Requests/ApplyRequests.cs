using System.Text.Json.Nodes;

namespace BackupConsole.Conformance.Comparison.Requests;

/// <summary>Server-side apply by several managers, in conflict and by force.</summary>
internal static class ApplyRequests
{
    private const string Type = "application/apply-patch+yaml";
    private static readonly string[] Managers = ["one", "two", "comparison"];

    public static ComparisonRequest Make(RequestSource source)
    {
        ComparedKind kind = source.Kind();
        string ns = source.Namespace(kind);
        string name = source.Chance(0.25) ? $"n-{source.Below(9)}" : source.Existing(kind, ns);
        JsonObject intent = Intent(source, kind, ns, name);
        string tag = "apply";
        string query = "fieldManager=" + source.Pick(Managers);
        switch (source.Below(16))
        {
            case < 6:
                break;
            case < 10:
                tag += "-force";
                query += "&force=true";
                break;
            case 10:
                tag += "-bad-" + BodyFaults.Break(intent, source, kind.Custom);
                break;
            case 11:
                tag += "-badmeta-" + BodyFaults.BreakMetadata(intent, source, kind);
                break;
            case 12:
                tag += "-query";
                query = source.Pick(["", "force=true", "fieldManager=one&force=maybe", "fieldManager=one&dryRun=All", "fieldManager=one&dryRun=All&force=true"]);
                break;
            case 13:
                tag += "-version";
                intent["metadata"]!["resourceVersion"] = RequestSource.Own(source.Pick(["version", "older"]), kind, ns, name);
                break;
            case 14:
                if (!kind.HasStatus || kind.Statuses.Length == 0)
                {
                    break;
                }

                intent = new() { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = new JsonObject { ["name"] = RequestSource.Reference(kind, ns, name) }, ["status"] = source.Pick(kind.Statuses).DeepClone() };
                return RequestSource.About("apply-status", HttpMethod.Patch, kind, ns, name, "status") with { ContentType = Type, Body = intent.ToJsonString(), Query = query };
            default:
                return RequestSource.About("apply-notjson", HttpMethod.Patch, kind, ns, name) with { ContentType = Type, Body = source.Pick(["{", "", "[]", "null", "a: b: c", "- x", "\t"]), Query = query };
        }

        return RequestSource.About(tag, HttpMethod.Patch, kind, ns, name) with { ContentType = Type, Body = intent.ToJsonString(), Query = query };
    }

    private static JsonObject Intent(RequestSource source, ComparedKind kind, string ns, string name)
    {
        if (source.Chance(0.5))
        {
            JsonObject whole = source.NewObject(kind, RequestSource.Reference(kind, ns, name));
            return whole;
        }

        // A part: what was applied before and is missing now goes.
        JsonObject part = new() { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = new JsonObject { ["name"] = RequestSource.Reference(kind, ns, name), ["labels"] = new JsonObject { ["app"] = source.Pick(RequestSource.Apps) } } };
        if (kind.Custom || kind.Plural is "configmaps")
        {
            foreach ((string field, JsonNode? value) in source.Pick(kind.Changes))
            {
                part[field] = value?.DeepClone();
            }
        }

        return part;
    }
}
