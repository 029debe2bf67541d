using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.Testing;
using BackupConsole.Testing.ApiServer;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>One object of each kind, all linked to each other, on the cluster of the journeys: there no operator answers, so their statuses are written by hand.</summary>
public sealed class KindObjects(BrowserFixture fixture) : IAsyncLifetime
{
    /// <summary>Namespace of the objects.</summary>
    public string Namespace { get; } = Unique.Name("t-kinds");

    /// <summary>Name of each object; those outside namespaces are told from others by it.</summary>
    public string Name => Namespace;

    /// <summary>The verification, with every field there is.</summary>
    public JsonObject Verification => Written(KubeStashKinds.BackupVerificationSession);

    /// <summary>Its kubeconfig's console.</summary>
    public TestConsole Console => fixture.ConsoleOf(fixture.Cluster.Kubeconfig);

    /// <summary>Address of a kind's list with nothing in it but the object.</summary>
    public string List(ResourceKind kind) => $"/c/{fixture.Cluster.Admin.Slug}/{kind.Id}?{(kind.Namespaced ? "namespace" : "q")}={Namespace}";

    /// <summary>Address of the page of the object of a kind.</summary>
    public string Page(ResourceKind kind) => $"/c/{fixture.Cluster.Admin.Slug}/{kind.Id}{(kind.Namespaced ? $"/n/{Namespace}" : "")}/o/{Name}";

