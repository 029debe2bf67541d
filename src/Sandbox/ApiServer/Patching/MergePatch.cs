using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Patching;

/// <summary>JSON merge patches (RFC 7386): objects merge, null removes, everything else (lists too) replaces.</summary>
internal static class MergePatch
{
    /// <summary>
    /// The patched document; the given one stays as it is. A patch that is a list replaces the document (and then cannot be decoded).
    /// </summary>
    /// <exception cref="WriteRefusedException">400: the patch is neither an object nor a list.</exception>
    public static JsonNode? Apply(JsonNode? document, JsonNode? patch)
    {
        if (patch is not (JsonObject or JsonArray))
        {
            throw WriteRefusedException.BadRequest("Invalid JSON Patch");
        }

        return Merge(document, patch);
    }

    private static JsonNode? Merge(JsonNode? document, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        JsonObject result = document is JsonObject ? document.DeepClone().AsObject() : [];
        foreach ((string name, JsonNode? change) in changes)
        {
            if (change is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Merge(result[name], change);
            }
        }

        return result;
    }
}
