using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>What backups are made of and restored to.</summary>
internal static class Targets
{
    private static readonly ResourceKind[] Known =
        [CoreKinds.Deployment, CoreKinds.StatefulSet, CoreKinds.DaemonSet, CoreKinds.PersistentVolumeClaim, CoreKinds.Namespace, KubeStashKinds.AppBinding, .. CoreKinds.Databases];

    /// <summary>The kinds that can be a target.</summary>
    public static IReadOnlyList<ResourceKind> Kinds => Known;

    /// <summary>The kind a reference names; null when it is not one that can be a target.</summary>
    public static ResourceKind? KindOf(JsonNode? reference) =>
        Known.FirstOrDefault(kind => kind.Kind == reference.Text("kind") && kind.Group == reference.TextOrEmpty("apiGroup"));

    /// <summary>The object a reference names; null when it is not there.</summary>
    public static JsonObject? Find(OperatorContext context, JsonNode? reference, string ns) =>
        KindOf(reference) is { } kind && reference.Text("name") is { Length: > 0 } name
            ? context.Get(kind, NamespaceOf(reference, ns), name)
            : null;

    /// <summary>The namespace a reference means.</summary>
    public static string NamespaceOf(JsonNode? reference, string ns) => reference.Text("namespace") is { Length: > 0 } written ? written : ns;

    /// <summary>The reference with its namespace written out; what whole-cluster backups have when there is none.</summary>
    public static JsonObject Reference(JsonNode? target, string ns)
    {
        if (target.Text("name") is not { Length: > 0 } name)
        {
            return new JsonObject { ["apiGroup"] = "na", ["kind"] = "", ["name"] = "na" };
        }

        JsonObject reference = [];
        if (target.TextOrEmpty("apiGroup") is { Length: > 0 } group)
        {
            reference["apiGroup"] = group;
        }

        reference["kind"] = target.TextOrEmpty("kind");
        reference["name"] = name;
        reference["namespace"] = NamespaceOf(target, ns);
        return reference;
    }

    /// <summary>Whether two references, as they stand in different objects, mean the same target.</summary>
    public static bool Same(JsonNode? left, string leftNamespace, JsonNode? right, string rightNamespace) =>
        left.TextOrEmpty("kind") == right.TextOrEmpty("kind") && left.TextOrEmpty("apiGroup") == right.TextOrEmpty("apiGroup")
        && left.TextOrEmpty("name") == right.TextOrEmpty("name") && NamespaceOf(left, leftNamespace) == NamespaceOf(right, rightNamespace);
}
