using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>What a server asks of the fields a custom kind's scale subresource shows, beside their schema: numbers of replicas there can be.</summary>
internal static class ScaleRules
{
    private const string Map = "map[string]interface{}";

    /// <summary>The faults of an object.</summary>
    /// <param name="paths">Where numbers of replicas are, such as <c>.spec.replicas</c>.</param>
    public static IEnumerable<FieldError> Find(IReadOnlyList<string> paths, JsonObject value) => paths.Select(path => Check(path, value)).OfType<FieldError>();

    private static FieldError? Check(string path, JsonObject value)
    {
        if (path.Length == 0)
        {
            return null;
        }

        string[] steps = path.Split('.', StringSplitOptions.RemoveEmptyEntries);
        JsonNode? at = value;
        for (int i = 0; i < steps.Length; i++)
        {
            if (at is null)
            {
                return null;
            }

            if (at is not JsonObject fields)
            {
                return Unreadable(path, steps[..(i + 1)], at, Map);
            }

            if (!fields.TryGetPropertyValue(steps[i], out at))
            {
                return null;
            }
        }

        if (!JsonTypes.TryInteger(at, out long replicas))
        {
            return Unreadable(path, steps, at, "int64");
        }

        return replicas switch
        {
            < 0 => FieldError.Invalid(path, replicas, "should be a non-negative integer"),
            > int.MaxValue => FieldError.Invalid(path, replicas, $"should be less than or equal to {int.MaxValue}"),
            _ => null,
        };
    }

    private static FieldError Unreadable(string path, string[] steps, JsonNode? found, string wanted)
    {
        string type = JsonTypes.Of(found) switch
        {
            JsonType.Null => "<nil>",
            JsonType.Boolean => "bool",
            JsonType.Integer => "int64",
            JsonType.Number => "float64",
            JsonType.Array => "[]interface {}",
            JsonType.Object => "map[string]interface {}",
            _ => "string",
        };
        return FieldError.Invalid(path, 0, $".{string.Join('.', steps)} accessor error: {GoText.Plain(found)} is of the type {type}, expected {wanted}");
    }
}
