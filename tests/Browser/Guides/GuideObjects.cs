using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing.ApiServer;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>A server with one namespace whose BackupSession has every field there is, one whose BackupSession has none, and one with nothing in it.</summary>
public sealed class GuideObjects : IAsyncLifetime
{
    /// <summary>Namespace of the objects that have everything.</summary>
    public const string Full = "demo";

    /// <summary>Namespace of a session that tells nothing and links to nothing.</summary>
    public const string Bare = "bare";

    /// <summary>A namespace without objects.</summary>
    public const string Nothing = "nothing";

    /// <summary>Name of the session in each namespace.</summary>
    public const string Session = "mongodb-full-backup-1760000000";

    /// <summary>A session of an older operator, whose deadline has another name; in <see cref="Full"/>.</summary>
    public const string Older = "mongodb-full-backup-1700000000";

    /// <summary>A session that leaves the timeout to its configuration; in <see cref="Full"/>.</summary>
    public const string Inherits = "mongodb-full-backup-1750000000";

    private FakeApiServer server = null!;

    /// <summary>The console of its administrator.</summary>
    public TestConsole Console { get; private set; } = null!;

    /// <summary>The session that has everything.</summary>
    public static JsonObject Whole { get; } = Parse(
        """
        {
          "apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupSession",
          "metadata": {
            "name": "mongodb-full-backup-1760000000", "namespace": "demo", "uid": "11111111-aaaa-4bbb-8ccc-222222222222", "creationTimestamp": "2026-10-09T08:53:20Z",
            "labels": {"team": "shop"}, "annotations": {"ticket": "OPS-7"},
            "ownerReferences": [{"apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupConfiguration", "name": "mongodb", "uid": "33333333-aaaa-4bbb-8ccc-444444444444", "controller": true, "blockOwnerDeletion": true}]
          },
          "spec": {
            "invoker": {"apiGroup": "core.kubestash.com", "kind": "BackupConfiguration", "name": "mongodb"},
            "session": "full-backup", "retryLeft": 2, "backupTimeout": "2h"
          },
          "status": {
            "phase": "Failed", "duration": "3m21s", "backupDeadline": "2026-10-09T10:53:21Z", "totalSnapshots": 3, "retried": true, "nextRetry": "2026-10-09T09:13:22Z",
            "snapshots": [
              {"name": "mongodb-repo-mongodb-full-backup-1760000000", "phase": "Succeeded", "repository": "mongodb-repo", "appRef": {"apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "mongodb"}},
              {"name": "gone-repo-mongodb-full-backup-1760000000", "phase": "Pending", "repository": "gone-repo", "appRef": {"apiGroup": "apps", "kind": "StatefulSet", "namespace": "elsewhere", "name": "storefront"}}
            ],
            "hooks": {
              "preHooks": [{"name": "pause-writes", "phase": "Succeeded"}],
              "postHooks": [{"name": "tell-the-team", "phase": "Failed"}]
            },
            "retentionPolicy": [
              {"ref": {"name": "keep-1mo", "namespace": "policies"}, "repository": "mongodb-repo", "phase": "Applied"},
              {"ref": {"name": "keep-7y", "namespace": "archive"}, "repository": "gone-repo", "phase": "FailedToApply", "error": "the bucket is locked"}
            ],
            "conditions": [
              {"type": "BackupSkipped", "status": "False", "reason": "PreRequisitesSatisfied", "message": "Nothing else is running.", "lastTransitionTime": "2026-10-09T08:53:21Z"},
              {"type": "PreBackupHooksExecutionSucceeded", "status": "True", "reason": "SuccessfullyExecutedPreBackupHooks", "message": "Hooks before are done.", "lastTransitionTime": "2026-10-09T08:53:22Z"},
              {"type": "SnapshotsEnsured", "status": "True", "reason": "SuccessfullyEnsuredSnapshots", "message": "Snapshots are there.", "lastTransitionTime": "2026-10-09T08:53:23Z"},
              {"type": "BackupExecutorEnsured", "status": "True", "reason": "SuccessfullyEnsuredBackupExecutor", "message": "Executor is there.", "observedGeneration": 41, "lastTransitionTime": "2026-10-09T08:53:24Z"},
              {"type": "PostBackupHooksExecutionSucceeded", "status": "False", "reason": "FailedToExecutePostBackupHooks", "message": "Nobody answered.", "severity": "Warning", "lastTransitionTime": "2026-10-09T08:56:25Z"},
              {"type": "DeadlineExceeded", "status": "False", "reason": "InTime", "message": "Long before its deadline.", "lastTransitionTime": "2026-10-09T08:56:26Z"},
              {"type": "SessionHistoryCleaned", "status": "True", "reason": "SuccessfullyCleanedSessionHistory", "message": "History is short.", "lastTransitionTime": "2026-10-09T08:56:27Z"},
              {"type": "RetentionPolicyExecutorEnsured", "status": "True", "reason": "SuccessfullyEnsuredRetentionPolicyExecutor", "message": "Retention has its Job.", "lastTransitionTime": "2026-10-09T08:56:28Z"},
              {"type": "SnapshotCleanupIncomplete", "status": "False", "reason": "SnapshotCleanupDone", "message": "Old ones are gone.", "lastTransitionTime": "2026-10-09T08:56:29Z"},
              {"type": "PodHasBeenInPendingStateForLongerThanExpected", "status": "Unknown", "reason": "PodNotSeen", "message": "No pod waits.", "lastTransitionTime": "2026-10-09T08:56:30Z"},
              {"type": "MetricsPushed", "status": "True", "reason": "SuccessfullyPushedMetrics", "message": "Metrics are sent.", "lastTransitionTime": "2026-10-09T08:56:41Z"}
            ]
          }
        }
        """);

