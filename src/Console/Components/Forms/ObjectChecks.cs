using BackupConsole.Clusters;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Forms;

/// <summary>Looks whether what a manifest refers to is there, right before it is submitted.</summary>
public static class ObjectChecks
{
    /// <summary>What is wrong with a reference by <c>name</c> and <c>namespace</c>; <c>null</c> when its object is there, or cannot be looked at.</summary>
    /// <param name="session">The cluster.</param>
    /// <param name="kind">Kind of the object.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="path">Where the reference stands.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<FormProblem?> FindAsync(ClusterSession session, ResourceKind kind, Manifest manifest, ManifestPath path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        string ns = manifest.Text(path.Field("namespace"));
        return FindAsync(session, kind, new ObjectKey(!kind.Namespaced ? "" : ns.Length > 0 ? ns : manifest.Namespace, manifest.Text(path.Field("name"))), path, cancellationToken);
    }

    /// <summary>What is wrong with an object that is referred to; <c>null</c> when it is there, has no name, or cannot be looked at.</summary>
    /// <param name="session">The cluster.</param>
    /// <param name="kind">Kind of the object.</param>
    /// <param name="key">The object.</param>
    /// <param name="path">The field that refers to it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<FormProblem?> FindAsync(ClusterSession session, ResourceKind kind, ObjectKey key, ManifestPath path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (key.Name.Length == 0)
        {
            return null; // The server says whether it is needed.
        }

        try
        {
            await session.GetAsync(kind, key, cancellationToken);
            return null;
        }
        catch (ApiStatusException exception) when (exception.Status.IsNotFound)
        {
            return new FormProblem(path, $"There is no {kind.Kind} {key}. Choose one that is there.");
        }
        catch (ApiStatusException exception) when (exception.Status.IsForbidden)
        {
            return null; // Whoever may not look at it may refer to it all the same.
        }
    }
}
