using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>
/// A cluster with the guides' example: a configuration of MongoDB demo/mongodb with a run that succeeded, its repository, its CronJob, the storage
/// they use; and a configuration and a storage that are linked to nothing.
/// </summary>
/// <param name="Console">The console.</param>
/// <param name="Slug">Slug of the cluster.</param>
/// <param name="Namespace">Where the configuration is.</param>
/// <param name="StorageNamespace">Where the storage is.</param>
/// <param name="Bare">A configuration of the namespace that nothing belongs to.</param>
/// <param name="BareStorage">A storage beside the other that nothing uses.</param>
/// <param name="HasCronJobs">Whether the server serves CronJobs; as batch/v1 that came with Kubernetes 1.21.</param>
/// <param name="ListAsync">The objects of a kind as the cluster has them now.</param>
public sealed record DetailGround(
    TestConsole Console, string Slug, string Namespace, string StorageNamespace, string Bare, string BareStorage, bool HasCronJobs, Func<ResourceKind, Task<IReadOnlyList<JsonObject>>> ListAsync)
{
    /// <summary>What stands in place of CronJobs on a server that has none.</summary>
    public const string NoCronJobs = "This cluster does not serve cronjobs.batch.";

    /// <summary>The list of configurations.</summary>
    public const string Configurations = "backupconfigurations.core.kubestash.com";

    /// <summary>The list of storages.</summary>
    public const string Storages = "backupstorages.storage.kubestash.com";

    /// <summary>Name of the configuration.</summary>
    public const string Configuration = "mongodb";

    /// <summary>Name of the storage.</summary>
    public const string Storage = "default";

    /// <summary>Address of a page, below the cluster.</summary>
    public string Address(string rest) => $"/c/{Slug}/{rest}";

    /// <summary>Page of a configuration.</summary>
    public string ConfigurationAddress(string name = Configuration) => Address($"{Configurations}/n/{Namespace}/o/{name}");

    /// <summary>Page of a storage.</summary>
    public string StorageAddress(string name = Storage) => Address($"{Storages}/n/{StorageNamespace}/o/{name}");
}

/// <summary>Where the example is: in the sandbox it was made by backups, on a real API server by the test.</summary>
public static class DetailGrounds
{
    private const string BareName = "bare";

    private static readonly JsonObject BareConfiguration = Parse(
        """{"target": {"apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "no-such-database"}, "backends": [{"name": "b", "storageRef": {"name": "no-such-storage"}, "retentionPolicy": {"name": "no-such-policy"}}], "sessions": [{"name": "s", "scheduler": {"schedule": "0 0 1 1 *", "jobTemplate": {"template": {"spec": {}}}}, "addon": {"name": "no-such-addon", "tasks": [{"name": "none"}]}, "repositories": [{"name": "no-such-repository", "directory": "/nowhere"}]}], "paused": true}""");

    private static readonly JsonObject BareStorage = Parse("""{"storage": {"provider": "local", "local": {"mountPath": "/bare", "emptyDir": {}}}}""");

    /// <summary>The sandbox, with what its data have not: objects that are linked to nothing.</summary>
    public static async Task<DetailGround> InSandboxAsync(SandboxFixture sandbox)
    {
        SandboxFixture.NeedsKubectl();
        await sandbox.KubectlAsync(Manifest(KubeStashKinds.BackupConfiguration, "demo", BareName, BareConfiguration).ToJsonString(), "apply", "-f", "-");
        await sandbox.KubectlAsync(Manifest(KubeStashKinds.BackupStorage, "stash", BareName, BareStorage).ToJsonString(), "apply", "-f", "-");
        return new DetailGround(sandbox.Console, "sandbox-admin", "demo", "stash", BareName, BareName, HasCronJobs: true, ListAsync);

        async Task<IReadOnlyList<JsonObject>> ListAsync(ResourceKind kind) =>
            [.. JsonNode.Parse(await sandbox.KubectlAsync("", "get", kind.Id, "--all-namespaces", "--output=json"))!["items"]!.AsArray().Select(item => item!.AsObject())];
    }

