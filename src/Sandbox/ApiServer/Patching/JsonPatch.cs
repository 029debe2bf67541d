using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Patching;

/// <summary>
/// JSON patches (RFC 6902). A patch that does not fit the object is refused without words about which operation failed, as servers do;
/// the whole document can be neither added nor replaced.
/// </summary>
internal static class JsonPatch
{
    /// <summary>How many operations a patch may have.</summary>
    public const int MaxOperations = 10_000;

    /// <summary>How many bytes all copy operations of a patch together may add.</summary>
    private const long MaxCopiedBytes = 3 * 1024 * 1024;

    /// <summary>The patched document; the given one stays as it is.</summary>
    /// <exception cref="WriteRefusedException">400: no list of operations; 413: too many or too much copied; 422: does not fit, or a test failed.</exception>
    public static JsonNode Apply(JsonNode document, JsonNode? patch)
    {
        if (patch is not JsonArray operations)
        {
            throw WriteRefusedException.BadRequest($"json: cannot unmarshal {GoName(patch)} into Go value of type jsonpatch.Patch");
        }

        if (operations.Count > MaxOperations)
        {
            throw WriteRefusedException.TooManyOperations(MaxOperations, operations.Count);
        }

        if (operations.FirstOrDefault(operation => operation is not JsonObject) is { } wrong)
        {
            throw WriteRefusedException.BadRequest($"json: cannot unmarshal {GoName(wrong)} into Go value of type jsonpatch.Operation");
        }

        JsonNode result = document.DeepClone();
        long copied = 0;
        foreach (JsonObject operation in operations.OfType<JsonObject>())
        {
            copied += Run(result, operation);
            if (copied > MaxCopiedBytes)
            {
                throw new WriteRefusedException(413, "RequestEntityTooLarge", $"Request entity too large: Unable to complete the copy, the accumulated size increase of copy is {copied}, exceeding the limit {MaxCopiedBytes}");
            }
        }

        return result;
    }

    private static long Run(JsonNode document, JsonObject operation)
    {
        Target target = Find(document, JsonTypes.Text(operation["path"]));
        JsonNode? value = operation["value"];
        switch (JsonTypes.Text(operation["op"]))
        {
            case "add":
                Add(target, value?.DeepClone());
                return 0;
            case "remove":
                Take(target);
                return 0;
            case "replace":
                Replace(target, value?.DeepClone());
                return 0;
            case "move":
                Target source = Find(document, JsonTypes.Text(operation["from"]));
                JsonNode? moved = Take(source);
                // The source is gone before the destination is looked up: moving a value into itself cannot work.
                Add(Find(document, JsonTypes.Text(operation["path"])), moved);
                return 0;
            case "copy":
                JsonNode? copy = Get(Find(document, JsonTypes.Text(operation["from"])))?.DeepClone();
                Add(target, copy);
                return copy?.ToJsonString().Length ?? 4;
            case "test":
                Test(target, value);
                return 0;
            default:
                throw WriteRefusedException.PatchDoesNotApply();
        }
    }

    private static void Add(Target target, JsonNode? value)
    {
        if (target.Parent is JsonObject fields)
        {
            fields[target.Step] = value;
            return;
        }

        JsonArray items = target.Parent.AsArray();
        items.Insert(target.Step == "-" ? items.Count : Index(target.Step, items.Count + 1), value);
    }

    private static JsonNode? Take(Target target)
    {
        JsonNode? value = Get(target);
        if (target.Parent is JsonObject fields)
        {
            fields.Remove(target.Step);
        }
        else
        {
            JsonArray items = target.Parent.AsArray();
            items.RemoveAt(Index(target.Step, items.Count));
        }

        return value;
    }

    private static void Replace(Target target, JsonNode? value)
    {
        Get(target);
        if (target.Parent is JsonObject fields)
        {
            fields[target.Step] = value;
        }
        else
        {
            JsonArray items = target.Parent.AsArray();
            items[Index(target.Step, items.Count)] = value;
        }
    }

    private static void Test(Target target, JsonNode? expected)
    {
        // A missing field passes a test for null.
        bool missing = target.Parent is JsonObject fields && !fields.ContainsKey(target.Step);
        if (!JsonTypes.Equal(missing ? null : Get(target), expected))
        {
            throw WriteRefusedException.PatchDoesNotApply();
        }
    }

    private static JsonNode? Get(Target target)
    {
        if (target.Parent is JsonObject fields)
        {
            return fields.TryGetPropertyValue(target.Step, out JsonNode? value) ? value : throw WriteRefusedException.PatchDoesNotApply();
        }

        JsonArray items = target.Parent.AsArray();
        return items[Index(target.Step, items.Count)];
    }

    private static Target Find(JsonNode document, string? pointer)
    {
        string[] steps = pointer is null ? [] : JsonPointer.Steps(pointer);
        if (steps.Length == 0)
        {
            throw WriteRefusedException.PatchDoesNotApply();
        }

        JsonNode? parent = document;
        foreach (string step in steps[..^1])
        {
            parent = parent switch
            {
                JsonObject fields => fields[step],
                JsonArray items => items[Index(step, items.Count)],
                _ => null,
            };
        }

        return parent is JsonObject or JsonArray ? new(parent, steps[^1]) : throw WriteRefusedException.PatchDoesNotApply();
    }

    private static int Index(string step, int end) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < end && (step.Length == 1 || step[0] != '0')
            ? index
            : throw WriteRefusedException.PatchDoesNotApply();

    private static string GoName(JsonNode? node) => JsonTypes.Of(node) switch
    {
        JsonType.Boolean => "bool",
        JsonType.Integer => "number",
        JsonType type => JsonTypes.Name(type),
    };

    private readonly record struct Target(JsonNode Parent, string Step);
}