    public async ValueTask InitializeAsync()
    {
        foreach (ResourceKind kind in KubeStashKinds.All)
        {
            if (FakeKinds.All.All(known => known.Kind.Id != kind.Id))
            {
                fixture.Cluster.Fake?.Register(new FakeKind(kind) { HasStatus = true });
            }
        }

        KubernetesClient client = fixture.Cluster.Client;
        await fixture.Cluster.CreateNamespaceAsync(Namespace);
        foreach (ResourceKind kind in KubeStashKinds.All)
        {
            JsonObject value = Written(kind);
            JsonNode? status = value["status"]?.DeepClone();
            value.Remove("status");
            await client.CreateAsync(kind, kind.Namespaced ? Namespace : null, value, new(), CancellationToken.None);
            if (status is not null)
            {
                await client.PatchAsync(kind, KeyOf(kind), Patch.Merge(new JsonObject { ["status"] = status }), new(), CancellationToken.None, "status");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ResourceKind kind in KubeStashKinds.All)
        {
            await fixture.Cluster.Client.DeleteAsync(kind, KeyOf(kind), new(), CancellationToken.None);
        }

        await fixture.Cluster.RemoveNamespaceAsync(Namespace);
    }

    private ObjectKey KeyOf(ResourceKind kind) => new(kind.Namespaced ? Namespace : "", Name);

    private JsonObject Written(ResourceKind kind)
    {
        JsonObject value = JsonNode.Parse(Objects[kind.Kind].Replace("{it}", Name, StringComparison.Ordinal))!.AsObject();
        value["apiVersion"] = kind.ApiVersion;
        value["kind"] = kind.Kind;
        value["metadata"] = new JsonObject { ["name"] = Name };
        if (kind.Namespaced)
        {
            value["metadata"]!["namespace"] = Namespace;
        }

        return value;
    }

    private static readonly Dictionary<string, string> Objects = new()
    {
        ["BackupStorage"] = """{"spec": {"storage": {"provider": "s3", "s3": {"endpoint": "https://s3.example", "bucket": "backups", "secretName": "{it}"}}, "deletionPolicy": "Delete"}, "status": {"phase": "Ready", "totalSize": "71.001 KiB"}}""",
        ["RetentionPolicy"] = """{"spec": {"maxRetentionPeriod": "2mo", "successfulSnapshots": {"last": 5}, "failedSnapshots": {"last": 1}}}""",
        ["BackupConfiguration"] = """
            {"spec": {"target": {"apiGroup": "apps", "kind": "StatefulSet", "name": "shop", "namespace": "{it}"}, "backends": [{"name": "s3", "storageRef": {"name": "{it}"}, "retentionPolicy": {"name": "{it}"}}],
              "sessions": [{"name": "full", "scheduler": {"schedule": "0 3 * * *", "jobTemplate": {}}, "addon": {"name": "{it}", "tasks": [{"name": "logical-backup"}]},
                "repositories": [{"name": "{it}", "backend": "s3", "directory": "/shop", "backupVerifier": {"name": "{it}"}}], "hooks": {"preBackup": [{"name": "freeze", "hookTemplate": {"name": "{it}"}}]}}]},
             "status": {"phase": "Ready", "targetFound": true}}
            """,
        ["BackupSession"] = """{"spec": {"invoker": {"apiGroup": "core.kubestash.com", "kind": "BackupConfiguration", "name": "{it}"}, "session": "full", "retryLeft": 1}, "status": {"phase": "Succeeded", "duration": "31s", "totalSnapshots": 1, "snapshots": [{"name": "{it}", "phase": "Succeeded", "repository": "{it}"}]}}""",
        ["Repository"] = """{"spec": {"appRef": {"apiGroup": "apps", "kind": "StatefulSet", "name": "shop", "namespace": "{it}"}, "storageRef": {"name": "{it}"}, "path": "/shop"}, "status": {"phase": "Ready", "size": "71.001 KiB", "snapshotCount": 1, "integrity": true}}""",
        ["Snapshot"] = """
            {"spec": {"snapshotID": "01HHKQQ59XN4979HMDFNCANA9V", "type": "FullBackup", "repository": "{it}", "session": "full", "backupSession": "{it}", "version": "v1", "appRef": {"apiGroup": "apps", "kind": "StatefulSet", "name": "shop", "namespace": "{it}"}, "deletionPolicy": "Delete"},
             "status": {"phase": "Succeeded", "size": "71.001 KiB", "totalComponents": 1, "verificationStatus": "VerificationFailed", "verificationSession": "{it}", "components": {"dump": {"phase": "Succeeded", "driver": "Restic", "path": "repository/v1/full/dump"}}}}
            """,
        ["RestoreSession"] = """
            {"spec": {"target": {"apiGroup": "apps", "kind": "StatefulSet", "name": "shop", "namespace": "{it}"}, "dataSource": {"repository": "{it}", "snapshot": "{it}"}, "addon": {"name": "{it}", "tasks": [{"name": "logical-backup-restore"}]}, "hooks": {"preRestore": [{"name": "stop", "hookTemplate": {"name": "{it}"}}]}},
             "status": {"phase": "Running", "totalComponents": 1, "targetFound": true, "components": {"dump": {"phase": "Running", "progress": {"percentDone": "41.20%", "filesDone": 500, "totalFiles": 1214, "restoreDone": "2.170GB", "total": "5.268GB", "speed": "98.66MB/s", "secondsElapsed": 22}}}}}
            """,
        ["BackupVerificationSession"] = """
            {"spec": {"invoker": {"apiGroup": "core.kubestash.com", "kind": "BackupConfiguration", "name": "{it}"}, "session": "full", "repository": "{it}", "snapshot": "{it}", "retryLeft": 2},
             "status": {"phase": "Failed", "duration": "11s", "retried": true, "conditions": [
               {"type": "BackupVerificationSkipped", "status": "False", "reason": "SnapshotNotVerified", "message": "Nobody looked before.", "lastTransitionTime": "2026-10-29T09:30:01Z"},
               {"type": "RestoreSucceeded", "status": "True", "reason": "SuccessfullyRestoredBackup", "message": "Restored in time.", "lastTransitionTime": "2026-10-29T09:30:10Z"},
               {"type": "VerificationExecutorEnsured", "status": "True", "reason": "SuccessfullyEnsuredVerificationExecutor", "message": "The Job is there.", "observedGeneration": 41, "lastTransitionTime": "2026-10-29T09:30:11Z"},
               {"type": "BackupVerified", "status": "False", "reason": "FailedToVerifyBackup", "message": "Failed to verify backup. Reason: 0 rows", "severity": "Warning", "lastTransitionTime": "2026-10-29T09:30:12Z"},
               {"type": "VerificationSessionHistoryCleaned", "status": "True", "reason": "SuccessfullyCleanedVerificationSessionHistory", "message": "History is short.", "lastTransitionTime": "2026-10-29T09:30:13Z"}]}}
            """,
        ["BackupVerifier"] = """{"spec": {"type": "Query", "function": "{it}", "scheduler": {"schedule": "30 4 * * *", "jobTemplate": {}}, "restoreOption": {"target": {"apiGroup": "apps", "kind": "StatefulSet", "name": "trial"}, "addonInfo": {"name": "{it}", "tasks": [{"name": "logical-backup-restore"}]}}, "query": {"mySQL": [{"database": "shop"}]}}}""",
        ["BackupBlueprint"] = """
            {"spec": {"subjects": [{"apiVersion": "apps/v1", "kind": "Deployment"}], "usagePolicy": {"allowedNamespaces": {"from": "All"}}, "backupConfigurationTemplate": {"backends": [{"name": "s3", "storageRef": {"name": "{it}"}, "retentionPolicy": {"name": "{it}"}}],
              "sessions": [{"name": "full", "scheduler": {"schedule": "0 3 * * *", "jobTemplate": {}}, "addon": {"name": "{it}", "tasks": [{"name": "logical-backup"}]}, "repositories": [{"name": "${repoName}", "backend": "s3", "directory": "${namespace}/${targetName}"}]}]}}}
            """,
        ["BackupBatch"] = """
            {"spec": {"targets": [{"name": "app", "appRef": {"apiGroup": "apps", "kind": "Deployment", "name": "web", "namespace": "{it}"}}], "backends": [{"name": "s3", "storageRef": {"name": "{it}"}, "retentionPolicy": {"name": "{it}"}}],
              "sessions": [{"name": "full", "scheduler": {"schedule": "0 3 * * *", "jobTemplate": {}}, "targets": [{"name": "app", "addon": {"name": "{it}", "tasks": [{"name": "logical-backup"}]}, "repositories": [{"name": "{it}", "backend": "s3", "directory": "/web"}]}]}]},
             "status": {"phase": "Ready"}}
            """,
        ["HookTemplate"] = """{"spec": {"executor": {"type": "Pod", "pod": {"selector": "app=db"}}, "action": {"exec": {"command": ["freeze"]}, "containerName": "db"}, "params": [{"name": "database", "usage": "Which one", "required": true}]}}""",
        ["Addon"] = """{"spec": {"backupTasks": [{"name": "logical-backup", "function": "{it}", "driver": "Restic", "executor": "Job", "parameters": [{"name": "paths", "usage": "What to take"}]}, {"name": "manifest-backup", "function": "{it}", "driver": "Restic", "executor": "Job"}], "restoreTasks": [{"name": "logical-backup-restore", "function": "{it}", "driver": "Restic"}]}}""",
        ["Function"] = """{"spec": {"image": "ghcr.io/kubestash/workload:v1", "args": ["backup", "--namespace=${namespace:=default}"]}}""",
    };
}
