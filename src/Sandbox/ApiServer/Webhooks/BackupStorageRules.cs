using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>The webhook of BackupStorage.</summary>
internal static class BackupStorageRules
{
    private static readonly string[] Providers = ["s3", "gcs", "azure", "local"];

    /// <summary>Sets the usage policy and cuts slashes off the ends of folders.</summary>
    public static void SetDefaults(AdmissionRequest request)
    {
        KubeStashAdmission.UsagePolicyDefault(request);
        foreach ((string block, string field) in new[] { ("s3", "prefix"), ("gcs", "prefix"), ("azure", "prefix"), ("local", "subPath") })
        {
            if (request.New.At("spec", "storage", block) is JsonObject settings && settings.Text(field) is { } folder && folder.EndsWith('/'))
            {
                settings[field] = folder.TrimEnd('/');
            }
        }
    }

    /// <summary>The refusal, or null.</summary>
    public static string? Check(AdmissionRequest request)
    {
        JsonObject storage = request.New!;
        return KubeStashAdmission.CheckUsagePolicy(storage)
            ?? CheckSettings(storage)
            ?? CheckUse(request)
            ?? CheckOthers(storage, request.Objects);
    }

    private static string? CheckSettings(JsonObject storage)
    {
        string provider = storage.TextOrEmpty("spec", "storage", "provider");
        if (provider.Length == 0)
        {
            return AdmissionTexts.ProviderEmpty;
        }

        if (!Providers.Contains(provider))
        {
            return AdmissionTexts.UnknownProvider(provider);
        }

        if (storage.At("spec", "storage", provider) is not JsonObject settings)
        {
            return AdmissionTexts.NoStorageSettings(provider);
        }

        return provider switch
        {
            "s3" or "gcs" when settings.TextOrEmpty("bucket").Length == 0 => AdmissionTexts.NoBucket(provider),
            "local" when settings.TextOrEmpty("mountPath").Length == 0 => AdmissionTexts.MountPathEmpty,
            _ => null,
        };
    }

    private static string? CheckUse(AdmissionRequest request) =>
        request.Operation == AdmissionOperation.Update
        && request.Old.Count("status", "repositories") > 0
        && !JsonNode.DeepEquals(request.Old.At("spec", "storage"), request.New.At("spec", "storage"))
            ? AdmissionTexts.StorageInUse
            : null;

    private static string? CheckOthers(JsonObject storage, AdmissionObjects objects)
    {
        string? place = Place(storage);
        bool isDefault = storage.IsTrue("spec", "default");
        foreach (JsonObject other in objects.List(KubeStashKinds.BackupStorage, null).Where(other => !IsSame(other, storage)))
        {
            if (isDefault && other.IsTrue("spec", "default") && other.Text("metadata", "namespace") == storage.Text("metadata", "namespace"))
            {
                return AdmissionTexts.ManyDefaultStorages;
            }

            if (place is not null && Place(other) == place)
            {
                return AdmissionTexts.SamePlace;
            }
        }

        return null;
    }

    // Volumes have no place that could be compared: the same path means something else on every node.
    private static string? Place(JsonObject storage)
    {
        JsonNode? settings = storage.At("spec", "storage");
        string Field(string block, string name) => settings.TextOrEmpty(block, name);
        return settings.Text("provider") switch
        {
            "s3" => string.Join('\n', "s3", Field("s3", "bucket"), Field("s3", "region"), Field("s3", "prefix")),
            "gcs" => string.Join('\n', "gcs", Field("gcs", "bucket"), Field("gcs", "prefix")),
            "azure" => string.Join('\n', "azure", Field("azure", "storageAccount"), Field("azure", "container"), Field("azure", "prefix")),
            _ => null,
        };
    }

    private static bool IsSame(JsonObject one, JsonObject other) =>
        one.Text("metadata", "name") == other.Text("metadata", "name") && one.Text("metadata", "namespace") == other.Text("metadata", "namespace");
}
