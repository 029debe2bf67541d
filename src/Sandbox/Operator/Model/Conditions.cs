using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>Reads and writes <c>conditions</c> of a status, or of a part of one.</summary>
internal static class Conditions
{
    /// <summary>The condition of a type; null when it is not there.</summary>
    public static JsonObject? Find(JsonNode? status, string type) => status.Objects("conditions").FirstOrDefault(condition => condition.Text("type") == type);

    public static bool IsTrue(JsonNode? status, string type) => Find(status, type).Text("status") == "True";

    public static bool IsFalse(JsonNode? status, string type) => Find(status, type).Text("status") == "False";

    public static bool Has(JsonNode? status, string type) => Find(status, type) is not null;

    /// <summary>When the condition's status last changed.</summary>
    public static DateTimeOffset? Since(JsonNode? status, string type) => Find(status, type).Time("lastTransitionTime");

    /// <summary>Sets a condition; its time moves only when its status does. New ones go to the end, so the order tells the story.</summary>
    /// <param name="generation">The generation it speaks of; null when it does not matter.</param>
    public static void Set(JsonObject status, string type, bool value, string? reason, string? message, DateTimeOffset now, long? generation = null)
    {
        if (status["conditions"] is not JsonArray all)
        {
            status["conditions"] = all = [];
        }

        JsonObject? condition = Find(status, type);
        if (condition is null)
        {
            condition = new JsonObject { ["type"] = type };
            all.Add((JsonNode)condition);
        }

        string text = value ? "True" : "False";
        if (condition.Text("status") != text)
        {
            condition["status"] = text;
            condition["lastTransitionTime"] = Meta.Stamp(now);
        }

        SetOrRemove(condition, "reason", reason is null ? null : JsonValue.Create(reason));
        SetOrRemove(condition, "message", message is null ? null : JsonValue.Create(message));
        SetOrRemove(condition, "observedGeneration", generation is { } number ? JsonValue.Create(number) : null);
    }

    /// <summary>Takes a condition away.</summary>
    public static void Remove(JsonObject status, string type)
    {
        if (Find(status, type) is { } condition)
        {
            (status["conditions"] as JsonArray)?.Remove(condition);
        }
    }

    private static void SetOrRemove(JsonObject target, string name, JsonNode? value)
    {
        if (value is null)
        {
            target.Remove(name);
        }
        else
        {
            target[name] = value;
        }
    }
}
