using System.Text.Json;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Reads <c>metadata</c> of lists and tables.</summary>
internal static class ListMetadataReader
{
    public static ListMetadata Read(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            return new ListMetadata(string.Empty, null, null);
        }

        string? token = Text(metadata, "continue");
        long? remaining = metadata.TryGetProperty("remainingItemCount", out JsonElement count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out long value) ? value : null;
        return new ListMetadata(Text(metadata, "resourceVersion") ?? string.Empty, string.IsNullOrEmpty(token) ? null : token, remaining);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
