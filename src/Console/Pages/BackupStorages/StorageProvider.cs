using System.Collections.Immutable;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Pages.BackupStorages;

/// <summary>A value of a storage's Secret.</summary>
/// <param name="Key">Its key, as KubeStash reads it.</param>
/// <param name="Required">Whether there is no access without it.</param>
public sealed record StorageCredential(string Key, bool Required = true);

/// <summary>Where a BackupStorage can be: a value of <c>spec.storage.provider</c>, and the block of settings of the same name.</summary>
/// <param name="Name">The value.</param>
/// <param name="Label">How forms call it.</param>
/// <param name="Credentials">What its Secret holds; nothing for a volume, which needs none.</param>
/// <param name="WithoutSecret">Whether it may be reached as the pods' own identity, without a Secret.</param>
public sealed record StorageProvider(string Name, string Label, ImmutableArray<StorageCredential> Credentials, bool WithoutSecret)
{
    /// <summary>Blob containers.</summary>
    public static StorageProvider Azure { get; } = new("azure", "Azure", [new("AZURE_ACCOUNT_KEY")], WithoutSecret: true);

    /// <summary>Buckets of S3, and of everything that speaks like it.</summary>
    public static StorageProvider S3 { get; } =
        new("s3", "S3", [new("AWS_ACCESS_KEY_ID"), new("AWS_SECRET_ACCESS_KEY"), new("CA_CERT_DATA", Required: false)], WithoutSecret: true);

    /// <summary>Buckets of Google.</summary>
    public static StorageProvider Gcs { get; } = new("gcs", "GCS", [new("GOOGLE_PROJECT_ID"), new("GOOGLE_SERVICE_ACCOUNT_JSON_KEY")], WithoutSecret: false);

    /// <summary>Volumes of the cluster.</summary>
    public static StorageProvider Local { get; } = new("local", "Local", [], WithoutSecret: false);

    /// <summary>All of them, as forms offer them.</summary>
    public static ImmutableArray<StorageProvider> All { get; } = [Azure, S3, Gcs, Local];

    /// <summary>Its block of settings.</summary>
    public ManifestPath Block => BackupStorageManifest.Storage.Field(Name);

    /// <summary>Name of its Secret.</summary>
    public ManifestPath SecretName => Block.Field("secretName");

    /// <summary>Whether a Secret belongs to it.</summary>
    public bool HasSecret => !Credentials.IsEmpty;

    /// <summary>The provider a manifest names; <c>null</c> for one that is not known here.</summary>
    public static StorageProvider? Of(string name) => All.FirstOrDefault(one => one.Name == name);
}
