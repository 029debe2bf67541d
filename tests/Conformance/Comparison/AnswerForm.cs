using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackupConsole.Conformance.Comparison;

/// <summary>An answer in the form in which answers of two servers are comparable.</summary>
internal sealed partial record AnswerForm(int Code, string MediaType, JsonNode? Body)
{
    private static readonly HashSet<string> Times = ["creationTimestamp", "deletionTimestamp", "time"];

    public bool IsStatus => Body is JsonObject value && Text(value["kind"]) == "Status";

    public string Reason => IsStatus ? Text(Body!["reason"]) ?? "" : "";

    public string Message => IsStatus ? Text(Body!["message"]) ?? "" : "";

    /// <summary>Takes out what differs between any two servers.</summary>
    public static AnswerForm Of(ComparisonRequest request, ComparisonAnswer answer, ServerMemory memory)
    {
        JsonNode? body = Parse(request, answer);
        if (body is JsonObject value)
        {
            NumberUids(value, memory);
            Even(value, memory);
            EvenCells(value);
        }
        else if (body is JsonValue text && text.GetValueKind() == JsonValueKind.String)
        {
            body = EvenText(text.GetValue<string>(), memory);
        }

        return new(answer.Code, answer.MediaType, body);
    }

    private static JsonNode? Parse(ComparisonRequest request, ComparisonAnswer answer)
    {
        if (request.IsWatch && answer.Code == 200)
        {
            return new JsonObject { ["events"] = new JsonArray([.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))]) };
        }

        try
        {
            return answer.MediaType == "application/json" ? JsonNode.Parse(answer.Text) : JsonValue.Create(answer.Text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(answer.Text);
        }
    }

    /// <summary>Gives names to uids before anything else, in the order of the documents, which has to be the same.</summary>
    private static void NumberUids(JsonNode? node, ServerMemory memory)
    {
        if (node is JsonObject value)
        {
            if (value["metadata"] is JsonObject metadata && Text(metadata["uid"]) is { } uid)
            {
                memory.UidName(uid);
                if (Text(metadata["resourceVersion"]) is { Length: > 0 } version)
                {
                    metadata["resourceVersion"] = memory.VersionName(uid, version);
                }
            }
            else if (value["metadata"] is JsonObject list && value.ContainsKey("items") && list.ContainsKey("resourceVersion"))
            {
                list["resourceVersion"] = "version";
            }

            foreach ((string _, JsonNode? child) in value)
            {
                NumberUids(child, memory);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
            {
                NumberUids(item, memory);
            }
        }
    }

    private static void Even(JsonObject value, ServerMemory memory)
    {
        foreach ((string name, JsonNode? child) in value.ToArray())
        {
            switch (child)
            {
                case JsonObject inner:
                    Even(inner, memory);
                    break;
                case JsonArray items:
                    foreach (JsonObject item in items.OfType<JsonObject>())
                    {
                        Even(item, memory);
                    }

                    for (int i = 0; i < items.Count; i++)
                    {
                        if (Text(items[i]) is { } element)
                        {
                            items[i] = EvenText(element, memory);
                        }
                    }

                    break;
                case JsonValue when Text(child) is { Length: > 0 } text:
                    value[name] = Times.Contains(name) && Time().IsMatch(text) ? "time" : name == "continue" ? "token" : EvenText(text, memory);
                    break;
                default:
                    break;
            }
        }
    }

    private static void EvenCells(JsonObject value)
    {
        if (Text(value["kind"]) != "Table" || value["rows"] is not JsonArray rows)
        {
            return;
        }

        if (value["metadata"] is JsonObject list && list.ContainsKey("resourceVersion"))
        {
            list["resourceVersion"] = "version";
        }

        foreach (JsonArray cells in rows.Select(row => row?["cells"]).OfType<JsonArray>())
        {
            for (int i = 0; i < cells.Count; i++)
            {
                if (Text(cells[i]) is { } cell && Age().IsMatch(cell))
                {
                    cells[i] = "age";
                }
            }
        }
    }

    private static string EvenText(string text, ServerMemory memory) => ServerMemory.EvenName(VersionInText().Replace(memory.EvenText(text), "$1 n"));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^(\d+[smhd])+$")]
    private static partial Regex Age();

    [GeneratedRegex(@"((?:resource version:|ResourceVersion in precondition:|ResourceVersion in object meta:|current:)|ResourceVersion in (?:the precondition|record)) \(?\d+\)?(?: \(\d+\))?")]
    private static partial Regex VersionInText();
}
