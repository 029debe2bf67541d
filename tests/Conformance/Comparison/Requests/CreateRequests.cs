using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupConsole.Conformance.Comparison.Requests;

/// <summary>Creates: mostly good ones.</summary>
internal static class CreateRequests
{
    private const int Names = 9;

    public static ComparisonRequest Make(RequestSource source)
    {
        ComparedKind kind = source.Kind();
        string ns = source.Namespace(kind);
        string name = $"n-{source.Below(Names)}";
        JsonObject body = source.NewObject(kind, name);
        string tag = "create";
        string query = "";
        int form = source.Below(20);
        switch (form)
        {
            case < 8:
                AddExtras(source, body);
                break;
            case < 12:
                tag += "-bad-" + BodyFaults.Break(body, source, kind.Custom);
                break;
            case < 15:
                tag += "-badmeta-" + BodyFaults.BreakMetadata(body, source, kind);
                break;
            case 15:
                return source.Chance(0.5) ? Generated(source, kind, ns, body) : Post("create-notjson", kind, ns, BodyFaults.NotJson(source));
            case 16:
                tag += "-dryrun";
                query = source.Pick(["dryRun=All", "dryRun=All&fieldManager=me", "dryRun=Some", "dryRun="]);
                if (source.Chance(0.3))
                {
                    tag += "-" + BodyFaults.Break(body, source, kind.Custom);
                }

                break;
            case 17:
                tag += "-query";
                query = source.Pick(["fieldManager=me", "fieldManager=" + new string('m', 130), "pretty=true", "fieldManager=a%00b"]);
                break;
            case 18:
                return Post("create-exists", kind, ns, source.NewObject(kind, RequestSource.Reference(kind, ns, source.Existing(kind, ns))).ToJsonString());
            default:
                return Post("create-yaml", kind, ns, body.ToJsonString()) with { ContentType = source.Pick(["application/yaml", "application/json; charset=utf-8", "text/plain", "application/xml", ""]) };
        }

        return Post(tag, kind, ns, body.ToJsonString()) with { Query = query };
    }

    public static ComparisonRequest Post(string tag, ComparedKind kind, string ns, string body) => new(tag, HttpMethod.Post, kind.Path(ns)) { Kind = kind, Namespace = ns, Body = body };

    private static ComparisonRequest Generated(RequestSource source, ComparedKind kind, string ns, JsonObject body)
    {
        body["metadata"]!.AsObject().Remove("name");
        body["metadata"]!["generateName"] = string.Create(CultureInfo.InvariantCulture, $"made-{source.Number}-");
        return Post("create-generated", kind, ns, body.ToJsonString());
    }

    private static void AddExtras(RequestSource source, JsonObject body)
    {
        JsonObject metadata = body["metadata"]!.AsObject();
        if (source.Chance(0.12))
        {
            metadata["finalizers"] = new JsonArray("example.com/hold");
        }

        if (source.Chance(0.1))
        {
            // What only the server may set.
            metadata["uid"] = "00000000-0000-0000-0000-000000000009";
            metadata["generation"] = 7;
            metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        }

        if (source.Chance(0.08))
        {
            body["status"] = new JsonObject { ["phase"] = "Up" };
        }

        if (source.Chance(0.08))
        {
            body.Remove("kind");
            body.Remove("apiVersion");
        }
    }
}
