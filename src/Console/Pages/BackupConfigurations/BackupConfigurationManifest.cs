using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Pages.BackupConfigurations;

/// <summary>The manifest of a BackupConfiguration: its paths, what it starts with, and what follows from what is typed.</summary>
public static class BackupConfigurationManifest
{
    /// <summary>Where it is created.</summary>
    public static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");

    /// <summary>Its name.</summary>
    public static readonly ManifestPath Name = ManifestPath.Parse("metadata.name");

    /// <summary>Where it stores; the form knows the first one.</summary>
    public static readonly ManifestPath Backends = ManifestPath.Parse("spec.backends");

    /// <summary>The first backend's storage.</summary>
    public static readonly ManifestPath Storage = Backends.Index(0).Field("storageRef");

    /// <summary>The first backend's policy.</summary>
    public static readonly ManifestPath RetentionPolicy = Backends.Index(0).Field("retentionPolicy");

    /// <summary>When and how it backs up.</summary>
    public static readonly ManifestPath Sessions = ManifestPath.Parse("spec.sessions");

    /// <summary>What it backs up.</summary>
    public static readonly ManifestPath Target = ManifestPath.Parse("spec.target");

    private const string DefaultBackend = "default-backend";
    private const string DatabaseGroup = "kubedb.com";

    /// <summary>Backs up resources of the cluster rather than one object, so it needs no target.</summary>
    private const string ClusterAddon = "kubedump-addon";

    /// <summary>The manifest of an empty form.</summary>
    /// <param name="ns">The namespace an address asks for.</param>
    public static Manifest Begin(string? ns)
    {
        Manifest manifest = FormManifest.Begin(KubeStashKinds.BackupConfiguration, ns);
        manifest.Set(Target.Field("apiGroup"), DatabaseGroup);
        manifest.Set(Backends.Index(0).Field("name"), DefaultBackend);
        return manifest;
    }

    /// <summary>A new session: what has no field, with the values most people want.</summary>
    public static JsonNode NewSession(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        string backend = manifest.Text(Backends.Index(0).Field("name"));
        return new JsonObject
        {
            ["sessionHistoryLimit"] = 2,
            ["scheduler"] = new JsonObject { ["jobTemplate"] = new JsonObject { ["backoffLimit"] = 1 } },
            ["repositories"] = new JsonArray(new JsonObject { ["backend"] = backend.Length == 0 ? DefaultBackend : backend }),
        };
    }

    /// <summary>Whether a target is needed: not where nothing but resources of the cluster are backed up.</summary>
    public static bool NeedsTarget(ManifestForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        bool isNamed = form.Text(Target.Field("kind")).Length > 0 || form.Text(Target.Field("name")).Length > 0;
        int count = form.Items(Sessions).Count;
        return isNamed || count == 0 || Enumerable.Range(0, count).Any(at => form.Text(new SessionPaths(Sessions.Index(at)).Addon) != ClusterAddon);
    }

    /// <summary>Puts the fields in the order people are used to.</summary>
    public static void Arrange(Manifest manifest)
    {
        FormManifest.Arrange(manifest, "target", "backends", "sessions");
        ManifestOrder.Arrange(manifest.Get(Target), "apiGroup", "kind", "namespace", "name");
        foreach (JsonNode? backend in manifest.Get(Backends) as JsonArray ?? [])
        {
            ManifestOrder.Arrange(backend, "name", "storageRef", "retentionPolicy");
        }

        foreach (JsonObject session in (manifest.Get(Sessions) as JsonArray ?? []).OfType<JsonObject>())
        {
            ManifestOrder.Arrange(session, "name", "sessionHistoryLimit", "scheduler", "repositories", "addon");
            ManifestOrder.Arrange(session["scheduler"], "schedule", "jobTemplate");
            ManifestOrder.Arrange(session["addon"], "name", "jobTemplate", "tasks");
            foreach (JsonNode? repository in session["repositories"] as JsonArray ?? [])
            {
                ManifestOrder.Arrange(repository, "name", "backend", "directory", "encryptionSecret");
            }
        }
    }
}

/// <summary>Paths of a session's fields.</summary>
/// <param name="Root">The session.</param>
public sealed record SessionPaths(ManifestPath Root)
{
    /// <summary>Its name.</summary>
    public ManifestPath Name => Root.Field("name");

    /// <summary>When it runs.</summary>
    public ManifestPath Schedule => Root.Field("scheduler").Field("schedule");

    /// <summary>As whom it runs.</summary>
    public ManifestPath RunAsUser => Root.Field("addon").Field("jobTemplate").Field("spec").Field("securityContext").Field("runAsUser");

    /// <summary>What does the work.</summary>
    public ManifestPath Addon => Root.Field("addon").Field("name");

    /// <summary>What is done.</summary>
    public ManifestPath Tasks => Root.Field("addon").Field("tasks");

    /// <summary>Where it is stored; the form knows the first one.</summary>
    public ManifestPath Repositories => Root.Field("repositories");

    /// <summary>The first repository.</summary>
    public ManifestPath Repository => Repositories.Index(0);

    /// <summary>The first repository's name.</summary>
    public ManifestPath RepositoryName => Repository.Field("name");

    /// <summary>The Secret that encrypts the first repository.</summary>
    public ManifestPath EncryptionSecret => Repository.Field("encryptionSecret");
}
