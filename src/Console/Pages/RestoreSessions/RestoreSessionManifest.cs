using System.Globalization;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Names;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.RestoreSessions;

/// <summary>The manifest of a restore: its paths and what it starts with.</summary>
public static class RestoreSessionManifest
{
    /// <summary>The name that stands for the newest snapshot which succeeded.</summary>
    public const string Latest = "latest";

    /// <summary>Where it is created.</summary>
    public static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");

    /// <summary>Its name.</summary>
    public static readonly ManifestPath Name = ManifestPath.Parse("metadata.name");

    /// <summary>What is restored from.</summary>
    public static readonly ManifestPath Source = ManifestPath.Parse("spec.dataSource");

    /// <summary>The repository.</summary>
    public static readonly ManifestPath Repository = Source.Field("repository");

    /// <summary>Where the repository is.</summary>
    public static readonly ManifestPath SourceNamespace = Source.Field("namespace");

    /// <summary>The snapshot, or <see cref="Latest"/>.</summary>
    public static readonly ManifestPath Snapshot = Source.Field("snapshot");

    /// <summary>The moment to go back to, in place of a snapshot.</summary>
    public static readonly ManifestPath TargetTime = Source.Field("pitr").Field("targetTime");

    /// <summary>The parts to restore; all when absent.</summary>
    public static readonly ManifestPath Components = Source.Field("components");

    /// <summary>The Secret the repository is encrypted with.</summary>
    public static readonly ManifestPath EncryptionSecret = Source.Field("encryptionSecret");

    /// <summary>What is restored into.</summary>
    public static readonly ManifestPath Target = ManifestPath.Parse("spec.target");

    /// <summary>The addon.</summary>
    public static readonly ManifestPath Addon = ManifestPath.Parse("spec.addon.name");

    /// <summary>Its tasks.</summary>
    public static readonly ManifestPath Tasks = ManifestPath.Parse("spec.addon.tasks");

    /// <summary>The manifest of an empty form, with what an address asks for.</summary>
    public static Manifest Begin(string? ns, string? repository, string? snapshot, DateTimeOffset now)
    {
        Manifest manifest = FormManifest.Begin(KubeStashKinds.RestoreSession, ns);
        bool isPlace = manifest.Namespace.Length > 0;
        if (isPlace && repository is not null && ObjectName.CheckSubdomain(repository) is null)
        {
            manifest.Name = NameFor(repository, now);
            manifest.Set(Repository, repository);
            manifest.Set(SourceNamespace, ns!);
            manifest.Set(Snapshot, Latest);
        }

        if (isPlace && snapshot is not null && ObjectName.CheckSubdomain(snapshot) is null)
        {
            manifest.Set(Snapshot, snapshot);
            manifest.Set(SourceNamespace, ns!);
        }

        return manifest;
    }

    /// <summary>The name of a restore that starts now.</summary>
    public static string NameFor(string what, DateTimeOffset now) => GeneratedNames.Join(what, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), "restore");

    /// <summary>Where the repository is; empty while none is known.</summary>
    public static ObjectKey? RepositoryKey(ManifestForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Text(Repository) is { Length: > 0 } name ? new ObjectKey(PlaceOf(form), name) : null;
    }

    /// <summary>The snapshot that is named; <c>null</c> for none or the latest one.</summary>
    public static ObjectKey? SnapshotKey(ManifestForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Text(Snapshot) is { Length: > 0 } name and not Latest ? new ObjectKey(PlaceOf(form), name) : null;
    }

    /// <summary>What it is restored into; <c>null</c> while that is not whole.</summary>
    public static TypedObjectReference? TargetOf(ManifestForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        string kind = form.Text(Target.Field("kind"));
        string name = form.Text(Target.Field("name"));
        string ns = form.Text(Target.Field("namespace"));
        return kind.Length == 0 || name.Length == 0 ? null : new TypedObjectReference(form.Text(Target.Field("apiGroup")), kind, ns.Length > 0 ? ns : form.Text(Namespace), name);
    }

    /// <summary>Puts the fields in the order people are used to.</summary>
    public static void Arrange(Manifest manifest)
    {
        FormManifest.Arrange(manifest, "target", "dataSource", "addon");
        ManifestOrder.Arrange(manifest.Get(Target), "apiGroup", "kind", "namespace", "name");
        ManifestOrder.Arrange(manifest.Get(Source), "namespace", "repository", "snapshot", "pitr", "components", "encryptionSecret");
        ManifestOrder.Arrange(manifest.Get(Addon.Parent), "name", "tasks");
    }

    private static string PlaceOf(ManifestForm form) => form.Text(SourceNamespace) is { Length: > 0 } ns ? ns : form.Text(Namespace);
}
