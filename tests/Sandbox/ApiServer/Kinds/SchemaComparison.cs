using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

/// <summary>Walks two schemas side by side and notes where ours lacks something of the real one, contradicts it, or has something more. There are no exceptions.</summary>
internal sealed class SchemaComparison
{
    private const string KeepsUnknown = "x-kubernetes-preserve-unknown-fields";

    private static readonly string[] ComparedKeys =
    [
        "type", "format", "default", "minimum", "pattern", "nullable", "anyOf", "allOf", "x-kubernetes-int-or-string", "x-kubernetes-embedded-resource",
        "x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type",
    ];

    private readonly List<string> differences = [];

    public static IReadOnlyList<string> Compare(JsonObject real, JsonObject ours)
    {
        SchemaComparison comparison = new();
        comparison.Visit("", real, ours);
        return comparison.differences;
    }

    private void Visit(string path, JsonObject real, JsonObject ours)
    {
        bool compact = ours.IsTrue(KeepsUnknown) && !real.IsTrue(KeepsUnknown);
        if (compact)
        {
            differences.Add($"{path}: keeps unknown fields, which the real one drops");
        }

        foreach (string key in ComparedKeys.Where(key => !JsonNode.DeepEquals(real.At(key), ours.At(key))))
        {
            differences.Add($"{path}: {key} is {ours.At(key)?.ToJsonString() ?? "absent"} instead of {real.At(key)?.ToJsonString() ?? "absent"}");
        }

        CompareSets(path, "enum", real, ours);
        CompareSets(path, "required", real, ours);
        if (!compact)
        {
            VisitProperties(path, real, ours);
            VisitInner(path + "[]", real.At("items"), ours.At("items"));
            VisitInner(path + "{}", real.At("additionalProperties"), ours.At("additionalProperties"));
        }
    }

    private void VisitProperties(string path, JsonObject real, JsonObject ours)
    {
        JsonObject realProperties = real.At("properties") as JsonObject ?? [];
        JsonObject ourProperties = ours.At("properties") as JsonObject ?? [];
        foreach ((string name, JsonNode? property) in realProperties)
        {
            VisitInner($"{path}.{name}", property, ourProperties.At(name));
        }

        differences.AddRange(ourProperties.Where(entry => !realProperties.ContainsKey(entry.Key)).Select(entry => $"{path}.{entry.Key}: the real one has no such field"));
    }

    private void VisitInner(string path, JsonNode? real, JsonNode? ours)
    {
        switch (real, ours)
        {
            case (JsonObject realSchema, JsonObject ourSchema):
                Visit(path, realSchema, ourSchema);
                break;
            case (JsonObject, _):
                differences.Add($"{path}: missing");
                break;
            case (_, JsonObject):
                differences.Add($"{path}: the real one has no such field");
                break;
            default:
                break;
        }
    }

    private void CompareSets(string path, string key, JsonObject real, JsonObject ours)
    {
        string wanted = string.Join(',', real.Texts(key).Order(StringComparer.Ordinal));
        string found = string.Join(',', ours.Texts(key).Order(StringComparer.Ordinal));
        if (wanted != found)
        {
            differences.Add($"{path}: {key} is [{found}] instead of [{wanted}]");
        }
    }
}
