using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>Why a pod that has a node cannot start.</summary>
/// <param name="State">What the containers wait for, such as <c>ImagePullBackOff</c>.</param>
/// <param name="Message">In words.</param>
/// <param name="EventReason">Reason of the Warning event.</param>
/// <param name="EventMessage">Message of the Warning event.</param>
internal sealed record PodStartProblem(string State, string Message, string EventReason, string EventMessage);

/// <summary>Finds what keeps a pod from starting: images of registries that do not exist, and volumes of objects that are missing.</summary>
internal static class PodStart
{
    /// <summary>The problem; null when the pod can start.</summary>
    /// <param name="get">Looks objects up in the pod's namespace.</param>
    public static PodStartProblem? Check(JsonObject pod, Func<ResourceKind, string, JsonObject?> get)
    {
        foreach (JsonObject container in pod.Objects("spec", "initContainers").Concat(pod.Objects("spec", "containers")))
        {
            if (CheckImage(container.TextOrEmpty("image")) is { } problem)
            {
                return problem;
            }
        }

        foreach (JsonObject volume in pod.Objects("spec", "volumes"))
        {
            if (CheckVolume(volume, get) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static PodStartProblem? CheckImage(string image)
    {
        string host = image.Split('/')[0].Split(':')[0];
        if (!host.EndsWith(".invalid", StringComparison.Ordinal))
        {
            return null;
        }

        string failure = $"Failed to pull image \"{image}\": failed to resolve reference \"{image}\": failed to do request: dial tcp: lookup {host}: no such host";
        return new PodStartProblem("ImagePullBackOff", $"Back-off pulling image \"{image}\"", "Failed", failure);
    }

    private static PodStartProblem? CheckVolume(JsonObject volume, Func<ResourceKind, string, JsonObject?> get)
    {
        string name = volume.TextOrEmpty("name");
        (ResourceKind Kind, string? Name, bool Optional)[] sources =
        [
            (CoreKinds.Secret, volume.Text("secret", "secretName"), volume.IsTrue("secret", "optional")),
            (CoreKinds.ConfigMap, volume.Text("configMap", "name"), volume.IsTrue("configMap", "optional")),
            (CoreKinds.PersistentVolumeClaim, volume.Text("persistentVolumeClaim", "claimName"), false),
        ];
        foreach ((ResourceKind kind, string? source, bool optional) in sources)
        {
            if (source is not null && !optional && get(kind, source) is null)
            {
                string missing = kind == CoreKinds.PersistentVolumeClaim ? $"{kind.Kind.ToLowerInvariant()} \"{source}\" not found" : $"{kind.Plural[..^1]} \"{source}\" not found";
                return new PodStartProblem("ContainerCreating", "", "FailedMount", $"MountVolume.SetUp failed for volume \"{name}\" : {missing}");
            }
        }

        return null;
    }
}
