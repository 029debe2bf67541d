using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackupConsole.Conformance.Comparison.Requests;

/// <summary>Replacements: current, stale, unbound, broken.</summary>
internal static partial class ReplaceRequests
{
    public static ComparisonRequest Make(RequestSource source)
    {
        ComparedKind kind = source.Kind();
        string ns = source.Namespace(kind);
        string name = source.Existing(kind, ns);
        JsonObject body = Current(source, kind, ns, name);
        JsonObject metadata = body["metadata"]!.AsObject();
        string tag = "replace";
        string query = "";
        switch (source.Below(16))
        {
            case < 5:
                Change(source, kind, body);
                break;
            case 5:
                tag += "-same";
                break;
            case 6:
                tag += "-stale";
                Change(source, kind, body);
                metadata["resourceVersion"] = RequestSource.Own("older", kind, ns, name);
                break;
            case 7:
                tag += "-unbound";
                Change(source, kind, body);
                metadata.Remove("resourceVersion");
                break;
            case 8:
                tag += "-uid";
                metadata["uid"] = "00000000-0000-0000-0000-000000000009";
                break;
            case 9:
                tag += "-othername";
                metadata["name"] = "other";
                break;
            case 10 or 11:
                tag += "-bad-" + BodyFaults.Break(body, source, kind.Custom);
                break;
            case 12:
                tag += "-badmeta-" + BodyFaults.BreakMetadata(body, source, kind);
                break;
            case 13:
                tag += "-dryrun";
                Change(source, kind, body);
                query = "dryRun=All";
                break;
            case 14:
                tag += "-owned";
                Change(source, kind, body);
                metadata["managedFields"] = source.Pick<JsonNode?>([new JsonArray(), null, new JsonArray(new JsonObject())])?.DeepClone();
                break;
            default:
                tag += "-notjson";
                return RequestSource.About(tag, HttpMethod.Put, kind, ns, name) with { Body = BodyFaults.NotJson(source) };
        }

        return RequestSource.About(tag, HttpMethod.Put, kind, ns, name) with { Body = body.ToJsonString(), Query = query };
    }

    /// <summary>The object as a client that has read it would send it back.</summary>
    public static JsonObject Current(RequestSource source, ComparedKind kind, string ns, string name)
    {
        JsonObject body = source.Known.Find(kind, ns, name)?.DeepClone().AsObject() ?? source.NewObject(kind, name);
        JsonObject metadata = body["metadata"]!.AsObject();
        metadata["name"] = RequestSource.Reference(kind, ns, name);
        metadata["resourceVersion"] = RequestSource.Own("version", kind, ns, name);
        foreach (string volatileField in new[] { "uid", "managedFields", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds" })
        {
            metadata.Remove(volatileField);
        }

        // A Job's selector holds its uid.
        return JsonNode.Parse(UidName().Replace(body.ToJsonString(), $"\"{RequestSource.Own("uid", kind, ns, name)}\""))!.AsObject();
    }

    /// <summary>Changes labels or fields.</summary>
    public static void Change(RequestSource source, ComparedKind kind, JsonObject body)
    {
        if (source.Chance(0.4))
        {
            body["metadata"]!["labels"] = new JsonObject { ["app"] = source.Pick(RequestSource.Apps) };
            return;
        }

        if (source.Chance(0.15) && body["metadata"]!["finalizers"] is not null)
        {
            body["metadata"]!.AsObject().Remove("finalizers");
            return;
        }

        Merge(body, source.Pick(kind.Changes));
    }

    [GeneratedRegex("\"uid-\\d+-\\d+\"")]
    private static partial Regex UidName();

    private static void Merge(JsonObject target, JsonObject change)
    {
        foreach ((string name, JsonNode? value) in change)
        {
            if (value is JsonObject inner && target[name] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else if (value is null)
            {
                target.Remove(name);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
