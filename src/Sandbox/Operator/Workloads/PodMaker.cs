using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Workloads;

/// <summary>Keeps the pods of a workload as many as they should be.</summary>
internal sealed class PodMaker(OperatorContext context)
{
    /// <summary>The pods a workload controls.</summary>
    public JsonObject[] PodsOf(JsonObject owner) => [.. context.Cluster.List(CoreKinds.Pod, owner.Namespace()).Where(pod => pod.IsControlledBy(owner) && !pod.IsDeleting())];

    /// <summary>Makes the pods that are missing and deletes those that are too many.</summary>
    /// <param name="names">The names the pods should have.</param>
    /// <param name="shape">Changes the pod of a name before it is made; null for nothing.</param>
    /// <returns>How many are there, and how many of them are ready.</returns>
    public (int Count, int Ready) Ensure(ResourceKind kind, JsonObject owner, IReadOnlyList<string> names, Action<string, JsonObject>? shape = null)
    {
        JsonObject[] present = PodsOf(owner);
        foreach (JsonObject pod in present.Where(pod => !names.Contains(pod.Name(), StringComparer.Ordinal) || pod.Text("status", "phase") is "Failed" or "Succeeded"))
        {
            context.Delete(CoreKinds.Pod, pod);
        }

        foreach (string name in names.Where(name => present.All(pod => pod.Name() != name)))
        {
            JsonObject pod = Meta.Create(CoreKinds.Pod, owner.Namespace(), name, owner.Pairs("spec", "template", "metadata", "labels"), Meta.OwnerReference(kind, owner));
            pod["spec"] = owner.At("spec", "template", "spec")?.DeepClone() ?? new JsonObject();
            shape?.Invoke(name, pod);
            context.Ensure(CoreKinds.Pod, pod, Managers.Controllers);
            context.Events.Normal(kind, owner, "SuccessfulCreate", $"Created pod: {name}", $"{kind.Kind.ToLowerInvariant()}-controller");
        }

        JsonObject[] now = PodsOf(owner);
        return (now.Length, now.Count(pod => Conditions.IsTrue(pod["status"], "Ready")));
    }
}
