using System.Reflection;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Manifests.Templates;

/// <summary>Small manifests to begin with, one per kind: valid, with names that stand for one's own.</summary>
public static class ManifestTemplates
{
    private const string OwnNamespace = "default";

    private static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");

    /// <summary>The template of a kind; only the kind and a name where there is none.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="ns">The namespace it is to be created in; <c>null</c> for none in particular. References within it follow.</param>
    public static Manifest Of(ResourceKind kind, string? ns)
    {
        ArgumentNullException.ThrowIfNull(kind);
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{typeof(ManifestTemplates).Namespace}.{kind.Kind}.yaml");
        if (stream is null)
        {
            Manifest bare = new(kind.ApiVersion, kind.Kind);
            bare.Set(ManifestPath.Parse("metadata.name"), $"new-{kind.Kind.ToLowerInvariant()}");
            if (kind.Namespaced)
            {
                bare.Set(Namespace, ns ?? OwnNamespace);
            }

            return bare;
        }

        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();
        return YamlReader.Read(ns is null ? text : text.Replace($"namespace: {OwnNamespace}\n", $"namespace: {ns}\n", StringComparison.Ordinal)).Manifest;
    }
}
