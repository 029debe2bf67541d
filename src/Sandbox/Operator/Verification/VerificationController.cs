using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Configurations;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Verification;

/// <summary>BackupVerificationSessions: a trial restore, a look at what came back, a mark on the Snapshot.</summary>
internal sealed class VerificationController(OperatorContext context, JobLauncher jobs) : IController
{
    private static readonly ResourceKind Kind = KubeStashKinds.BackupVerificationSession;

    /// <inheritdoc />
    public string Name => "backupverificationsessions";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches { get; } =
    [
        WatchedKind.Own(Kind),
        new WatchedKind(KubeStashKinds.RestoreSession, restore => restore.ControllerKeys(Kind.Kind)),
        new WatchedKind(CoreKinds.Job, job => job.Label(StashLabels.Component) == JobComponents.Verifier ? [new ObjectKey(job.Namespace(), job.Label(StashLabels.InvokerName) ?? "")] : []),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(Kind, key) is not { } session)
        {
            return null;
        }

        if (session.IsDeleting())
        {
            jobs.RemoveFor(session, JobComponents.Verifier);
            context.RemoveFinalizer(Kind, key);
            return null;
        }

        JsonNode? status = session["status"];
        Invoker? invoker = Invoker.Find(context, session.At("spec", "invoker"), key.Namespace);
        JsonObject? verifier = VerifierOf(session, invoker);
        if (Conditions.Has(status, "VerificationSessionHistoryCleaned") || status.Text("phase") == Phase.Skipped)
        {
            return Retry(session, invoker, verifier);
        }

        context.AddFinalizer(Kind, session);
        JsonObject? snapshot = context.Get(KubeStashKinds.Snapshot, key.Namespace, session.TextOrEmpty("spec", "snapshot"));
        if (status.Text("phase") is null && snapshot.Text("status", "verificationStatus") == "Verified")
        {
            Report(session, changed => Conditions.Set(changed, "BackupVerificationSkipped", true, "SnapshotAlreadyVerified", null, context.Now));

            // Those that did nothing make room for each other only, not for one that says how a verification went.
            RemoveOld(session, verifier, phase => phase == Phase.Skipped);
            return null;
        }

