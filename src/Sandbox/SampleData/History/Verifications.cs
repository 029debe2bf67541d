using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.KubeStash.Schedules;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Catalogue;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;
using static BackupConsole.Sandbox.SampleData.Model.SampleJson;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>A verification that is over.</summary>
/// <param name="Fired">When the CronJob fired.</param>
/// <param name="Run">The run whose Snapshot was verified.</param>
internal sealed record Verification(DateTimeOffset Fired, Run Run, RepositoryPlan Repository, bool Good)
{
    public DateTimeOffset Start => Fired.AddSeconds(1);

    public DateTimeOffset Restored => Start.AddSeconds(26);

    public DateTimeOffset End => Restored.AddSeconds(9);

    public string Name => GeneratedNames.Join(Repository.Name, Run.Session.Name, Start.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));

    public ObjectKey Key => new(Run.Configuration.Namespace, Name);
}

/// <summary>Plans and writes what the verifier did: its CronJob, sessions, trial restores and checks.</summary>
internal sealed class Verifications(ClusterBuilder cluster, CronJobWriter crons, JobWriter jobs, RestoreWriter restores)
{
    /// <summary>Schedule of the only verifier.</summary>
    public const string Schedule = "30 4 * * *";

    private const string Function = "kubedbverifier";
    private const string Mismatch = "Failed to verify backup. Reason: \"table ledger.entries: expected at least 1000 rows, found 0\"";
    private const int FailedDaysAgo = 5;

    /// <summary>The verifications of a repository, oldest first.</summary>
    public IReadOnlyList<Verification> Plan(RepositoryPlan repository, IReadOnlyList<Run> runs)
    {
        List<Verification> planned = [];
        if (repository.Verifier is null || runs.Count == 0 || !CronSchedule.TryParse(Schedule, out CronSchedule? schedule, out _))
        {
            return planned;
        }

        foreach (DateTimeOffset firing in schedule.Upcoming(runs[0].Start.AddMinutes(5), TimeZoneInfo.Utc).TakeWhile(firing => firing < cluster.Now.AddMinutes(-1)))
        {
            Run? latest = runs.LastOrDefault(run => run.IsGood(repository) && run.End < firing);
            bool good = (int)(cluster.Now - firing).TotalDays != FailedDaysAgo;
            if (latest is not null && planned.All(earlier => earlier.Run != latest))
            {
                planned.Add(new(firing, latest, repository, good));
            }
        }

        return planned;
    }

    /// <summary>Adds them.</summary>
    public void Add(SampleObject configuration, IReadOnlyList<Verification> planned)
    {
        if (planned.Count == 0)
        {
            return;
        }

        Verification last = planned[^1];
        string[] arguments = ["trigger-verifier", $"--invoker-name={configuration.Key.Name}", "--invoker-kind=BackupConfiguration", $"--session-name={last.Run.Session.Name}", $"--repository-name={last.Repository.Name}"];
        string cron = $"trigger-verifier-{configuration.Key.Name}-{last.Repository.Name}";
        crons.Add(configuration, cron, last.Run.Session.Name, Schedule, false, arguments, [.. planned.Select(verification => new Firing(verification.Fired, verification.Key.ToString()))]);
        foreach (Verification verification in planned)
        {
            SampleObject session = AddSession(configuration, verification);
            restores.AddTrial(session, verification);
            if (!verification.Good || verification == last)
            {
                AddCheck(session, verification);
            }
        }

        AddSkipped(configuration, last);
    }

