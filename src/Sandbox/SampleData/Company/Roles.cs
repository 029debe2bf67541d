using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>The ClusterRoles of KubeStash's Jobs.</summary>
internal static class Roles
{
    public const string CronJob = "kubestash-cron-job";
    public const string Backup = "kubestash-backup-job";
    public const string Restore = "kubestash-restore-job";
    public const string Retention = "kubestash-retention-policy-job";
    public const string Verifier = "kubestash-backup-verifier-job";

    private const string CoreGroup = "core.kubestash.com";
    private const string StorageGroup = "storage.kubestash.com";

    /// <summary>Adds them.</summary>
    public static void AddTo(ClusterBuilder cluster, DateTimeOffset installed)
    {
        Add(cluster, installed, CronJob, Rule(CoreGroup, "backupsessions,backupverificationsession,backupconfigurations,backupbatches", "create,get,list,patch"));
        Add(cluster, installed, Backup, Rule(CoreGroup, "*", "get,list,watch"), Rule(StorageGroup, "*", "*"), Rule("", "secrets,pods,persistentvolumeclaims", "get,list"));
        Add(cluster, installed, Restore, Rule(CoreGroup, "*", "get,list,watch,update,patch"), Rule(StorageGroup, "*", "get,list,watch"), Rule("", "secrets,pods,persistentvolumeclaims", "get,list,create"));
        Add(cluster, installed, Retention, Rule(CoreGroup, "backupsessions,backupsessions/status", "get,patch"), Rule(StorageGroup, "*", "*"), Rule("", "secrets", "get"));
        Add(cluster, installed, Verifier, Rule(CoreGroup, "*", "get,list,watch,patch"), Rule("", "secrets,configmaps", "get"));
    }

    /// <summary>Adds a ServiceAccount with a binding to one of the roles, as KubeStash makes them for each Job and CronJob.</summary>
    public static void AddAccount(ClusterBuilder cluster, ObjectKey account, string role, DateTimeOffset created, JsonObject labels, SampleObject owner)
    {
        cluster.Add(SampleKinds.ServiceAccount, account, created, Managers.KubeStash, [], extras: new() { Labels = labels, Owner = owner });
        JsonObject binding = new()
        {
            ["roleRef"] = new JsonObject { ["apiGroup"] = SampleKinds.ClusterRole.Group, ["kind"] = "ClusterRole", ["name"] = role },
            ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = account.Name, ["namespace"] = account.Namespace }),
        };
        cluster.Add(SampleKinds.RoleBinding, account, created, Managers.KubeStash, binding, extras: new() { Labels = labels.DeepClone().AsObject(), Owner = owner });
    }

    private static void Add(ClusterBuilder cluster, DateTimeOffset installed, string name, params IEnumerable<JsonObject> rules) =>
        cluster.Add(SampleKinds.ClusterRole, new("", name), installed, Managers.Helm, new() { ["rules"] = SampleJson.List(rules) });

    private static JsonObject Rule(string group, string resources, string verbs) => new()
    {
        ["apiGroups"] = new JsonArray(group),
        ["resources"] = SampleJson.Texts(resources.Split(',')),
        ["verbs"] = SampleJson.Texts(verbs.Split(',')),
    };
}
