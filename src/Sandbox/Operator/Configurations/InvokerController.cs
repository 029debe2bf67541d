using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Configurations;

/// <summary>BackupConfigurations or BackupBatches, whichever kind it is given.</summary>
internal sealed class InvokerController(OperatorContext context, JobLauncher jobs, ResourceKind kind) : IController
{
    private const double ScheduleSeconds = 3;
    private readonly InvokerReview review = new(context);
    private readonly RepositoryMaker repositories = new(context);
    private readonly Schedulers schedulers = new(context, jobs);

    /// <inheritdoc />
    public string Name => kind.Plural;

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches =>
    [
        WatchedKind.Own(kind),
        new WatchedKind(KubeStashKinds.Repository, repository => All(repository.Namespace()).Where(invoker => invoker.Sessions.SelectMany(session => session.Repositories)
            .Any(entry => entry.Repository.Text("name") == repository.Name())).Select(invoker => invoker.Source.Key())),
        new WatchedKind(KubeStashKinds.BackupStorage, storage => Using("storageRef", storage)),
        new WatchedKind(KubeStashKinds.RetentionPolicy, policy => Using("retentionPolicy", policy)),
        new WatchedKind(CoreKinds.CronJob, cronJob => cronJob.ControllerKeys(kind.Kind)),
        new WatchedKind(KubeStashKinds.BackupSession, session => session.ControllerKeys(kind.Kind)),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(kind, key) is not { } source)
        {
            return null;
        }

        Invoker invoker = Invoker.Read(kind, source);
        if (source.IsDeleting())
        {
            return source.HasFinalizer() ? Remove(invoker) : null;
        }

        if (invoker.IsPaused)
        {
            schedulers.Suspend(invoker);
            return null;
        }

        context.AddFinalizer(kind, source);
        schedulers.Resume(invoker);
        if (InvokerValidation.Check(invoker, context) is { } complaint)
        {
            Report(source, status => Conditions.Set(status, "ValidationPassed", false, "ResourceValidationFailed", complaint, context.Now));
            return context.Recheck;
        }

