using System.Text.Json.Nodes;

namespace BackupConsole.Conformance.Comparison.Requests;

/// <summary>Deletions of one object and of many.</summary>
internal static class DeleteRequests
{
    public static ComparisonRequest Make(RequestSource source)
    {
        ComparedKind kind = source.Kind();
        string ns = source.Namespace(kind);
        string name = source.Existing(kind, ns);
        ComparisonRequest delete = RequestSource.About("delete", HttpMethod.Delete, kind, ns, name);
        string policy = source.Pick(["Foreground", "Orphan", "Background"]);
        return source.Below(14) switch
        {
            0 => delete with { Tag = "delete-uid", Body = Options(new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = RequestSource.Own("uid", kind, ns, name) } }) },
            1 => delete with { Tag = "delete-otheruid", Body = Options(new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = "00000000-0000-0000-0000-000000000009" } }) },
            2 => delete with { Tag = "delete-version", Body = Options(new JsonObject { ["preconditions"] = new JsonObject { ["resourceVersion"] = RequestSource.Own(source.Pick(["version", "older"]), kind, ns, name) } }) },
            3 => delete with { Tag = "delete-policy-query", Query = "propagationPolicy=" + policy, RemoveAfterwards = true },
            4 => delete with { Tag = "delete-policy", Body = Options(new JsonObject { ["propagationPolicy"] = policy }), RemoveAfterwards = true },
            5 => delete with { Tag = "delete-badpolicy", Body = Options(new JsonObject { ["propagationPolicy"] = "Wrong" }) },
            6 => delete with { Tag = "delete-dryrun", Query = "dryRun=All" },
            7 => delete with { Tag = "delete-orphans", Query = source.Pick(["orphanDependents=true", "orphanDependents=false", "orphanDependents=true&propagationPolicy=Orphan"]), RemoveAfterwards = true },
            8 => delete with { Tag = "delete-grace", Query = source.Pick(["gracePeriodSeconds=0", "gracePeriodSeconds=x"]) },
            9 => delete with { Tag = "delete-notjson", Body = BodyFaults.NotJson(source) },
            10 => delete with { Tag = "delete-body", Body = source.Pick(["{\"kind\":\"Wrong\",\"apiVersion\":\"v1\"}", "{\"unknown\":1}", "{\"gracePeriodSeconds\":\"x\"}", "{\"dryRun\":[\"All\"]}", "{\"dryRun\":\"All\"}"]) },
            _ => delete,
        };
    }

    public static ComparisonRequest Collection(RequestSource source)
    {
        ComparedKind kind = source.Kind();
        string ns = source.Namespace(kind);
        string query = source.Pick(["labelSelector=app%3Da", "labelSelector=app%3Db,tier", "fieldSelector=metadata.name%3Dn-1", "labelSelector=app%20in%20a", "dryRun=All", ""]);
        if (kind.Plural == "services")
        {
            // Services can be deleted many at a time since 1.23 only: what follows would differ.
            query += (query.Length > 0 ? "&" : "") + "dryRun=All";
        }

        source.Follow(new("deletecollection-list", HttpMethod.Get, kind.Path(ns)) { Kind = kind, Namespace = ns, IsFullList = true });
        return new("deletecollection", HttpMethod.Delete, kind.Path(ns)) { Kind = kind, Namespace = ns, Query = query };
    }

    private static string Options(JsonObject options)
    {
        options["kind"] = "DeleteOptions";
        options["apiVersion"] = "v1";
        return options.ToJsonString();
    }
}
