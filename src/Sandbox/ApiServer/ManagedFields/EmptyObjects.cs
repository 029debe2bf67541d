using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>
/// Objects as they are before anybody has written anything. Those of built-in kinds have parts that are always written, empty or not:
/// nobody gets to own these by creating an object, only what is in them.
/// </summary>
internal static class EmptyObjects
{
    private const string Template = """{ "metadata": { "creationTimestamp": null }, "spec": { "containers": null } }""";

    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["pods"] = """{ "spec": { "containers": null }, "status": {} }""",
        ["services"] = """{ "spec": {}, "status": { "loadBalancer": {} } }""",
        ["namespaces"] = """{ "spec": {}, "status": {} }""",
        ["persistentvolumeclaims"] = """{ "spec": { "resources": {} }, "status": {} }""",
        ["persistentvolumes"] = """{ "spec": {}, "status": {} }""",
        ["nodes"] = """{ "spec": {}, "status": {} }""",
        ["deployments.apps"] = $$"""{ "spec": { "selector": null, "strategy": {}, "template": {{Template}} }, "status": {} }""",
        ["statefulsets.apps"] = $$"""{ "spec": { "selector": null, "updateStrategy": {}, "template": {{Template}} }, "status": { "replicas": 0 } }""",
        ["daemonsets.apps"] = $$"""{ "spec": { "selector": null, "updateStrategy": {}, "template": {{Template}} }, "status": {} }""",
        ["replicasets.apps"] = $$"""{ "spec": { "selector": null, "template": {{Template}} }, "status": { "replicas": 0 } }""",
        ["jobs.batch"] = $$"""{ "spec": { "template": {{Template}} }, "status": {} }""",
        ["cronjobs.batch"] = $$"""{ "spec": { "jobTemplate": { "metadata": { "creationTimestamp": null }, "spec": { "template": {{Template}} } } }, "status": {} }""",
        ["leases.coordination.k8s.io"] = """{ "spec": {} }""",
        ["roles.rbac.authorization.k8s.io"] = """{ "rules": null }""",
        ["clusterroles.rbac.authorization.k8s.io"] = """{ "rules": null }""",
        ["events"] = """{ "involvedObject": {}, "source": {}, "firstTimestamp": null, "lastTimestamp": null, "eventTime": null }""",
        ["events.events.k8s.io"] = """{ "regarding": {}, "deprecatedSource": {}, "deprecatedFirstTimestamp": null, "deprecatedLastTimestamp": null, "eventTime": null }""",
        ["customresourcedefinitions.apiextensions.k8s.io"] = """{ "spec": { "names": {}, "versions": null }, "status": {} }""",
    };

    /// <summary>The empty object of a kind.</summary>
    public static JsonObject Of(ResourceKind kind)
    {
        JsonObject empty = Parts.TryGetValue(kind.Id, out string? parts) ? JsonNode.Parse(parts)!.AsObject() : [];
        empty["apiVersion"] = kind.ApiVersion;
        empty["kind"] = kind.Kind;
        return empty;
    }
}
