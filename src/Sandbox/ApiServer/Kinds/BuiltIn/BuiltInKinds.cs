using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Columns;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn;

/// <summary>The kinds that every cluster has, as far as the sandbox serves them.</summary>
internal static class BuiltInKinds
{
    private const string Apps = "apps";
    private const string Rbac = "rbac.authorization.k8s.io";

    /// <summary>All of them, in the order discovery lists their groups.</summary>
    public static IReadOnlyList<KindDefinition> All { get; } = [.. Core(), .. Workloads(), .. Access(), .. Others(), .. Reviews()];

    private static IEnumerable<KindDefinition> Core() =>
    [
        Kind("", "v1", "configmaps", "ConfigMap", true, CoreColumns.ConfigMap) with { ShortNames = ["cm"] },
        Kind("", "v1", "endpoints", "Endpoints", true, CoreColumns.Endpoints) with { ShortNames = ["ep"] },
        Kind("", "v1", "events", "Event", true, EventColumns.Core) with { ShortNames = ["ev"], SelectableFields = EventFields.Core },
        Kind("", "v1", "namespaces", "Namespace", false, CoreColumns.Namespace) with
        {
            ShortNames = ["ns"],
            Verbs = KindVerbs.AllButCollection,
            SelectableFields = ["status.phase"],
            Subresources = [new Subresource("finalize", "", "v1", "Namespace", ["update"]), Status("", "Namespace")],
        },
        Kind("", "v1", "nodes", "Node", false, NodeColumns.All) with
        {
            ShortNames = ["no"],
            SelectableFields = ["spec.unschedulable"],
            Subresources = [Status("", "Node")],
        },
        Kind("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true, StorageColumns.Claim) with { ShortNames = ["pvc"], Subresources = [Status("", "PersistentVolumeClaim")] },
        Kind("", "v1", "persistentvolumes", "PersistentVolume", false, StorageColumns.Volume) with { ShortNames = ["pv"], Subresources = [Status("", "PersistentVolume")] },
        Kind("", "v1", "pods", "Pod", true, PodColumns.All) with
        {
            ShortNames = ["po"],
            Categories = ["all"],
            SelectableFields =
                ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName"],
            Subresources = [new Subresource("log", "", "v1", "Pod", KindVerbs.Read), Status("", "Pod")],
        },
        Kind("", "v1", "secrets", "Secret", true, CoreColumns.Secret) with { SelectableFields = ["type"] },
        Kind("", "v1", "serviceaccounts", "ServiceAccount", true, CoreColumns.ServiceAccount) with
        {
            ShortNames = ["sa"],
            Subresources = [new Subresource("token", "authentication.k8s.io", "v1", "TokenRequest", KindVerbs.Create)],
        },
        Kind("", "v1", "services", "Service", true, ServiceColumns.All) with
        {
            ShortNames = ["svc"],
            Categories = ["all"],
            SelectableFields = ["spec.clusterIP", "spec.type"],
            Subresources = [Status("", "Service")],
        },
    ];

    private static IEnumerable<KindDefinition> Workloads() =>
    [
        Workload("daemonsets", "DaemonSet", "ds", WorkloadColumns.DaemonSet) with { Subresources = [Status(Apps, "DaemonSet")] },
        Workload("deployments", "Deployment", "deploy", WorkloadColumns.Deployment),
        Workload("replicasets", "ReplicaSet", "rs", WorkloadColumns.ReplicaSet) with { SelectableFields = ["status.replicas"] },
        Workload("statefulsets", "StatefulSet", "sts", WorkloadColumns.StatefulSet),
        Kind("batch", "v1", "cronjobs", "CronJob", true, BatchColumns.CronJob) with { ShortNames = ["cj"], Categories = ["all"], Subresources = [Status("batch", "CronJob")] },
        Kind("batch", "v1", "jobs", "Job", true, BatchColumns.Job) with { Categories = ["all"], SelectableFields = ["status.successful"], Subresources = [Status("batch", "Job")] },
    ];

    private static IEnumerable<KindDefinition> Access() =>
    [
        Kind(Rbac, "v1", "clusterrolebindings", "ClusterRoleBinding", false, AccessColumns.Binding),
        Kind(Rbac, "v1", "clusterroles", "ClusterRole", false, AccessColumns.Role),
        Kind(Rbac, "v1", "rolebindings", "RoleBinding", true, AccessColumns.Binding),
        Kind(Rbac, "v1", "roles", "Role", true, AccessColumns.Role),
    ];

    private static IEnumerable<KindDefinition> Others() =>
    [
        Kind("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false, AccessColumns.Role) with
        {
            ShortNames = ["crd", "crds"],
            Categories = ["api-extensions"],
            Subresources = [Status("apiextensions.k8s.io", "CustomResourceDefinition")],
        },
        Kind("events.k8s.io", "v1", "events", "Event", true, EventColumns.EventsGroup) with
        {
            ShortNames = ["ev"],
            SchemaName = "EventV1",
            Schema = SchemaLibrary.Shipped.Complete("EventV1", strategic: true),
            SelectableFields = EventFields.EventsGroup,
            StoredAs = "events",
        },
        Kind("storage.k8s.io", "v1", "storageclasses", "StorageClass", false, StorageColumns.StorageClass) with { ShortNames = ["sc"] },
        Kind("coordination.k8s.io", "v1", "leases", "Lease", true, AccessColumns.Lease),
    ];

    private static IEnumerable<KindDefinition> Reviews() =>
    [
        Review("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
        Review("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false),
        Review("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false),
        Review("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false),
        Review("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false),
        Review("authentication.k8s.io", "tokenreviews", "TokenReview", false),
    ];

    private static KindDefinition Workload(string plural, string kind, string shortName, IReadOnlyList<PrinterColumn> columns) =>
        Kind(Apps, "v1", plural, kind, true, columns) with { ShortNames = [shortName], Categories = ["all"], Subresources = [Subresource.Scale, Status(Apps, kind)] };

    private static KindDefinition Kind(string group, string version, string plural, string kind, bool namespaced, IReadOnlyList<PrinterColumn> columns) => new()
    {
        Resource = new ResourceKind(group, version, plural, kind, namespaced),
        Singular = kind.ToLowerInvariant(),
        ListKind = kind + "List",
        Columns = columns,
        SchemaName = kind,
        Schema = SchemaLibrary.Shipped.Complete(kind, strategic: true),
    };

    private static KindDefinition Review(string group, string plural, string kind, bool namespaced) => new()
    {
        Resource = new ResourceKind(group, "v1", plural, kind, namespaced),
        Singular = kind.ToLowerInvariant(),
        ListKind = kind + "List",
        Verbs = KindVerbs.Create,
    };

    private static Subresource Status(string group, string kind) => Subresource.StatusOf(group, "v1", kind);
}