    /// <summary>Address of a page, below the cluster.</summary>
    public static string Address(string rest) => $"/c/admin/{rest}";

    public async ValueTask InitializeAsync()
    {
        server = await FakeApiServer.StartAsync();
        foreach (string name in (string[])[Full, Bare, Nothing])
        {
            server.Put(FakeKinds.Namespaces, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        }

        server.Put(FakeKinds.BackupSessions, Whole.DeepClone().AsObject());
        JsonObject older = Whole.DeepClone().AsObject();
        older["metadata"]!["name"] = Older;
        older["metadata"]!["uid"] = "55555555-aaaa-4bbb-8ccc-666666666666";
        older["status"] = Parse("""{"phase": "Running", "sessionDeadline": "2026-10-09T11:11:11Z"}""");
        server.Put(FakeKinds.BackupSessions, older);
        JsonObject inherits = Whole.DeepClone().AsObject();
        inherits["metadata"]!["name"] = Inherits;
        inherits["metadata"]!["uid"] = "66666666-aaaa-4bbb-8ccc-777777777777";
        inherits["spec"]!.AsObject().Remove("backupTimeout");
        inherits.Remove("status");
        server.Put(FakeKinds.BackupSessions, inherits);
        server.Put(FakeKinds.BackupSessions, Parse("""{"metadata": {"name": "mongodb-full-backup-1760000000", "namespace": "bare", "uid": "77777777-aaaa-4bbb-8ccc-888888888888"}, "spec": {}}"""));
        server.Put(FakeKinds.BackupConfigurations, Parse(
            """
            {"metadata": {"name": "mongodb", "namespace": "demo", "uid": "33333333-aaaa-4bbb-8ccc-444444444444", "creationTimestamp": "2026-09-01T00:00:00Z"},
             "spec": {"target": {"apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "mongodb"},
               "backends": [{"name": "s3", "storageRef": {"name": "default", "namespace": "stash"}}],
               "sessions": [{"name": "full-backup", "backupTimeout": "90m", "scheduler": {"schedule": "*/15 * * * *"}, "addon": {"name": "mongodb-addon", "tasks": [{"name": "logical-backup"}]},
                 "repositories": [{"name": "mongodb-repo", "backend": "s3", "directory": "/demo/mongodb"}]}]},
             "status": {"phase": "Ready"}}
            """));
        server.Put(FakeKinds.Snapshots, Parse(
            """
            {"metadata": {"name": "mongodb-repo-mongodb-full-backup-1760000000", "namespace": "demo", "uid": "99999999-aaaa-4bbb-8ccc-000000000000", "creationTimestamp": "2026-10-09T08:53:25Z"},
             "spec": {"backupSession": "mongodb-full-backup-1760000000", "repository": "mongodb-repo", "session": "full-backup", "appRef": {"apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "mongodb"}},
             "status": {"phase": "Succeeded", "size": "71.001 KiB", "verificationStatus": "Verified"}}
            """));
        Console = TestConsole.Start(server.KubeconfigOf("admin"));
    }

    public async ValueTask DisposeAsync()
    {
        if (Console is not null)
        {
            await Console.DisposeAsync();
        }

        await server.DisposeAsync();
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
