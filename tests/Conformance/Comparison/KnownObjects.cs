using System.Text.Json.Nodes;

namespace BackupConsole.Conformance.Comparison;

/// <summary>What the generator believes there is, from the real server's answers.</summary>
internal sealed class KnownObjects
{
    private readonly Dictionary<(string Plural, string Namespace), SortedDictionary<string, JsonObject>> collections = [];

    /// <summary>Names of the objects, in order.</summary>
    public IReadOnlyList<string> Names(ComparedKind kind, string ns) => [.. Of(kind, ns).Keys];

    public JsonObject? Find(ComparedKind kind, string ns, string name) => Of(kind, ns).GetValueOrDefault(name);

    /// <summary>Learns from an answer.</summary>
    public void Note(ComparisonRequest request, AnswerForm answer)
    {
        if (request.Kind is not { } kind || request.Query.Contains("dryRun", StringComparison.Ordinal) || request.IsWatch)
        {
            return;
        }

        SortedDictionary<string, JsonObject> objects = Of(kind, request.Namespace);
        if (answer.Code == 404 && request.Name.Length > 0)
        {
            objects.Remove(request.Name);
        }
        else if (request.IsFullList && answer.Body?["items"] is JsonArray items)
        {
            objects.Clear();
            foreach (JsonObject item in items.OfType<JsonObject>())
            {
                objects[item["metadata"]!["name"]!.GetValue<string>()] = item;
            }
        }
        else if (answer.Code is 200 or 201 && !answer.IsStatus && answer.Body is JsonObject value && value["kind"]?.GetValue<string>() == kind.Kind && value["metadata"]?["name"] is JsonValue name)
        {
            objects[name.GetValue<string>()] = value;
        }
        else if (answer.Code == 200 && request.Method == HttpMethod.Delete && request.Name.Length > 0)
        {
            objects.Remove(request.Name);
        }
    }

    /// <summary>Forgets an object that was removed from both servers.</summary>
    public void Forget(ComparedKind kind, string ns, string name) => Of(kind, ns).Remove(name);

    private SortedDictionary<string, JsonObject> Of(ComparedKind kind, string ns)
    {
        (string Plural, string) place = (kind.Plural, kind.ClusterScoped ? "" : ns);
        if (!collections.TryGetValue(place, out SortedDictionary<string, JsonObject>? objects))
        {
            objects = new(StringComparer.Ordinal);
            collections[place] = objects;
        }

        return objects;
    }
}
