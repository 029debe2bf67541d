using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.SampleData.Model;

/// <summary>The small pieces manifests are made of.</summary>
internal static class SampleJson
{
    /// <summary>The finalizer of KubeStash's own objects.</summary>
    public const string Finalizer = "kubestash.com/cleanup";

    /// <summary>A moment as manifests write it.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads the manifests of a text.</summary>
    public static IEnumerable<JsonObject> Read(string yaml) => YamlReader.ReadAll(yaml).Select(document => document.Manifest.Root);

    /// <summary>A list of texts.</summary>
    public static JsonArray Texts(params IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    /// <summary>A list of objects.</summary>
    public static JsonArray List(IEnumerable<JsonObject> items) => [.. items];

    /// <summary>A reference with name and namespace.</summary>
    public static JsonObject Reference(ObjectKey key) => new() { ["name"] = key.Name, ["namespace"] = key.Namespace };

    /// <summary>A condition.</summary>
    public static JsonObject Condition(string type, bool status, string reason, string? message, DateTimeOffset time)
    {
        JsonObject condition = new() { ["lastTransitionTime"] = Stamp(time) };
        if (message is not null)
        {
            condition["message"] = message;
        }

        condition["reason"] = reason;
        condition["status"] = status ? "True" : "False";
        condition["type"] = type;
        return condition;
    }

    /// <summary>The reference of what an object controls.</summary>
    public static JsonObject Owner(SampleObject owner) => new()
    {
        ["apiVersion"] = owner.Kind.ApiVersion,
        ["blockOwnerDeletion"] = true,
        ["controller"] = true,
        ["kind"] = owner.Kind.Kind,
        ["name"] = owner.Key.Name,
        ["uid"] = owner.Uid,
    };
}
