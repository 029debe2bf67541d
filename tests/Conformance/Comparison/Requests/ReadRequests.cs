using System.Globalization;

namespace BackupConsole.Conformance.Comparison.Requests;

/// <summary>Gets, lists and watches.</summary>
internal static class ReadRequests
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    private static readonly string[] LabelSelectors =
    [
        "app=a", "app==b", "app!=a", "app in (a,b)", "app notin (a, b)", "tier", "!tier", "app=a,tier=front", "app in (a),!tier", "app=", "nothing=x", "app in ()",
    ];

    private static readonly string[] BadSelectors = ["app in a", "=a", "app=a=b", "bad key=x", "app in (a", ",", "app=bad value", "a/b/c=d", "!"];

    /// <summary>Labels with which an object is found by a selector of watches.</summary>
    private static readonly (string Selector, string Labels)[] WatchSelectors = [("", "{}"), ("app=a", "{\"app\":\"a\"}"), ("app in (a,b)", "{\"app\":\"b\"}"), ("!tier", "{}"), ("tier,app!=c", "{\"tier\":\"x\"}")];

    public static ComparisonRequest Get(RequestSource source)
    {
        ComparedKind kind = source.Kind();
        string ns = source.Namespace(kind);
        ComparisonRequest get = RequestSource.About("get", HttpMethod.Get, kind, ns, source.Existing(kind, ns));
        return source.Below(12) switch
        {
            0 => get with { Tag = "get-version", Query = source.Pick(["resourceVersion=0", "resourceVersion=1", "resourceVersion=abc"]) },
            1 when kind.Custom => get with { Tag = "get-table", Accept = Table },
            2 => get with { Tag = "get-metadata", Accept = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io" },
            3 => get with { Tag = "get-unacceptable", Accept = source.Pick(["text/html", "application/xml", "*/*", "application/yaml;q=0.1, application/json"]) },
            4 => get with { Tag = "get-viewer", User = source.Pick(["viewer", "nobody"]) },
            _ => get,
        };
    }

    public static ComparisonRequest List(RequestSource source)
    {
        ComparedKind kind = source.Kind();
        string ns = source.Namespace(kind);
        ComparisonRequest list = new("list", HttpMethod.Get, kind.Path(ns)) { Kind = kind, Namespace = ns };
        string selector = "labelSelector=" + Uri.EscapeDataString(source.Pick(LabelSelectors));
        switch (source.Below(14))
        {
            case < 3:
                return list with { IsFullList = true };
            case < 6:
                return list with { Tag = "list-labels", Query = selector };
            case 6:
                return list with { Tag = "list-badlabels", Query = "labelSelector=" + Uri.EscapeDataString(source.Pick(BadSelectors)) };
            case 7:
                string field = source.Pick(["metadata.name=n-1", "metadata.name!=n-1", "metadata.name==n-2,metadata.name!=n-3", $"metadata.namespace={ns}", "metadata.name", "status.phase=Running", "spec.nothing=x", "=x", "metadata.name=a\\,b"]);
                return list with { Tag = "list-fields", Query = "fieldSelector=" + Uri.EscapeDataString(field) };
            case 8 or 9:
                string limit = string.Create(CultureInfo.InvariantCulture, $"limit={1 + source.Below(3)}");
                string also = source.Chance(0.4) ? selector : "";
                ComparisonRequest next = list with { Tag = "list-continue", Query = RequestSource.Join(limit, also, $"continue={{{{continue:{list.Path}}}}}") };
                source.Follow(next);
                source.Follow(next);
                return list with { Tag = "list-limit", Query = RequestSource.Join(limit, also) };
            case 10:
                string number = source.Pick(["resourceVersion=0", "resourceVersion=0&limit=1", "resourceVersion=abc", "limit=abc", "limit=-1", "continue=nonsense", "resourceVersion=1&continue=bm9uc2Vuc2U", "timeoutSeconds=x", "resourceVersion=99999999999999999999999"]);
                return list with { Tag = "list-version", Query = number };
            case 11:
                string match = source.Pick(["resourceVersionMatch=Exact", "resourceVersion=0&resourceVersionMatch=Exact", "resourceVersion=0&resourceVersionMatch=NotOlderThan", "resourceVersion=0&resourceVersionMatch=Wrong"]);
                return list with { Tag = "list-match", Query = match };
            case 12:
                return kind.Custom ? list with { Tag = "list-table", Accept = Table } : list with { Tag = "list-metadata", Accept = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io" };
            default:
                return list with { Tag = "list-viewer", User = source.Pick(["viewer", "nobody", "wrong", ""]) };
        }
    }

    /// <summary>A list, some changes, an object of its own, and the watch that tells of them up to that object.</summary>
    public static ComparisonRequest Watch(RequestSource source)
    {
        ComparedKind kind = source.Kind();
        string ns = source.Namespace(kind);
        if (source.Chance(0.2))
        {
            return BadWatch(source, kind, ns);
        }

        int moment = source.Number;
        (string selector, string labels) = source.Pick(WatchSelectors);
        for (int i = 0; i < source.Below(8); i++)
        {
            source.Follow(Busy(source, kind, ns));
        }

        string last = string.Create(CultureInfo.InvariantCulture, $"last-{moment}");
        System.Text.Json.Nodes.JsonObject marker = source.NewObject(kind, last);
        marker["metadata"]!["labels"] = System.Text.Json.Nodes.JsonNode.Parse(labels);
        source.Follow(CreateRequests.Post("watch-last", kind, ns, marker.ToJsonString()) with { Name = last });
        source.Follow(new("watch", HttpMethod.Get, kind.Path(ns))
        {
            Kind = kind,
            Namespace = ns,
            IsWatch = true,
            WatchFrom = moment,
            WatchUntil = last,
            Query = RequestSource.Join("watch=true", string.Create(CultureInfo.InvariantCulture, $"resourceVersion={{{{moment:{moment}}}}}"), selector.Length > 0 ? "labelSelector=" + Uri.EscapeDataString(selector) : "", source.Pick(["", "allowWatchBookmarks=true", "timeoutSeconds=20"])),
        });
        source.Follow(RequestSource.About("watch-clean", HttpMethod.Delete, kind, ns, last));
        return new("watch-list", HttpMethod.Get, kind.Path(ns)) { Kind = kind, Namespace = ns, IsFullList = true };
    }

    private static ComparisonRequest Busy(RequestSource source, ComparedKind kind, string ns)
    {
        string name = source.Existing(kind, ns);
        return source.Below(4) switch
        {
            0 => CreateRequests.Post("watch-create", kind, ns, source.NewObject(kind, $"n-{source.Below(9)}").ToJsonString()),
            1 => RequestSource.About("watch-delete", HttpMethod.Delete, kind, ns, name),
            _ => RequestSource.About("watch-merge", HttpMethod.Patch, kind, ns, name) with
            {
                ContentType = "application/merge-patch+json",
                Body = $$$"""{"metadata":{"labels":{"app":"{{{source.Pick(RequestSource.Apps)}}}","tier":{{{source.Pick(["null", "\"front\""])}}} } } }""",
            },
        };
    }

    private static ComparisonRequest BadWatch(RequestSource source, ComparedKind kind, string ns)
    {
        string query = source.Pick(["resourceVersion=abc", "labelSelector=app%20in%20a", "fieldSelector=spec.nothing%3Dx", "timeoutSeconds=x", "resourceVersion=1", "resourceVersionMatch=Exact&resourceVersion=1"]);
        return new("watch-bad", HttpMethod.Get, kind.Path(ns)) { Kind = kind, Namespace = ns, IsWatch = true, Query = "watch=true&" + query + (query.Contains("timeout", StringComparison.Ordinal) ? "" : "&timeoutSeconds=1") };
    }
}
