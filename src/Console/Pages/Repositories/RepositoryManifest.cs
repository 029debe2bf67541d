using BackupConsole.Components.Forms;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Pages.Repositories;

/// <summary>The manifest of a new Repository: its paths, and their order.</summary>
public static class RepositoryManifest
{
    /// <summary>Where it is created; its target is there too.</summary>
    public static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");

    /// <summary>Its name.</summary>
    public static readonly ManifestPath Name = ManifestPath.Parse("metadata.name");

    /// <summary>Whether the data go with the object.</summary>
    public static readonly ManifestPath DeletionPolicy = ManifestPath.Parse("spec.deletionPolicy");

    /// <summary>The storage its data are in.</summary>
    public static readonly ManifestPath Storage = ManifestPath.Parse("spec.storageRef");

    /// <summary>Namespace of the storage.</summary>
    public static readonly ManifestPath StorageNamespace = Storage.Field("namespace");

    /// <summary>Name of the storage.</summary>
    public static readonly ManifestPath StorageName = Storage.Field("name");

    /// <summary>The Secret that encrypts its data.</summary>
    public static readonly ManifestPath EncryptionSecret = ManifestPath.Parse("spec.encryptionSecret");

    /// <summary>Its folder in the storage.</summary>
    public static readonly ManifestPath Folder = ManifestPath.Parse("spec.path");

    /// <summary>What is backed up into it.</summary>
    public static readonly ManifestPath Target = ManifestPath.Parse("spec.appRef");

    /// <summary>The manifest of an empty form.</summary>
    public static Manifest Begin(string? ns)
    {
        Manifest manifest = FormManifest.Begin(KubeStashKinds.Repository, ns);
        manifest.Set(DeletionPolicy, "Delete");
        return manifest;
    }

    /// <summary>Puts the fields in the order people are used to.</summary>
    public static void Arrange(Manifest manifest)
    {
        FormManifest.Arrange(manifest, "appRef", "storageRef", "path", "encryptionSecret", "deletionPolicy");
        ManifestOrder.Arrange(manifest.Get(Target), "apiGroup", "kind", "name", "namespace");
        ManifestOrder.Arrange(manifest.Get(Storage), "name", "namespace");
        ManifestOrder.Arrange(manifest.Get(EncryptionSecret), "name", "namespace");
    }
}
