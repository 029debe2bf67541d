using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.BackupStorages;

/// <summary>How a storage gets its credentials.</summary>
public enum CredentialSource
{
    /// <summary>From a Secret that is made with it.</summary>
    NewSecret,

    /// <summary>From a Secret that is there.</summary>
    ExistingSecret,

    /// <summary>From none: the pods' own identity has access.</summary>
    NoSecret,
}

/// <summary>The manifest of a new BackupStorage and that of its Secret: their paths, and what follows from what is chosen.</summary>
public static class BackupStorageManifest
{
    /// <summary>Where it is created, and its Secret.</summary>
    public static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");

    /// <summary>Its name.</summary>
    public static readonly ManifestPath Name = ManifestPath.Parse("metadata.name");

    /// <summary>Whether the data go with the object.</summary>
    public static readonly ManifestPath DeletionPolicy = ManifestPath.Parse("spec.deletionPolicy");

    /// <summary>The user that its Jobs run as.</summary>
    public static readonly ManifestPath RunAsUser = ManifestPath.Parse("spec.runtimeSettings.pod.securityContext.runAsUser");

    /// <summary>The service account whose identity has access, where no Secret has.</summary>
    public static readonly ManifestPath ServiceAccount = ManifestPath.Parse("spec.runtimeSettings.pod.serviceAccountName");

    /// <summary>Whether it is used where none is named.</summary>
    public static readonly ManifestPath Default = ManifestPath.Parse("spec.default");

    /// <summary>Where the data are.</summary>
    public static readonly ManifestPath Storage = ManifestPath.Parse("spec.storage");

    /// <summary>Which of the blocks counts.</summary>
    public static readonly ManifestPath Provider = Storage.Field("provider");

    /// <summary>The volume sources a form has fields for, and what it calls them.</summary>
    public static IReadOnlyList<(string Field, string Label)> Volumes { get; } =
        [("persistentVolumeClaim", "Persistent Volume Claim"), ("nfs", "NFS"), ("hostPath", "Host Path")];

    private const string Source = "credentials";
    private const string Derived = "secret-name";
    private const string Volume = "volume";

    /// <summary>The manifest of an empty form. What is written is what KubeStash would not take by itself: by default only its own namespace may use it.</summary>
    public static Manifest Begin(string? ns)
    {
        Manifest manifest = FormManifest.Begin(KubeStashKinds.BackupStorage, ns);
        manifest.Set(Provider, StorageProvider.Azure.Name);
        manifest.Set(ManifestPath.Parse("spec.usagePolicy.allowedNamespaces.from"), "All");
        manifest.Set(DeletionPolicy, "Delete");
        return manifest;
    }

    /// <summary>The Secret with the credentials.</summary>
    public static FurtherObject Secret { get; } = new(
        BuiltInKinds.Secret,
        "secret_storage_cred",
        () => new Manifest(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Secret", ["type"] = "Opaque" }),
        form => SourceOf(form) == CredentialSource.NewSecret && ProviderOf(form) is { HasSecret: true });

    /// <summary>The provider that is chosen; <c>null</c> when it is none that is known.</summary>
    public static StorageProvider? ProviderOf(ManifestForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return StorageProvider.Of(form.Text(Provider));
    }

    /// <summary>Where the credentials come from.</summary>
    public static CredentialSource SourceOf(ManifestForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        CredentialSource source = Enum.TryParse(form.Notes.GetValueOrDefault(Source), out CredentialSource noted) ? noted : CredentialSource.NewSecret;
        return source == CredentialSource.NoSecret && ProviderOf(form) is { WithoutSecret: false } ? CredentialSource.NewSecret : source;
    }

    /// <summary>Chooses where the credentials come from.</summary>
    public static void ChooseSource(ManifestForm form, CredentialSource source)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (ProviderOf(form) is not { HasSecret: true } provider)
        {
            return;
        }

        // The name of a Secret that turned out to be there already is the one to be used.
        bool isThere = form.ProblemAt(provider.SecretName) is not null;
        form.Notes[Source] = source.ToString();
        if (source == CredentialSource.NoSecret || (!isThere && form.Text(provider.SecretName) == form.Notes.GetValueOrDefault(Derived)))
        {
            form.Put(provider.SecretName, null);
        }
        else
        {
            form.Set(provider.SecretName, form.Text(provider.SecretName));
        }

        Follow(form);
    }

    /// <summary>The Secret that is named is one that is there.</summary>
    public static void UseSecret(ManifestForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Notes[Source] = CredentialSource.ExistingSecret.ToString();
    }

    /// <summary>The field of the volume source that is chosen. Some that no field of a form knows count as they are written.</summary>
    public static string VolumeOf(ManifestForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        JsonObject? local = form.Manifest.Get(StorageProvider.Local.Block) as JsonObject;
        string? written = local?.Select(field => field.Key).FirstOrDefault(key => key is not ("mountPath" or "subPath" or "maxConnections"));
        return written ?? form.Notes.GetValueOrDefault(Volume) ?? Volumes[0].Field;
    }

    /// <summary>Notes which volume source is chosen: one without any field filled in is not in the manifest.</summary>
    public static void NoteVolume(ManifestForm form, string field)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Notes[Volume] = field;
    }

    /// <summary>The name of the Secret follows that of the storage until somebody types another.</summary>
    public static void Follow(ManifestForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (SourceOf(form) != CredentialSource.NewSecret || ProviderOf(form) is not { HasSecret: true } provider)
        {
            return;
        }

        string name = form.Text(Name);
        string current = form.Text(provider.SecretName);
        string derived = name.Length == 0 ? "" : $"{name}-storage-cred";
        if ((current.Length == 0 || current == form.Notes.GetValueOrDefault(Derived)) && current != derived)
        {
            form.Notes[Derived] = derived;
            form.Set(provider.SecretName, derived);
        }
    }

    /// <summary>Gives the Secret the place and name the storage looks for, and puts the fields of both in the order people are used to.</summary>
    public static void Complete(ManifestForm form, ManifestForm secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        Follow(form);
        if (Secret.IsMade(form))
        {
            secret.Set(Name, form.Text(ProviderOf(form)!.SecretName));
            secret.Set(Namespace, form.Text(Namespace));
        }

        FormManifest.Arrange(form.Manifest, "storage", "usagePolicy", "default", "deletionPolicy", "runtimeSettings");
        foreach (StorageProvider provider in StorageProvider.All)
        {
            ManifestOrder.Arrange(form.Manifest.Get(provider.Block), "endpoint", "storageAccount", "bucket", "container", "region", "prefix", "secretName");
        }

        ManifestOrder.Arrange(secret.Manifest.Root, "apiVersion", "kind", "metadata", "type", "stringData");
        ManifestOrder.Arrange(secret.Manifest.Root["metadata"], "name", "namespace", "labels", "annotations");
    }
}
