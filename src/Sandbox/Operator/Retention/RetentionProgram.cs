using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Backends;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Retention;

/// <summary>What retention Jobs run: for a repository of a session they find what the policy does not want, remove it and write down how it went.</summary>
internal sealed class RetentionProgram(OperatorContext context, SimulatedBackends backends) : IContainerProgram
{
    /// <summary>First argument of the Jobs' containers.</summary>
    public const string Verb = "retention-policy";

    /// <inheritdoc />
    public bool Runs(RunningContainer container) => container.Verb == Verb;

    /// <inheritdoc />
    public Script? Write(RunningContainer container)
    {
        string ns = container.Pod.Namespace();
        if (context.Get(KubeStashKinds.BackupSession, ns, container.Pod.Label(StashLabels.InvokerName) ?? "") is not { } session
            || Invoker.Find(context, session.At("spec", "invoker"), ns) is not { } invoker
            || invoker.Session(session.TextOrEmpty("spec", "session")) is not { } entry)
        {
            return null;
        }

        JsonObject? repository = entry.Repositories.Select(found => found.Repository).FirstOrDefault(found => found.Text("name") == container.Argument("repository"));
        if (repository is null)
        {
            return null;
        }

        ScriptWriter script = new ScriptWriter().Wait(0.5);
        Apply(script, session, invoker, repository);
        return script.Wait(0.3).End();
    }

    // A failure here is written down for the repository; the Job itself has done what it could.
    private void Apply(ScriptWriter script, JsonObject session, Invoker invoker, JsonObject entry)
    {
        string name = entry.TextOrEmpty("name");
        JsonNode? reference = invoker.BackendOf(entry).At("retentionPolicy");
        string policyName = $"{Targets.NamespaceOf(reference, session.Namespace())}/{reference.TextOrEmpty("name")}";
        script.Info("retention.go:88", $"Applying retention policy {policyName} on repository {session.Namespace()}/{name}").Wait(0.3);
        JsonObject? policy = context.Get(KubeStashKinds.RetentionPolicy, Targets.NamespaceOf(reference, session.Namespace()), reference.TextOrEmpty("name"));
        JsonObject? repository = context.Get(KubeStashKinds.Repository, session.Namespace(), name);
        JsonObject? storage = repository is null ? null : backends.StorageOf(repository);
        if (policy is null || repository is null || storage is null)
        {
            string missing = policy is null ? $"RetentionPolicy {policyName} not found" : $"Repository {name} or its BackupStorage not found";
            script.Error("retention.go:97", missing).Do(() => Report(session, name, missing));
            return;
        }

        RetentionPlan plan = RetentionPlan.Of(policy["spec"], context.Cluster.List(KubeStashKinds.Snapshot, session.Namespace())
            .Where(snapshot => snapshot.Text("spec", "repository") == name && snapshot.Text("spec", "session") == session.Text("spec", "session") && !snapshot.IsDeleting()), context.Now);
        script.Info("retention.go:121", string.Create(CultureInfo.InvariantCulture, $"Keeping {plan.Kept.Count} snapshots, {plan.Stale.Count} out of the policy"));
        Failure? failure = backends.Open(storage)
            ?? backends.Unlock(repository, storage, repository.At("spec", "encryptionSecret"), session.Namespace(), writes: false)
            ?? (plan.Stale.Count > 0 || repository.Annotation(Levers.LockedBy) is not null || repository.Annotation(Levers.ReadBy) is not null ? backends.Prune(repository, storage) : null);
        if (failure is not null)
        {
            foreach (string line in failure.Log)
            {
                script.Print(line);
            }

            script.Wait(1).Error("retention.go:140", failure.Error).Do(() => Report(session, name, failure.Error));
            return;
        }

        if (plan.Stale.Count > 0)
        {
            script.Print($"[golang-sh]$ restic forget --quiet --prune {string.Join(' ', plan.Stale.Select(snapshot => Chance.Hex(snapshot.Uid())[..8]))}").Wait(3);
        }

        script.Do(() => Remove(plan.Stale)).Wait(0.5).Info("retention.go:160", "Retention policy has been applied").Do(() => Report(session, name, null));
    }

    private void Remove(IReadOnlyList<JsonObject> stale)
    {
        foreach (JsonObject snapshot in stale)
        {
            context.Update(KubeStashKinds.Snapshot, snapshot.Key(), changed => changed.Child("spec")["deletionPolicy"] = "WipeOut");
            context.Delete(KubeStashKinds.Snapshot, snapshot);
        }
    }

    private void Report(JsonObject session, string repository, string? error) => context.SetStatus(KubeStashKinds.BackupSession, session.Key(), status =>
    {
        foreach (JsonObject entry in status.Objects("retentionPolicy").Where(entry => entry.Text("repository") == repository))
        {
            entry["phase"] = error is null ? "Applied" : "FailedToApply";
            if (error is not null)
            {
                entry["error"] = error;
            }
        }
    });
}
