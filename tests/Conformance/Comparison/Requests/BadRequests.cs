namespace BackupConsole.Conformance.Comparison.Requests;

/// <summary>Requests that no server takes: wrong paths, methods, media types, users.</summary>
internal static class BadRequests
{
    public static ComparisonRequest Make(RequestSource source)
    {
        ComparedKind kind = source.Kind();
        string ns = source.Namespace(kind);
        string name = source.Existing(kind, ns);
        switch (source.Below(9))
        {
            case 0:
                string path = source.Pick(
                    ["/nowhere", "/api", "/api/v9", "/api/v9/pods", "/apis/none.example.com/v1", "/apis/none.example.com/v1/things", "/apis/comparison.example.com/v9/widgets", "/apis/comparison.example.com/v1/nothings",
                        "/apis/core.kubestash.com/v1alpha1/nothings", "/api/v1/nothings", "/apis/batch/v1/namespaces/x/nothings", "/api/v1/namespaces/x/configmaps/y/z", "/apis/comparison.example.com/v1", "/apis/comparison.example.com",
                        "/api/v1/configmaps/x", "/apis/comparison.example.com/v1/widgets/x", "/apis/comparison.example.com/v1/namespaces/x/gadgets", "/version/x", "/api/v1/namespaces/x/configmaps/y/status"]);
                return new("path", HttpMethod.Get, path);
            case 1:
                HttpMethod method = source.Pick([HttpMethod.Put, HttpMethod.Patch, HttpMethod.Post]);
                return method == HttpMethod.Post
                    ? RequestSource.About("method-object", method, kind, ns, name) with { Body = "{}" }
                    : new("method-collection", method, kind.Path(ns)) { Kind = kind, Namespace = ns, Body = "{}", ContentType = method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json" };
            case 2:
                return RequestSource.About("media-patch", HttpMethod.Patch, kind, ns, name) with { Body = "{}", ContentType = source.Pick(["application/json", "text/plain", "application/strategic-merge-patch+json", "application/merge-patch+yaml", "application/json-patch+json; charset=utf-8"]) };
            case 3:
                return RequestSource.About("media-put", HttpMethod.Put, kind, ns, name) with { Body = "{}", ContentType = source.Pick(["text/plain", "application/xml", "nonsense"]) };
            case 4:
                return RequestSource.About("user-get", HttpMethod.Get, kind, ns, name) with { User = source.Pick(["viewer", "nobody", "wrong", ""]) };
            case 5:
                return CreateRequests.Post("user-create", kind, ns, source.NewObject(kind, "n-0").ToJsonString()) with { User = source.Pick(["viewer", "nobody", "wrong", ""]) };
            case 6:
                return RequestSource.About("user-delete", source.Pick([HttpMethod.Delete, HttpMethod.Put, HttpMethod.Patch]), kind, ns, name) with { User = source.Pick(["viewer", "nobody", "wrong"]), Body = "{}" };
            case 7:
                return CreateRequests.Post("namespace-missing", kind, kind.ClusterScoped ? "" : "no-such-namespace", source.NewObject(kind, kind.ClusterScoped ? "n-1" : "x").ToJsonString());
            default:
                return new("user-list", HttpMethod.Get, kind.Path("")) { User = source.Pick(["viewer", "nobody"]), Query = source.Pick(["", "watch=true"]) };
        }
    }
}
