using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Storage;

namespace BackupConsole.Pages.RetentionPolicies;

/// <summary>The manifest of a new RetentionPolicy: its paths, and what it means.</summary>
public static class RetentionPolicyManifest
{
    /// <summary>Where it is created.</summary>
    public static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");

    /// <summary>Its name.</summary>
    public static readonly ManifestPath Name = ManifestPath.Parse("metadata.name");

    /// <summary>Whether it is used where none is named.</summary>
    public static readonly ManifestPath Default = ManifestPath.Parse("spec.default");

    /// <summary>How long anything is kept at most.</summary>
    public static readonly ManifestPath Period = ManifestPath.Parse("spec.maxRetentionPeriod");

    /// <summary>How many of those that succeeded.</summary>
    public static readonly ManifestPath Successful = ManifestPath.Parse("spec.successfulSnapshots");

    /// <summary>How many of those that failed.</summary>
    public static readonly ManifestPath Failed = ManifestPath.Parse("spec.failedSnapshots.last");

    /// <summary>The manifest of an empty form.</summary>
    public static Manifest Begin(string? ns) => FormManifest.Begin(KubeStashKinds.RetentionPolicy, ns);

    /// <summary>What the policy keeps.</summary>
    public static RetentionRules RulesOf(ManifestForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return RetentionRules.Of(form.Manifest.Root["spec"] as JsonObject);
    }

    /// <summary>What is wrong with a period, as a sentence; <c>null</c> when nothing is.</summary>
    public static string? CheckPeriod(string text) => RetentionPeriod.TryParse(text, out _) ? null : $"This is no period. {RetentionPeriod.Remedy}";

    /// <summary>Puts the fields in the order people are used to.</summary>
    public static void Arrange(Manifest manifest)
    {
        FormManifest.Arrange(manifest, "default", "maxRetentionPeriod", "successfulSnapshots", "failedSnapshots", "usagePolicy");
        ManifestOrder.Arrange(manifest.Get(Successful), RetentionRules.Fields);
    }
}