    // Somebody could not wait for the morning, and asked for what had been done.
    private void AddSkipped(SampleObject configuration, Verification last)
    {
        DateTimeOffset start = last.End.AddMinutes(1);
        if (!last.Good || start > cluster.Now)
        {
            return;
        }

        string name = GeneratedNames.Join(last.Repository.Name, last.Run.Session.Name, start.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        JsonObject status = new()
        {
            ["conditions"] = new JsonArray(
                Condition("BackupVerificationSkipped", true, "SnapshotAlreadyVerified", null, start),
                Condition("VerificationSessionHistoryCleaned", true, "SuccessfullyCleanedVerificationSessionHistory", null, start)),
            ["duration"] = "0s",
            ["phase"] = "Skipped",
        };
        Extras extras = new() { Labels = new JsonObject { ["kubestash.com/invoker-name"] = configuration.Key.Name }, Owner = configuration, Finalizer = true };
        cluster.Add(KubeStashKinds.BackupVerificationSession, new(configuration.Key.Namespace, name), start, Managers.Person, new() { ["spec"] = Spec(configuration, last) }, status, extras, Managers.KubeStash);
    }

    private SampleObject AddSession(SampleObject configuration, Verification verification)
    {
        JsonObject status = new()
        {
            ["conditions"] = new JsonArray(
                Condition("RestoreSucceeded", true, "SuccessfullyRestoredBackup", null, verification.Restored),
                Condition("VerificationExecutorEnsured", true, "SuccessfullyEnsuredVerificationExecutor", null, verification.Restored),
                verification.Good
                    ? Condition("BackupVerified", true, "SuccessfullyVerifiedBackup", null, verification.End)
                    : Condition("BackupVerified", false, "FailedToVerifyBackup", Mismatch, verification.End),
                Condition("VerificationSessionHistoryCleaned", true, "SuccessfullyCleanedVerificationSessionHistory", null, verification.End)),
            ["duration"] = GoDuration.FromTimeSpan(verification.End - verification.Start).ToString(),
            ["phase"] = verification.Good ? "Succeeded" : "Failed",
        };
        Extras extras = new() { Labels = new JsonObject { ["kubestash.com/invoker-name"] = configuration.Key.Name }, Owner = configuration, Finalizer = true };
        return cluster.Add(KubeStashKinds.BackupVerificationSession, verification.Key, verification.Start, Managers.Trigger, new() { ["spec"] = Spec(configuration, verification) }, status, extras, Managers.KubeStash);
    }

    private static JsonObject Spec(SampleObject configuration, Verification verification) => new()
    {
        ["invoker"] = new JsonObject { ["apiGroup"] = KubeStashKinds.CoreGroup, ["kind"] = "BackupConfiguration", ["name"] = configuration.Key.Name },
        ["repository"] = verification.Repository.Name,
        ["retryLeft"] = 0,
        ["session"] = verification.Run.Session.Name,
        ["snapshot"] = verification.Run.SnapshotName(verification.Repository),
    };

    private void AddCheck(SampleObject session, Verification verification)
    {
        DateTimeOffset start = verification.Restored.AddSeconds(1);
        string[] log = verification.Good
            ? [LogText.Line(start.AddSeconds(2), "table ledger.entries: 48211 rows, at least 1000 expected"), LogText.Line(start.AddSeconds(3), "verified")]
            : [LogText.Line(start.AddSeconds(2), "table ledger.entries: expected at least 1000 rows, found 0", 'E'), LogText.Line(start.AddSeconds(3), "exit status 1", 'E')];
        JsonObject labels = SessionJobs.Labels("kubestash-backup-verifier", session.Key, verification.Run.Session.Name);
        labels["kubestash.com/repo-name"] = verification.Repository.Name;
        jobs.Add(new JobRun
        {
            Key = new(session.Key.Namespace, GeneratedNames.Join("verify", session.Key.Name)),
            Labels = labels,
            Role = Roles.Verifier,
            AccountOwner = session,
            Containers = [new(Function, FunctionImages.Of(Function, null), ["verify", $"--namespace={session.Key.Namespace}", $"--backupverificationsession={session.Key.Name}"], _ => log)],
            Created = start,
            Started = start.AddSeconds(1),
            Ended = verification.End.AddSeconds(-1),
            PodEnd = verification.Good ? PodEnd.Completed : PodEnd.Error,
        });
    }
}
