using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackupConsole.Conformance.Comparison;

/// <summary>
/// Evens out what servers of 1.20 and of today say differently everywhere and mean alike, so that the comparison goes on behind it:
/// words of schema refusals, and the record of status writes in <c>managedFields</c>.
/// </summary>
internal static partial class SameMeaning
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

    /// <summary>
    /// The older server has no list indexes, no reason of its own for types, words lengths and counts otherwise, and shows a limit where a
    /// current one shows the number of properties.
    /// </summary>
    private static void EvenCause(JsonObject cause)
    {
        string line = $"{cause["reason"]} {cause["field"]} {cause["message"]}";
        line = ListIndex().Replace(line, "").Replace("FieldValueTypeInvalid", "FieldValueInvalid", StringComparison.Ordinal);
        line = TooLong().Replace(line, "FieldValueTooLong $1 Too long: may not be longer than $2");
        line = TooMany().Replace(line, "FieldValueTooMany $1 Too many: n: must have at most $2 items");
        line = Properties().Replace(PropertyCount().Replace(line, "Too many: n:"), "Invalid value: n: $1 should have");
        string[] parts = line.Split(' ', 3);
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

    [GeneratedRegex(@"^FieldValueInvalid (\S+) Invalid value: .*: \S+ in body should be at most (\d+) chars long$", RegexOptions.Singleline)]
    private static partial Regex TooLong();

    [GeneratedRegex(@"^FieldValueInvalid (\S+) Invalid value: \d+: \S+ in body should have at most (\d+) (items|properties)$")]
    private static partial Regex TooMany();

    [GeneratedRegex(@"Too many: \d+:")]
    private static partial Regex PropertyCount();

    [GeneratedRegex(@"Invalid value: \d+: (\S+ in body) should have(?= at least \d+ properties)")]
    private static partial Regex Properties();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex ListIndex();
}