        repositories.Ensure(invoker);
        Report(source, status =>
        {
            Conditions.Set(status, "ValidationPassed", true, "ResourceValidationPassed", "Validation has been passed successfully.", context.Now);
            review.Write(status, invoker);
        });
        TimeSpan wait = context.Remaining(source.Created(), ScheduleSeconds);
        return wait > TimeSpan.Zero ? wait : Schedule(Invoker.Read(kind, context.Get(kind, key) ?? source));
    }

    private TimeSpan? Schedule(Invoker invoker)
    {
        bool complete = IsComplete(invoker);
        Dictionary<string, string?> problems = new(StringComparer.Ordinal);
        foreach (InvokerSession session in invoker.Sessions)
        {
            problems[session.Name] = MissingAddon(session) is { } addon ? $"addons.addons.kubestash.com \"{addon}\" not found" : complete ? schedulers.Ensure(invoker, session) : null;
        }

        if (complete)
        {
            schedulers.EnsureVerifiers(invoker);
            schedulers.RemoveOthers(invoker);
        }

        Report(invoker.Source, status => WriteSessions(status, invoker, complete, problems));
        Invoker scheduled = Invoker.Read(kind, context.Get(kind, invoker.Source.Key()) ?? invoker.Source);
        if (scheduled.Phase != Phase.Ready)
        {
            return context.Recheck;
        }

        return TriggerFirst(scheduled) ? null : UntilNextSchedule(scheduled);
    }

    private static bool IsComplete(Invoker invoker)
    {
        JsonNode? status = invoker.Source["status"];
        bool targets = invoker.Kind == KubeStashKinds.BackupBatch ? status.Objects("targets").All(target => target.IsTrue("found")) : status.IsTrue("targetFound");
        return targets && status.Objects("backends").All(backend => backend.IsTrue("ready"));
    }

    private string? MissingAddon(InvokerSession session) =>
        session.Parts.Select(part => part.AddonName).FirstOrDefault(name => name.Length > 0 && context.Get(KubeStashKinds.Addon, "", name) is null);

    // Sessions appear in the status once there is something to say about them.
    private void WriteSessions(JsonObject status, Invoker invoker, bool complete, Dictionary<string, string?> problems)
    {
        JsonArray sessions = [];
        foreach (InvokerSession session in invoker.Sessions)
        {
            JsonObject entry = status.Objects("sessions").FirstOrDefault(found => found.Text("name") == session.Name)?.DeepClone().AsObject() ?? new JsonObject { ["name"] = session.Name };
            if (problems[session.Name] is { } problem)
            {
                Conditions.Set(entry, "SchedulerEnsured", false, "SchedulerNotEnsured", problem, context.Now);
            }
            else if (complete)
            {
                Conditions.Set(entry, "SchedulerEnsured", true, "SchedulerEnsured", "Scheduler has been ensured successfully.", context.Now);
            }

            entry.Remove("nextSchedule");
            if (Conditions.IsTrue(entry, "SchedulerEnsured") && Schedulers.Next(session, context.Now) is { } next)
            {
                entry["nextSchedule"] = Meta.Stamp(next);
            }

            if (Conditions.Has(entry, "SchedulerEnsured"))
            {
                sessions.Add((JsonNode)entry);
            }
        }

        if (sessions.Count > 0)
        {
            status["sessions"] = sessions;
        }
        else
        {
            status.Remove("sessions");
        }
    }

    // One run at a time: another run of the same invoker would be skipped, so the next session's turn comes when this one has ended.
    private bool TriggerFirst(Invoker invoker)
    {
        InvokerSession? first = invoker.Sessions.FirstOrDefault(session => !Conditions.Has(SessionStatus(invoker, session), "InitialBackupTriggered"));
        if (first is null || !first.Repositories.All(entry => context.Get(KubeStashKinds.Repository, invoker.Namespace, entry.Repository.TextOrEmpty("name")).Text("status", "phase") == Phase.Ready))
        {
            return false;
        }

        JsonObject[] runs = [.. context.Cluster.List(KubeStashKinds.BackupSession, invoker.Namespace).Where(invoker.Invoked)];
        if (runs.Any(run => !Phase.IsFinal(run.Text("status", "phase"))))
        {
            return true;
        }

        // A configuration that has run before needs no first run, whatever its status remembers.
        if (runs.All(run => run.Text("spec", "session") != first.Name))
        {
            context.Ensure(KubeStashKinds.BackupSession, SessionManifest.Backup(invoker, first, first.MaxRetry, context.Now));
        }

        Report(invoker.Source, status => Conditions.Set(SessionIn(status, first.Name), "InitialBackupTriggered", true, "SuccessfullyTriggeredInitialBackup", "Initial backup has been triggered successfully.", context.Now));
        return true;
    }

    private static JsonObject? SessionStatus(Invoker invoker, InvokerSession session) =>
        invoker.Source.Objects("status", "sessions").FirstOrDefault(entry => entry.Text("name") == session.Name);

    private static JsonObject SessionIn(JsonObject status, string name) => status.Objects("sessions").First(entry => entry.Text("name") == name);

    private TimeSpan? UntilNextSchedule(Invoker invoker)
    {
        DateTimeOffset? next = invoker.Sessions.Select(session => Schedulers.Next(session, context.Now)).Min();
        return next is { } time ? time - context.Now + TimeSpan.FromSeconds(1) : null;
    }

    private void Report(JsonObject source, Action<JsonObject> change)
    {
        JsonObject? reported = context.SetStatus(kind, source.Key(), status =>
        {
            change(status);
            status["phase"] = InvokerPhase.Of(source["spec"], status);
        });
        string? message = Conditions.IsFalse(reported?["status"], "ValidationPassed") ? Conditions.Find(reported?["status"], "ValidationPassed").Text("message") : null;
        if (message is not null && Conditions.Find(source["status"], "ValidationPassed").Text("message") != message)
        {
            context.Events.Warning(kind, source, "ResourceValidationFailed", message, Managers.Operator);
        }
    }

    private TimeSpan? Remove(Invoker invoker)
    {
        foreach (JsonObject cronJob in context.Cluster.List(CoreKinds.CronJob, invoker.Namespace).Where(cronJob => cronJob.IsControlledBy(invoker.Source)).ToArray())
        {
            context.Delete(CoreKinds.CronJob, cronJob);
        }

        foreach (ResourceKind sessionKind in (ResourceKind[])[KubeStashKinds.BackupSession, KubeStashKinds.BackupVerificationSession])
        {
            foreach (JsonObject session in context.Cluster.List(sessionKind, invoker.Namespace).Where(session => invoker.Invoked(session) && !session.IsDeleting()).ToArray())
            {
                context.Delete(sessionKind, session);
            }
        }

        repositories.Remove(invoker);
        context.RemoveFinalizer(kind, invoker.Source.Key());
        return null;
    }

    private IEnumerable<Invoker> All(string? ns) => context.Cluster.List(kind, ns).Select(source => Invoker.Read(kind, source));

    private IEnumerable<ObjectKey> Using(string field, JsonObject used) => All(null)
        .Where(invoker => invoker.Backends.Any(backend => backend.Text(field, "name") == used.Name() && Targets.NamespaceOf(backend.At(field), invoker.Namespace) == used.Namespace()))
        .Select(invoker => invoker.Source.Key());
}
