using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Storage;

/// <summary>
/// The folder of a bucket or container that a BackupStorage is. Two storages on one place write over each other's record of what is in it, and
/// KubeStash's webhook refuses the second. Volumes have no place that could be compared: the same path may be another volume.
/// </summary>
public sealed record StoragePlace
{
    /// <summary><c>s3</c>, <c>gcs</c> or <c>azure</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The bucket, of Azure the container.</summary>
    public required string Container { get; init; }

    /// <summary>The storage account, of Azure.</summary>
    public string Account { get; init; } = string.Empty;

    /// <summary>The region, of S3; empty where it is not written.</summary>
    public string Region { get; init; } = string.Empty;

    /// <summary>The folder, without slashes around it; empty for the whole.</summary>
    public string Prefix { get; init => field = value.Trim('/'); } = string.Empty;

    /// <summary>The place that <c>spec.storage</c> of a manifest names; <c>null</c> for a volume, and while no bucket is named.</summary>
    public static StoragePlace? Of(JsonObject? storage)
    {
        string provider = Text(storage, "provider");
        JsonObject? settings = storage?[provider] as JsonObject;
        return Of(provider, Text(settings, "bucket"), Text(settings, "storageAccount"), Text(settings, "container"), Text(settings, "region"), Text(settings, "prefix"));
    }

    /// <summary>The place of a provider with its settings; <c>null</c> for a volume, and while no bucket is named.</summary>
    internal static StoragePlace? Of(string provider, string? bucket, string? account, string? container, string? region, string? prefix)
    {
        string? holder = provider == "azure" ? container : bucket;
        if (provider is not ("s3" or "gcs" or "azure") || string.IsNullOrEmpty(holder))
        {
            return null;
        }

        return new StoragePlace
        {
            Provider = provider,
            Container = holder,
            Account = provider == "azure" ? account ?? string.Empty : string.Empty,
            Region = provider == "s3" ? region ?? string.Empty : string.Empty,
            Prefix = prefix ?? string.Empty,
        };
    }

    /// <summary>Whether both are one place. A region that only one of them names makes no difference: a bucket is in one region.</summary>
    public bool IsSameAs(StoragePlace? other) => other is not null
        && Provider == other.Provider && Container == other.Container && Account == other.Account && Prefix == other.Prefix
        && (Region == other.Region || Region.Length == 0 || other.Region.Length == 0);

    private static string Text(JsonObject? fields, string name) => fields?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;
}
