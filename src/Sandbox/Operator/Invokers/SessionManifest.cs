using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Invokers;

/// <summary>New runs of sessions, however they are started.</summary>
internal static class SessionManifest
{
    /// <summary>A run of a session.</summary>
    /// <param name="retryLeft">Retries still allowed.</param>
    public static JsonObject Backup(Invoker invoker, InvokerSession session, int retryLeft, DateTimeOffset now)
    {
        JsonObject manifest = Meta.Create(
            KubeStashKinds.BackupSession, invoker.Namespace, GeneratedNames.BackupSession(invoker.Name, session.Name, now),
            [KeyValuePair.Create(StashLabels.InvokerName, invoker.Name)], Meta.OwnerReference(invoker.Kind, invoker.Source));
        JsonObject spec = new() { ["invoker"] = invoker.Reference(), ["session"] = session.Name, ["retryLeft"] = retryLeft };
        if (session.BackupTimeout is { Length: > 0 } timeout)
        {
            spec["backupTimeout"] = timeout;
        }

        manifest["spec"] = spec;
        return manifest;
    }

    /// <summary>A verification of a Snapshot.</summary>
    public static JsonObject Verification(Invoker invoker, string session, string repository, string snapshot, int retryLeft, DateTimeOffset now)
    {
        JsonObject manifest = Meta.Create(
            KubeStashKinds.BackupVerificationSession, invoker.Namespace, GeneratedNames.BackupSession(repository, session, now),
            [KeyValuePair.Create(StashLabels.InvokerName, invoker.Name)], Meta.OwnerReference(invoker.Kind, invoker.Source));
        manifest["spec"] = new JsonObject { ["invoker"] = invoker.Reference(), ["session"] = session, ["repository"] = repository, ["snapshot"] = snapshot, ["retryLeft"] = retryLeft };
        return manifest;
    }
}
