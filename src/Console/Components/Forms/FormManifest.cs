using BackupConsole.Components.Manifests;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms;

/// <summary>How the manifests of all forms begin and end.</summary>
public static class FormManifest
{
    /// <summary>A manifest with its kind, and the namespace an address asks for if it can be one.</summary>
    public static Manifest Begin(ResourceKind kind, string? ns)
    {
        ArgumentNullException.ThrowIfNull(kind);
        Manifest manifest = new(kind.ApiVersion, kind.Kind);
        if (ns is not null && ObjectName.CheckLabel(ns) is null)
        {
            manifest.Namespace = ns;
        }

        return manifest;
    }

    /// <summary>Puts the fields in the order people are used to: those that every object has, then those of its spec.</summary>
    public static void Arrange(Manifest manifest, params IReadOnlyList<string> spec)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ManifestOrder.Arrange(manifest.Root, "apiVersion", "kind", "metadata", "spec");
        ManifestOrder.Arrange(manifest.Root["metadata"], "name", "namespace", "labels", "annotations", "ownerReferences");
        ManifestOrder.Arrange(manifest.Root["spec"], spec);
    }
}
