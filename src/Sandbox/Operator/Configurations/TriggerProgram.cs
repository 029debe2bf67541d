using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Configurations;

/// <summary>What the Jobs of CronJobs run: they make the session objects.</summary>
internal sealed class TriggerProgram(OperatorContext context) : IContainerProgram
{
    /// <inheritdoc />
    public bool Runs(RunningContainer container) => container.Verb is "trigger-backup" or "trigger-verifier";

    /// <inheritdoc />
    public Script? Write(RunningContainer container)
    {
        string ns = container.Pod.Namespace();
        JsonObject reference = new() { ["kind"] = container.Argument("invoker-kind"), ["name"] = container.Argument("invoker-name") };
        Invoker? invoker = Invoker.Find(context, reference, ns);
        string sessionName = container.Argument("session-name");
        if (invoker?.Session(sessionName) is not { } session)
        {
            string missing = $"session \"{sessionName}\" of {container.Argument("invoker-kind")} {ns}/{container.Argument("invoker-name")} not found";
            return new ScriptWriter().Wait(0.5).Error("main.go:61", missing).End(1, message: missing);
        }

        if (invoker.IsPaused)
        {
            return new ScriptWriter().Wait(0.5).Info("trigger.go:58", $"{invoker.Kind.Kind} {ns}/{invoker.Name} is paused").End();
        }

        JsonObject? manifest = container.Verb == "trigger-backup"
            ? SessionManifest.Backup(invoker, session, session.MaxRetry, container.Started)
            : Verification(invoker, session, container.Argument("repository-name"), container.Started);
        if (manifest is null)
        {
            return new ScriptWriter().Wait(0.5).Info("trigger.go:81", $"no succeeded Snapshot to verify in Repository {ns}/{container.Argument("repository-name")}").End();
        }

        Kubernetes.Objects.ResourceKind kind = container.Verb == "trigger-backup" ? KubeStashKinds.BackupSession : KubeStashKinds.BackupVerificationSession;
        return new ScriptWriter()
            .Wait(0.5).Info("trigger.go:74", $"Creating {kind.Kind} {ns}/{manifest.Name()}")
            .Do(() => context.Ensure(kind, (JsonObject)manifest.DeepClone()))
            .Wait(0.3).Info("trigger.go:92", $"{kind.Kind} has been created")
            .Wait(0.7).End();
    }

    private JsonObject? Verification(Invoker invoker, InvokerSession session, string repository, DateTimeOffset now)
    {
        JsonObject? latest = context.Cluster.List(KubeStashKinds.Snapshot, invoker.Namespace)
            .Where(snapshot => snapshot.Text("spec", "repository") == repository && snapshot.Text("status", "phase") == Phase.Succeeded)
            .MaxBy(snapshot => snapshot.Time("status", "snapshotTime") ?? snapshot.Created());
        JsonObject? entry = session.Repositories.Select(found => found.Repository).FirstOrDefault(found => found.Text("name") == repository);
        JsonObject? verifier = entry is null ? null : Verifiers.Find(context, entry, invoker);
        int retries = verifier?["spec"]?["retryConfig"] is null ? 0 : (int)(verifier.Number("spec", "retryConfig", "maxRetry") ?? 1);
        return latest is null ? null : SessionManifest.Verification(invoker, session.Name, repository, latest.Name(), retries, now);
    }
}
