using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupConsole.Benchmarks;

/// <summary>BackupSessions of the size and shape an operator leaves behind.</summary>
internal static class SampleSession
{
    private static readonly string[] Applications = ["orders", "ledger", "search", "accounts", "sessions", "catalog", "media", "reports"];

    /// <summary>The <paramref name="number"/>th session; every name is another one.</summary>
    public static JsonObject Create(int number, string ns)
    {
        string application = Applications[number % Applications.Length];
        string name = string.Create(CultureInfo.InvariantCulture, $"{application}-full-backup-{1_775_000_000 + number}");
        return new JsonObject
        {
            ["apiVersion"] = "core.kubestash.com/v1alpha1",
            ["kind"] = "BackupSession",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = ns,
                ["labels"] = new JsonObject { ["kubestash.com/invoker-name"] = application, ["app.kubernetes.io/managed-by"] = "kubestash.com" },
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = "core.kubestash.com/v1alpha1",
                    ["kind"] = "BackupConfiguration",
                    ["name"] = application,
                    ["uid"] = "645191bb-8e2e-4b04-96bd-3cea5f92231b",
                    ["controller"] = true,
                    ["blockOwnerDeletion"] = true,
                }),
            },
            ["spec"] = new JsonObject
            {
                ["invoker"] = new JsonObject { ["apiGroup"] = "core.kubestash.com", ["kind"] = "BackupConfiguration", ["name"] = application },
                ["session"] = "full-backup",
                ["backupTimeout"] = "2h0m0s",
                ["retryLeft"] = 0,
            },
        };
    }

    /// <summary>The status of a finished session; every 20th failed.</summary>
    public static JsonObject Status(int number, JsonObject session)
    {
        bool failed = number % 20 == 0;
        string name = (string)session["metadata"]!["name"]!;
        string ns = (string)session["metadata"]!["namespace"]!;
        return new JsonObject
        {
            ["phase"] = failed ? "Failed" : "Succeeded",
            ["duration"] = "33s",
            ["totalSnapshots"] = 1,
            ["backupDeadline"] = "2026-04-09T11:30:01Z",
            ["snapshots"] = new JsonArray(new JsonObject
            {
                ["name"] = "repo-" + name,
                ["phase"] = failed ? "Failed" : "Succeeded",
                ["repository"] = "repo",
                ["appRef"] = new JsonObject { ["apiGroup"] = "kubedb.com", ["kind"] = "Postgres", ["name"] = "orders-pg", ["namespace"] = ns },
            }),
            ["conditions"] = new JsonArray(
                Condition("SnapshotsEnsured", !failed, "Snapshots have been ensured successfully."),
                Condition("BackupExecutorEnsured", true, "Backup Executor has been ensured successfully."),
                Condition("SessionHistoryCleaned", true, string.Empty),
                Condition("MetricsPushed", true, "Metrics have been pushed successfully.")),
        };
    }

    private static JsonObject Condition(string type, bool good, string message) => new()
    {
        ["type"] = type,
        ["status"] = good ? "True" : "False",
        ["reason"] = good ? "Successfully" + type : "FailedTo" + type,
        ["message"] = message,
        ["lastTransitionTime"] = "2026-04-09T09:30:02Z",
    };
}