    /// <summary>Makes the example in a namespace of an API server on which nobody takes backups.</summary>
    public static async Task<DetailGround> MakeAsync(TestCluster cluster, TestConsole console, string ns, CancellationToken cancellationToken)
    {
        await CreateAsync(KubeStashKinds.BackupStorage, DetailGround.Storage, """{"storage": {"provider": "s3", "s3": {"bucket": "guide", "secretName": "cred"}}, "usagePolicy": {"allowedNamespaces": {"from": "All"}}}""",
            """{"phase": "Ready", "totalSize": "71.001 KiB", "repositories": [{"name": "mongodb-repo", "namespace": "NS", "path": "/demo/mongodb", "size": "71.001 KiB", "synced": true}]}""");
        await CreateAsync(KubeStashKinds.RetentionPolicy, "keep", """{"maxRetentionPeriod": "2mo", "successfulSnapshots": {"last": 5}}""", null);
        JsonObject configuration = await CreateAsync(KubeStashKinds.BackupConfiguration, DetailGround.Configuration,
            """{"target": {"apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "NS", "name": "mongodb"}, "backends": [{"name": "s3", "storageRef": {"name": "default", "namespace": "NS"}, "retentionPolicy": {"name": "keep", "namespace": "NS"}}], "sessions": [{"name": "full-backup", "scheduler": {"schedule": "*/15 * * * *", "jobTemplate": {"template": {"spec": {}}}}, "addon": {"name": "mongodb-addon", "tasks": [{"name": "logical-backup"}]}, "repositories": [{"name": "mongodb-repo", "backend": "s3", "directory": "/demo/mongodb"}]}]}""",
            """{"phase": "Ready", "targetFound": true}""");
        await CreateAsync(KubeStashKinds.Repository, "mongodb-repo", """{"appRef": {"apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "NS", "name": "mongodb"}, "storageRef": {"name": "default", "namespace": "NS"}, "path": "/demo/mongodb"}""",
            """{"phase": "Ready", "integrity": true, "size": "71.001 KiB", "snapshotCount": 1, "lastBackupTime": "2026-11-20T00:00:00Z"}""");
        await CreateAsync(KubeStashKinds.BackupSession, "mongodb-full-backup-1760000000", """{"invoker": {"apiGroup": "core.kubestash.com", "kind": "BackupConfiguration", "name": "mongodb"}, "session": "full-backup"}""",
            """{"phase": "Succeeded", "duration": "22s", "totalSnapshots": 1}""");
        bool hasCronJobs = await cluster.Client.GetResourcesAsync(BuiltInKinds.CronJob.Group, BuiltInKinds.CronJob.Version, cancellationToken) is { } batch && batch.Any(resource => resource.Kind == BuiltInKinds.CronJob);
        if (hasCronJobs)
        {
            await cluster.Client.CreateAsync(BuiltInKinds.CronJob, ns, Trigger(ns, configuration), new(), cancellationToken);
        }

        await CreateAsync(KubeStashKinds.BackupConfiguration, BareName, BareConfiguration.ToJsonString(), null);
        await CreateAsync(KubeStashKinds.BackupStorage, BareName, BareStorage.ToJsonString(), null);
        return new DetailGround(console, cluster.Admin.Slug, ns, ns, BareName, BareName, hasCronJobs, ListAsync);

        async Task<IReadOnlyList<JsonObject>> ListAsync(ResourceKind kind) => (await cluster.Client.ListAsync(kind, null, new(), cancellationToken)).Items;

        async Task<JsonObject> CreateAsync(ResourceKind kind, string name, string spec, string? status)
        {
            JsonObject created = await cluster.Client.CreateAsync(kind, ns, Manifest(kind, ns, name, Parse(spec.Replace("NS", ns, StringComparison.Ordinal))), new(), cancellationToken);
            if (status is not null)
            {
                JsonObject told = new() { ["status"] = Parse(status.Replace("NS", ns, StringComparison.Ordinal)) };
                await cluster.Client.PatchAsync(kind, new ObjectKey(ns, name), Patch.Merge(told), new(), cancellationToken, "status");
            }

            return created;
        }
    }

    /// <summary>Removes what <see cref="MakeAsync"/> made, but for the sessions, which go with the namespace.</summary>
    public static async Task RemoveAsync(TestCluster cluster, DetailGround ground)
    {
        string ns = ground.Namespace;
        foreach ((ResourceKind kind, string name) in ((ResourceKind, string)[])
        [
            (BuiltInKinds.CronJob, "trigger-mongodb-full-backup"), (KubeStashKinds.Repository, "mongodb-repo"), (KubeStashKinds.BackupConfiguration, DetailGround.Configuration),
            (KubeStashKinds.BackupConfiguration, BareName), (KubeStashKinds.RetentionPolicy, "keep"), (KubeStashKinds.BackupStorage, DetailGround.Storage), (KubeStashKinds.BackupStorage, BareName),
        ])
        {
            if (kind != BuiltInKinds.CronJob || ground.HasCronJobs)
            {
                await cluster.Client.DeleteAsync(kind, new ObjectKey(ns, name), new(), CancellationToken.None);
            }
        }
    }

    private static JsonObject Trigger(string ns, JsonObject configuration)
    {
        JsonObject trigger = Manifest(BuiltInKinds.CronJob, ns, "trigger-mongodb-full-backup", Parse(
            """{"schedule": "*/15 * * * *", "suspend": true, "jobTemplate": {"spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "trigger", "image": "example.com/none"}]}}}}}"""));
        trigger["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = KubeStashKinds.BackupConfiguration.ApiVersion,
            ["kind"] = KubeStashKinds.BackupConfiguration.Kind,
            ["name"] = DetailGround.Configuration,
            ["uid"] = configuration["metadata"]!["uid"]!.GetValue<string>(),
            ["controller"] = true,
        });
        return trigger;
    }

    private static JsonObject Manifest(ResourceKind kind, string ns, string name, JsonObject spec) => new()
    {
        ["apiVersion"] = kind.ApiVersion,
        ["kind"] = kind.Kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["spec"] = spec.DeepClone(),
    };

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
