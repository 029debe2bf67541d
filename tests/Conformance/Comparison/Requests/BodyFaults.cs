using System.Text.Json.Nodes;

namespace BackupConsole.Conformance.Comparison.Requests;

/// <summary>Breaks valid bodies.</summary>
internal static class BodyFaults
{
    /// <summary>Breaks something of a body's own fields (not its metadata) and says what.</summary>
    public static string Break(JsonObject body, RequestSource source, bool customKind)
    {
        List<(JsonNode Parent, string Name)> places = [];
        foreach ((string name, JsonNode? child) in body)
        {
            if (name is not ("apiVersion" or "kind" or "metadata"))
            {
                Collect(body, name, child, places);
            }
        }

        if (places.Count == 0)
        {
            body["spec"] = source.Pick<JsonNode>(["text", 3, true]).DeepClone();
            return "type";
        }

        (JsonNode parent, string field) = source.Pick(places);
        // What a built-in kind needs is only looked at where types are read: its own rules are not the sandbox's business.
        switch (source.Below(customKind ? 6 : 1))
        {
            case 0:
                Set(parent, field, WrongType(Get(parent, field), source));
                return "type";
            case 1:
                Remove(parent, field);
                return "left";
            case 2:
                Set(parent, field, null);
                return "null";
            case 3:
                Set(parent, field, source.Pick<JsonNode>(["", "UPPER CASE", "aaaaaaaaaaaaaaaaaaaa", "Slow"]).DeepClone());
                return "text";
            case 4:
                Set(parent, field, source.Pick<JsonNode>([-1, 11, 1.25, 99999999999L]).DeepClone());
                return "number";
            default:
                (parent as JsonObject ?? body)["unknownField"] = new JsonObject { ["x"] = 1 };
                return "unknown";
        }
    }

    /// <summary>Breaks the metadata and says what.</summary>
    public static string BreakMetadata(JsonObject body, RequestSource source, ComparedKind kind)
    {
        JsonObject metadata = body["metadata"]!.AsObject();
        switch (source.Below(14))
        {
            case 0:
                metadata["name"] = source.Pick(["Upper", "under_score", "-dash", "dash-", "dot.", "a b", "ä", new string('a', 254), "a/b", ".."]);
                return "name";
            case 1:
                metadata["namespace"] = "elsewhere";
                return "namespace";
            case 2:
                metadata["labels"] = new JsonObject { [source.Pick(["bad key", "-x", "a/b/c", "ok", ""])] = source.Pick(["bad value", "fine", new string('v', 64), "-v"]) };
                return "labels";
            case 3:
                metadata["labels"] = source.Pick<JsonNode>(["text", new JsonArray(), new JsonObject { ["a"] = 1 }, 5]).DeepClone();
                return "labeltype";
            case 4:
                metadata["annotations"] = new JsonObject { [source.Pick(["bad key", "Fine", "a/b/c"])] = "anything at all" };
                return "annotations";
            case 5:
                metadata["finalizers"] = new JsonArray(source.Pick(["nogroup", "example.com/fine", "bad one/x"]));
                return "finalizers";
            case 6:
                metadata["ownerReferences"] = new JsonArray(OwnerReference(source));
                return "owners";
            case 7:
                metadata["resourceVersion"] = source.Pick(["1", "abc"]);
                return "version";
            case 8:
                metadata["unknownField"] = "x";
                return "unknownmeta";
            case 9:
                body["kind"] = source.Pick(["Other", ""]);
                return "kind";
            case 10:
                body["apiVersion"] = source.Pick(["v9", "other.example.com/v1", "", "a/b/c"]);
                return "apiversion";
            case 11:
                body["metadata"] = source.Pick<JsonNode>(["text", new JsonArray(1), 3]).DeepClone();
                return "metadatatype";
            case 12:
                metadata.Remove("name");
                return kind.Custom ? "noname" : "nobuiltinname";
            default:
                metadata["generateName"] = "Bad_";
                metadata.Remove("name");
                return "generate";
        }
    }

    /// <summary>Text that is no JSON object.</summary>
    public static string NotJson(RequestSource source) => source.Pick(["{", "", "[]", "null", "\"text\"", "{\"a\":}", "{\"metadata\":{\"name\":\"x\"}} trailing", "nonsense", "{\"kind\":5}", "{'a': 1}", "12"]);

    // Refused for its shape: one that is accepted would set the garbage collector to work.
    private static JsonObject OwnerReference(RequestSource source)
    {
        JsonObject owner = new() { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["name"] = "x", ["uid"] = "00000000-0000-0000-0000-000000000001" };
        string field = source.Pick(["apiVersion", "kind", "name", "uid"]);
        owner[field] = "";
        return owner;
    }

    private static void Collect(JsonNode parent, string name, JsonNode? value, List<(JsonNode, string)> places)
    {
        places.Add((parent, name));
        if (value is JsonObject fields)
        {
            foreach ((string child, JsonNode? inner) in fields)
            {
                Collect(fields, child, inner, places);
            }
        }
        else if (value is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                Collect(items, i.ToString(System.Globalization.CultureInfo.InvariantCulture), items[i], places);
            }
        }
    }

    private static JsonNode? Get(JsonNode parent, string name) => parent is JsonArray items ? items[Index(name)] : parent[name];

    private static void Set(JsonNode parent, string name, JsonNode? value)
    {
        if (parent is JsonArray items)
        {
            items[Index(name)] = value;
        }
        else
        {
            parent[name] = value;
        }
    }

    private static void Remove(JsonNode parent, string name)
    {
        if (parent is JsonArray items)
        {
            items.RemoveAt(Index(name));
        }
        else
        {
            parent.AsObject().Remove(name);
        }
    }

    private static int Index(string name) => int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);

    private static JsonNode WrongType(JsonNode? value, RequestSource source) => value switch
    {
        JsonObject => source.Pick<JsonNode>(["text", 4, new JsonArray("x"), true]).DeepClone(),
        JsonArray => source.Pick<JsonNode>(["text", 4, new JsonObject { ["x"] = 1 }, false]).DeepClone(),
        JsonValue text when text.GetValueKind() == System.Text.Json.JsonValueKind.String => source.Pick<JsonNode>([4, true, new JsonObject(), new JsonArray()]).DeepClone(),
        JsonValue flag when flag.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => source.Pick<JsonNode>(["true", 1, new JsonArray()]).DeepClone(),
        _ => source.Pick<JsonNode>(["5", true, new JsonObject(), new JsonArray(1)]).DeepClone(),
    };
}
