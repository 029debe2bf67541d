using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Patching;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>The media types of patches.</summary>
internal static class PatchTypes
{
    public const string Json = "application/json-patch+json";
    public const string Merge = "application/merge-patch+json";
    public const string Strategic = "application/strategic-merge-patch+json";
    public const string Apply = "application/apply-patch+yaml";

    /// <summary>The types a kind takes.</summary>
    public static IReadOnlyList<string> Of(bool custom) => custom ? [Json, Merge, Apply] : [Json, Merge, Strategic, Apply];

    /// <summary>The patched object; the given one stays as it is.</summary>
    /// <exception cref="WriteRefusedException">The patch cannot be applied.</exception>
    public static JsonNode? ApplyTo(string contentType, JsonObject current, JsonNode? patch, ObjectSchema schema) => contentType switch
    {
        Json => JsonPatch.Apply(current, patch),
        Merge when patch is not JsonObject => throw WriteRefusedException.BadRequest("json: cannot unmarshal array into Go value of type map[string]interface {}"),
        Merge => MergePatch.Apply(current.DeepClone(), patch),
        Strategic when !schema.Custom => StrategicMergePatch.Apply(current, patch, schema.Complete),
        _ => throw Refusals.UnsupportedMediaType(Of(schema.Custom)),
    };
}
