using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Documents;

/// <summary>The paths of a kind in an OpenAPI document, with the query parameters and media types that clients look for.</summary>
internal static class OpenApiPaths
{
    private static readonly string[] PatchTypes = ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json"];
    private const string StrategicPatchType = "application/strategic-merge-patch+json";
    private const string JsonType = "application/json";

    /// <summary>Adds the paths of a kind, and the schemas they need.</summary>
    public static void Add(JsonObject paths, KindDefinition kind, OpenApiSchemas schemas)
    {
        string root = "/" + kind.Resource.GroupPath;
        string plural = kind.Resource.Plural;
        string collection = kind.Resource.Namespaced ? $"{root}/namespaces/{{namespace}}/{plural}" : $"{root}/{plural}";
        if (kind.IsReview)
        {
            paths[collection] = Parameters(kind, named: false, new JsonObject { ["post"] = Operation(kind, "post", schemas, writes: true) });
            return;
        }

        if (kind.Resource.Namespaced)
        {
            paths[$"{root}/{plural}"] = new JsonObject { ["get"] = Operation(kind, "list", schemas, list: true) };
        }

        JsonObject collectionPath = new() { ["get"] = Operation(kind, "list", schemas, list: true), ["post"] = Operation(kind, "post", schemas, writes: true) };
        if (kind.Verbs.Contains("deletecollection"))
        {
            collectionPath["delete"] = Operation(kind, "deletecollection", schemas, list: true);
        }

        paths[collection] = Parameters(kind, named: false, collectionPath);
        JsonObject objectPath = Reading(kind, schemas, KindVerbs.ReadAndChange);
        objectPath["delete"] = Operation(kind, "delete", schemas, deletes: true);
        paths[$"{collection}/{{name}}"] = Parameters(kind, named: true, objectPath);
        foreach (Subresource part in kind.Subresources)
        {
            paths[$"{collection}/{{name}}/{part.Name}"] = Parameters(kind, named: true, Reading(Presented(kind, part), schemas, part.Verbs));
        }
    }

    // The scale subresource reads and writes another kind than the path's.
    private static KindDefinition Presented(KindDefinition kind, Subresource part) => part.Kind == kind.Resource.Kind
        ? kind
        : new KindDefinition
        {
            Resource = new ResourceKind(part.Group, part.Version, part.Name, part.Kind, kind.Resource.Namespaced),
            Singular = "",
            ListKind = part.Kind + "List",
            SchemaName = part.Name == Subresource.ScaleName ? "Scale" : null,
            IsCustom = kind.IsCustom,
        };

    private static JsonObject Reading(KindDefinition kind, OpenApiSchemas schemas, IReadOnlyList<string> verbs)
    {
        JsonObject path = [];
        foreach (string verb in verbs)
        {
            (string method, JsonObject operation) = verb switch
            {
                "get" => ("get", Operation(kind, "get", schemas)),
                "update" => ("put", Operation(kind, "put", schemas, writes: true)),
                "patch" => ("patch", Patch(kind, schemas)),
                _ => ("post", Operation(kind, "post", schemas, writes: true)),
            };
            path[method] = operation;
        }

        return path;
    }

    private static JsonObject Operation(KindDefinition kind, string action, OpenApiSchemas schemas, bool writes = false, bool list = false, bool deletes = false)
    {
        string answer = (list, deletes) switch
        {
            (true, _) when action == "deletecollection" => schemas.OfName("Status"),
            (true, _) => schemas.OfList(kind),
            (_, true) => schemas.OfName("Status"),
            _ => schemas.OfKind(kind),
        };
        JsonArray parameters = writes ? Queries("dryRun", "fieldManager", "fieldValidation") : list ? ListQueries() : deletes ? DeleteQueries() : [];
        JsonObject operation = new()
        {
            ["tags"] = new JsonArray(kind.Resource.ApiVersion.Replace('/', '_')),
            ["description"] = $"{Words(action)} {kind.Resource.Kind}",
            ["parameters"] = parameters,
        };
        if (writes || deletes)
        {
            operation["requestBody"] = Content([JsonType, "application/yaml"], OpenApiSchemas.Pointer(deletes ? schemas.OfName("DeleteOptions") : schemas.OfKind(kind)));
        }

        return Finish(operation, kind, action, answer);
    }

    private static JsonObject Patch(KindDefinition kind, OpenApiSchemas schemas)
    {
        string[] types = kind.IsCustom ? PatchTypes : [.. PatchTypes, StrategicPatchType];
        JsonObject operation = new()
        {
            ["tags"] = new JsonArray(kind.Resource.ApiVersion.Replace('/', '_')),
            ["description"] = $"change {kind.Resource.Kind}",
            ["parameters"] = Queries("dryRun", "fieldManager", "fieldValidation", "force"),
            ["requestBody"] = Content(types, null),
        };
        return Finish(operation, kind, "patch", schemas.OfKind(kind));
    }

    private static JsonObject Finish(JsonObject operation, KindDefinition kind, string action, string answer)
    {
        JsonObject response = Content([JsonType], OpenApiSchemas.Pointer(answer));
        response["description"] = "OK";
        operation["responses"] = new JsonObject { ["200"] = response };
        operation["x-kubernetes-action"] = action;
        operation["x-kubernetes-group-version-kind"] = OpenApiSchemas.Reference(kind.Resource, kind.Resource.Kind);
        return operation;
    }

    private static JsonObject Content(IEnumerable<string> types, string? pointer) => new()
    {
        ["content"] = new JsonObject(types.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject
        {
            ["schema"] = pointer is null ? new JsonObject { ["type"] = "object" } : new JsonObject { ["$ref"] = pointer },
        }))),
    };

    private static JsonObject Parameters(KindDefinition kind, bool named, JsonObject path)
    {
        JsonArray parameters = [];
        if (kind.Resource.Namespaced)
        {
            parameters.Add(PathParameter("namespace"));
        }

        if (named)
        {
            parameters.Add(PathParameter("name"));
        }

        path["parameters"] = parameters;
        return path;
    }

    private static JsonObject PathParameter(string name) => new()
    {
        ["name"] = name,
        ["in"] = "path",
        ["required"] = true,
        ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
    };

    private static JsonArray ListQueries() =>
        Queries("allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch");

    private static JsonArray DeleteQueries() => Queries("dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy");

    private static JsonArray Queries(params ReadOnlySpan<string> names)
    {
        JsonArray queries = [];
        foreach (string name in names)
        {
            string type = name switch
            {
                "limit" or "timeoutSeconds" or "gracePeriodSeconds" => "integer",
                "allowWatchBookmarks" or "sendInitialEvents" or "watch" or "force" or "orphanDependents" => "boolean",
                _ => "string",
            };
            queries.Add(new JsonObject { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = type, ["uniqueItems"] = true } });
        }

        return queries;
    }

    private static string Words(string action) => action switch
    {
        "list" => "list objects of kind",
        "post" => "create",
        "put" => "replace",
        "get" => "read",
        "deletecollection" => "delete all of",
        _ => action,
    };
}
