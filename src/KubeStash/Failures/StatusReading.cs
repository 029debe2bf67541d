using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Failures;

/// <summary>Reads a status whatever shape it has: what is not as expected is taken for absent.</summary>
internal static class StatusReading
{
    /// <summary>Conditions that tell of trouble: those that are False and should not be, then those that are True and should not be.</summary>
    public static IEnumerable<FailureCause> Troubles(ResourceKind kind, JsonObject status)
    {
        JsonObject[] all = [.. Objects(status["conditions"])];
        IEnumerable<JsonObject> untrue = all.Where(condition => Text(condition["status"]) == "False" && Judge(kind, condition) is not ConditionJudgement.Good);
        IEnumerable<JsonObject> troubling = all.Where(condition => Text(condition["status"]) == "True" && Judge(kind, condition) is ConditionJudgement.Bad or ConditionJudgement.Notice);
        return untrue.Concat(troubling).Select(condition => new FailureCause(Text(condition["type"]), FirstText(condition["message"], condition["reason"]), FailureSource.Condition));
    }

    /// <summary>Hooks that failed.</summary>
    /// <param name="status">The status.</param>
    /// <param name="before">What it means when one of those before failed.</param>
    /// <param name="after">What it means when one of those after failed.</param>
    public static IEnumerable<FailureCause> Hooks(JsonObject status, string before, string after) =>
        from hooks in new[] { (List: "preHooks", Words: before), (List: "postHooks", Words: after) }
        from hook in Objects(At(status["hooks"], hooks.List))
        where Text(hook["phase"]) == Phase.Failed
        select new FailureCause(Text(hook["name"]), hooks.Words, FailureSource.Hook);

    /// <summary>The objects of a list.</summary>
    public static IEnumerable<JsonObject> Objects(JsonNode? list) => list is JsonArray items ? items.OfType<JsonObject>() : [];

    /// <summary>A field of an object; <c>null</c> when there is no such object or field.</summary>
    public static JsonNode? At(JsonNode? node, params ReadOnlySpan<string> fields)
    {
        foreach (string field in fields)
        {
            node = (node as JsonObject)?[field];
        }

        return node;
    }

    /// <summary>Whether a value is the truth value that is written.</summary>
    public static bool Is(JsonNode? node, bool value) => node is JsonValue scalar && scalar.TryGetValue(out bool found) && found == value;

    /// <summary>The first text that is not empty.</summary>
    public static string FirstText(params ReadOnlySpan<JsonNode?> values)
    {
        foreach (JsonNode? value in values)
        {
            if (Text(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    /// <summary>A text; empty for everything else.</summary>
    public static string Text(JsonNode? value) => value is JsonValue scalar ? JsonTree.TextOrNull(scalar) ?? "" : "";

    private static ConditionJudgement Judge(ResourceKind kind, JsonObject condition) => ConditionPolarity.Judge(kind, Text(condition["type"]), Text(condition["status"]));
}