        return verifier is null || snapshot is null
            ? End(session, verifier, snapshot, "RestoreSucceeded", "FailedToRestoreBackup", verifier is null ? "no BackupVerifier found for the repository" : $"snapshots.storage.kubestash.com \"{session.TextOrEmpty("spec", "snapshot")}\" not found")
            : Advance(session, verifier, snapshot);
    }

    private TimeSpan? Advance(JsonObject session, JsonObject verifier, JsonObject snapshot)
    {
        JsonObject restore;
        try
        {
            restore = context.Ensure(KubeStashKinds.RestoreSession, Restore(session, verifier));
        }
        catch (ApiStatusException refusal) when (refusal.Status.Code is 403 or 422)
        {
            // The verifier asks for a restore that no server accepts; asking again would not help.
            return End(session, verifier, snapshot, "RestoreSucceeded", "FailedToRestoreBackup", refusal.Status.Message);
        }

        string phase = restore.TextOrEmpty("status", "phase");
        if (!Phase.IsFinal(phase))
        {
            Report(session, _ => { });
            return context.Recheck;
        }

        if (phase != Phase.Succeeded)
        {
            return End(session, verifier, snapshot, "RestoreSucceeded", "FailedToRestoreBackup", $"RestoreSession {restore.Name()} is {phase}");
        }

        Report(session, status => Conditions.Set(status, "RestoreSucceeded", true, "SuccessfullyRestoredBackup", null, context.Now));
        if (verifier.Text("spec", "type") == "RestoreOnly")
        {
            return End(session, verifier, snapshot, null, "", "");
        }

        return Check(session, verifier, snapshot);
    }

    private TimeSpan? Check(JsonObject session, JsonObject verifier, JsonObject snapshot)
    {
        string functionName = verifier.TextOrEmpty("spec", "function");
        JsonObject? function = context.Get(KubeStashKinds.Function, "", functionName);
        (JsonObject? job, string problem) = function is null ? (null, $"functions.addons.kubestash.com \"{functionName}\" not found") : jobs.Ensure(Job(session, verifier, function));
        Report(session, status => Conditions.Set(status, "VerificationExecutorEnsured", job is not null,
            job is not null ? "SuccessfullyEnsuredVerificationExecutor" : "FailedToEnsureVerificationExecutor", job is not null ? null : problem, context.Now));
        if (job is null)
        {
            return End(session, verifier, snapshot, "BackupVerified", "FailedToVerifyBackup", $"Failed to verify backup. Reason: \"{problem}\"");
        }

        if (!JobProgress.IsFinished(job))
        {
            return null;
        }

        if (JobProgress.HasFailed(job))
        {
            return End(session, verifier, snapshot, "BackupVerified", "FailedToVerifyBackup", $"Failed to verify backup. Reason: \"{jobs.FailureOf(job)}\"");
        }

        Report(session, status => Conditions.Set(status, "BackupVerified", true, "SuccessfullyVerifiedBackup", null, context.Now));
        return End(session, verifier, snapshot, null, "", "");
    }

    // A null condition means that all went well.
    private TimeSpan? End(JsonObject session, JsonObject? verifier, JsonObject? snapshot, string? condition, string reason, string message)
    {
        if (snapshot is not null)
        {
            context.SetStatus(KubeStashKinds.Snapshot, snapshot.Key(), status =>
            {
                status["verificationStatus"] = condition is null ? "Verified" : "VerificationFailed";
                status["verificationSession"] = session.Name();
            });
        }

        RemoveOld(session, verifier, Phase.IsFinal);
        Report(session, status =>
        {
            if (condition is not null)
            {
                Conditions.Set(status, condition, false, reason, message, context.Now);
            }

            Conditions.Set(status, "VerificationSessionHistoryCleaned", true, "SuccessfullyCleanedVerificationSessionHistory", null, context.Now);
            status["duration"] = GoDuration.FromTimeSpan(TimeSpan.FromSeconds(Math.Floor((context.Now - session.Created()).TotalSeconds))).ToString();
        });
        if (condition is not null)
        {
            context.Events.Warning(Kind, session, reason, message, Managers.Operator);
        }

        return TimeSpan.Zero;
    }

    private TimeSpan? Retry(JsonObject session, Invoker? invoker, JsonObject? verifier)
    {
        long left = session.Number("spec", "retryLeft") ?? 0;
        if (session.Text("status", "phase") != Phase.Failed || left <= 0 || session.IsTrue("status", "retried") || invoker is null || verifier is null)
        {
            return null;
        }

        TimeSpan delay = GoDuration.TryParse(verifier.Text("spec", "retryConfig", "delay"), out GoDuration written) ? written.ToTimeSpan() : TimeSpan.Zero;
        DateTimeOffset due = (Conditions.Since(session["status"], "VerificationSessionHistoryCleaned") ?? context.Now) + delay;
        if (due > context.Now)
        {
            return due - context.Now;
        }

        DateTimeOffset named = due > session.Created().AddSeconds(1) ? due : session.Created().AddSeconds(1);
        context.Ensure(Kind, SessionManifest.Verification(invoker, session.TextOrEmpty("spec", "session"), session.TextOrEmpty("spec", "repository"), session.TextOrEmpty("spec", "snapshot"), (int)(left - 1), named));
        context.SetStatus(Kind, session.Key(), status => status["retried"] = true);
        return null;
    }

    private void RemoveOld(JsonObject session, JsonObject? verifier, Func<string?, bool> counts)
    {
        int limit = (int)Math.Max(verifier.Number("spec", "sessionHistoryLimit") ?? 1, 1);
        IEnumerable<JsonObject> others = context.Cluster.List(Kind, session.Namespace())
            .Where(other => other.Name() != session.Name() && other.Text("spec", "repository") == session.Text("spec", "repository") && counts(other.Text("status", "phase")))
            .OrderByDescending(other => other.Created()).ThenByDescending(other => other.Name(), StringComparer.Ordinal);
        foreach (JsonObject old in others.Skip(limit - 1).ToArray())
        {
            context.Delete(Kind, old);
        }
    }

    private JsonObject? VerifierOf(JsonObject session, Invoker? invoker)
    {
        JsonObject? entry = invoker?.Sessions.SelectMany(found => found.Repositories).Select(found => found.Repository).FirstOrDefault(found => found.Text("name") == session.Text("spec", "repository"));
        return entry is null ? null : Verifiers.Find(context, entry, invoker!);
    }

    private static JsonObject Restore(JsonObject session, JsonObject verifier)
    {
        JsonObject manifest = Meta.Create(KubeStashKinds.RestoreSession, session.Namespace(), session.Name(), [KeyValuePair.Create(StashLabels.InvokerName, session.Name())], Meta.OwnerReference(Kind, session));
        JsonObject spec = new()
        {
            ["dataSource"] = new JsonObject { ["repository"] = session.TextOrEmpty("spec", "repository"), ["snapshot"] = session.TextOrEmpty("spec", "snapshot") },
            ["addon"] = verifier.At("spec", "restoreOption", "addonInfo")?.DeepClone(),
        };
        if (verifier.At("spec", "restoreOption", "target") is { } target)
        {
            spec["target"] = target.DeepClone();
        }

        manifest["spec"] = spec;
        return manifest;
    }

    private static JobManifest Job(JsonObject session, JsonObject verifier, JsonObject function) => new()
    {
        Name = KubeStash.Names.GeneratedNames.Join("verify", session.Name()),
        Namespace = session.Namespace(),
        Labels = new Dictionary<string, string>(StashLabels.ForJob(session, JobComponents.Verifier, session.TextOrEmpty("spec", "session")), StringComparer.Ordinal)
        {
            [StashLabels.RepositoryName] = session.TextOrEmpty("spec", "repository"),
        },
        Containers = [Container(verifier, function)],
        ClusterRole = "kubestash-backup-verifier-job",
        PodSettings = verifier.At("spec", "runtimeSettings", "pod"),
        Volumes = [.. verifier.Objects("spec", "volumes")],
    };

    private static JsonObject Container(JsonObject verifier, JsonObject function)
    {
        JsonObject container = JobManifest.Container(function.Name(), function.TextOrEmpty("spec", "image"), function.Texts("spec", "args"));
        if (verifier.At("spec", "volumeMounts") is { } mounts)
        {
            container["volumeMounts"] = mounts.DeepClone();
        }

        foreach (string field in (string[])["resources", "securityContext", "env", "envFrom"])
        {
            if (verifier.At("spec", "runtimeSettings", "container", field) is { } setting)
            {
                container[field] = setting.DeepClone();
            }
        }

        return container;
    }

    private void Report(JsonObject session, Action<JsonObject> change) => context.SetStatus(Kind, session.Key(), status =>
    {
        change(status);
        status["conditions"] ??= new JsonArray();
        status["phase"] = VerificationPhase.Of(status);
    });
}
