using System.Text.Json.Nodes;
using BackupConsole.Testing.ApiServer;

namespace BackupConsole.Conformance.Comparison;

/// <summary>
/// Evens out what servers of 1.20 and of today say differently everywhere and mean alike, so that the comparison goes on behind it:
/// words of schema refusals, and the record of status writes in <c>managedFields</c>.
/// </summary>
internal static class SameMeaning
{
    /// <summary>Compares answers after evening both out.</summary>
    public static IReadOnlyList<Difference> Compare(ComparisonRequest request, AnswerForm real, AnswerForm sandbox)
    {
        if (request.Query.Contains("resourceVersion=0", StringComparison.Ordinal))
        {
            // The older server's watch cache has no order.
            Sort(real.Body);
            Sort(sandbox.Body);
        }

        Even(real.Body);
        Even(sandbox.Body);
        return AnswerComparer.Compare(real, sandbox);
    }

    private static void Sort(JsonNode? list)
    {
        if (list?["items"] is JsonArray items)
        {
            list["items"] = new JsonArray([.. items.OfType<JsonObject>().OrderBy(item => item["metadata"]?["name"]?.GetValue<string>(), StringComparer.Ordinal).Select(item => item.DeepClone())]);
        }
    }

    private static void Even(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
            {
                Even(item);
            }
        }
        else if (node is JsonObject value)
        {
            if (value["details"]?["causes"] is JsonArray causes)
            {
                foreach (JsonObject cause in causes.OfType<JsonObject>())
                {
                    EvenCause(cause);
                }
            }

            if (value["managedFields"] is JsonArray managed)
            {
                value["managedFields"] = Merge(managed);
            }

            foreach ((string _, JsonNode? child) in value)
            {
                Even(child);
            }
        }
    }

    private static void EvenCause(JsonObject cause)
    {
        string[] parts = OlderServerWords.Even($"{cause["reason"]} {cause["field"]} {cause["message"]}").Split(' ', 3);
        cause["reason"] = parts[0];
        cause["field"] = parts[1];
        cause["message"] = parts[2];
    }

    /// <summary>
    /// Status writes have records of their own since 1.22. Here a manager's records of one operation are one, in the order of their names,
    /// and which of them is the older plays no part.
    /// </summary>
    private static JsonArray Merge(JsonArray records)
    {
        SortedDictionary<string, JsonObject> merged = new(StringComparer.Ordinal);
        foreach (JsonObject record in records.OfType<JsonObject>())
        {
            string key = $"{record["manager"]} {record["operation"]} {record["apiVersion"]}";
            JsonObject copy = record.DeepClone().AsObject();
            copy.Remove("subresource");
            if (!merged.TryGetValue(key, out JsonObject? known))
            {
                merged[key] = copy;
            }
            else
            {
                Union(known["fieldsV1"]!.AsObject(), copy["fieldsV1"]!.AsObject());
            }
        }

        return [.. merged.Values];
    }

    private static void Union(JsonObject into, JsonObject more)
    {
        foreach ((string name, JsonNode? child) in more)
        {
            if (into[name] is JsonObject known)
            {
                Union(known, child!.AsObject());
            }
            else
            {
                into[name] = child?.DeepClone();
            }
        }
    }
}
