using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Pages.BackupVerifiers;

/// <summary>The manifest of a BackupVerifier: its paths and what it starts with.</summary>
public static class BackupVerifierManifest
{
    /// <summary>Restores, and does nothing more.</summary>
    public const string RestoreOnly = "RestoreOnly";

    /// <summary>Restores, then asks a database.</summary>
    public const string Query = "Query";

    /// <summary>Restores, then runs a script.</summary>
    public const string Script = "Script";

    /// <summary>Its name.</summary>
    public static readonly ManifestPath Name = ManifestPath.Parse("metadata.name");

    /// <summary>What is done after a trial restore.</summary>
    public static readonly ManifestPath Type = ManifestPath.Parse("spec.type");

    /// <summary>When.</summary>
    public static readonly ManifestPath Schedule = ManifestPath.Parse("spec.scheduler.schedule");

    /// <summary>What runs the check.</summary>
    public static readonly ManifestPath Function = ManifestPath.Parse("spec.function");

    /// <summary>Where the trial restore goes.</summary>
    public static readonly ManifestPath Target = ManifestPath.Parse("spec.restoreOption.target");

    /// <summary>The addon of the trial restore.</summary>
    public static readonly ManifestPath Addon = ManifestPath.Parse("spec.restoreOption.addonInfo.name");

    /// <summary>Its tasks.</summary>
    public static readonly ManifestPath Tasks = ManifestPath.Parse("spec.restoreOption.addonInfo.tasks");

    /// <summary>What is asked of the database, by its kind.</summary>
    public static readonly ManifestPath Queries = ManifestPath.Parse("spec.query");

    /// <summary>Where the script is.</summary>
    public static readonly ManifestPath Location = ManifestPath.Parse("spec.script.location");

    /// <summary>What it is told.</summary>
    public static readonly ManifestPath Arguments = ManifestPath.Parse("spec.script.args");

    /// <summary>How often a verification that failed is tried again.</summary>
    public static readonly ManifestPath MaxRetry = ManifestPath.Parse("spec.retryConfig.maxRetry");

    /// <summary>How long to wait before that.</summary>
    public static readonly ManifestPath Delay = ManifestPath.Parse("spec.retryConfig.delay");

    /// <summary>How many finished verifications stay.</summary>
    public static readonly ManifestPath HistoryLimit = ManifestPath.Parse("spec.sessionHistoryLimit");

    /// <summary>The manifest of an empty form.</summary>
    /// <param name="ns">The namespace an address asks for.</param>
    public static Manifest Begin(string? ns)
    {
        Manifest manifest = FormManifest.Begin(KubeStashKinds.BackupVerifier, ns);
        manifest.Set(Type, RestoreOnly);
        manifest.Set(ManifestPath.Parse("spec.scheduler.jobTemplate.backoffLimit"), JsonValue.Create(1));
        return manifest;
    }

    /// <summary>Puts the fields in the order people are used to.</summary>
    public static void Arrange(Manifest manifest)
    {
        FormManifest.Arrange(manifest, "type", "scheduler", "function", "restoreOption", "query", "script", "retryConfig", "sessionHistoryLimit");
        ManifestOrder.Arrange(manifest.Get(Schedule.Parent), "schedule", "jobTemplate");
        ManifestOrder.Arrange(manifest.Get(Target), "apiGroup", "kind", "namespace", "name");
        ManifestOrder.Arrange(manifest.Get(Addon.Parent), "name", "tasks");
    }
}
