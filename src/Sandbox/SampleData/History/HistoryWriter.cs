using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes two weeks of backups: what the operator would have left behind.</summary>
internal sealed class HistoryWriter
{
    private const int JobsPerSession = 3;

    private static readonly TimeSpan JobsStay = TimeSpan.FromMinutes(20);

    private readonly ClusterBuilder cluster;
    private readonly RunPlanner planner;
    private readonly ConfigurationWriter configurations;
    private readonly RepositoryWriter repositories;
    private readonly SessionWriter sessions;
    private readonly SnapshotWriter snapshots;
    private readonly SessionJobs sessionJobs;
    private readonly CronJobWriter crons;
    private readonly RestoreWriter restores;
    private readonly Verifications verifications;
    private readonly List<Run> keptRuns = [];

    public HistoryWriter(ClusterBuilder cluster)
    {
        this.cluster = cluster;
        RunTimes times = new(cluster.Ids);
        EventWriter events = new(cluster);
        JobWriter jobs = new(cluster, events);
        planner = new RunPlanner(cluster.Now, cluster.Ids);
        configurations = new ConfigurationWriter(cluster);
        repositories = new RepositoryWriter(cluster);
        sessions = new SessionWriter(cluster);
        snapshots = new SnapshotWriter(cluster, times);
        sessionJobs = new SessionJobs(jobs, times, snapshots);
        crons = new CronJobWriter(cluster, jobs, events);
        restores = new RestoreWriter(cluster, jobs);
        verifications = new Verifications(cluster, crons, jobs, restores);
    }

    /// <summary>Adds configurations and all that came of them.</summary>
    public void AddAll()
    {
        configurations.AddBlueprint(Configurations.FromBlueprint);
        foreach (ConfigurationPlan plan in Configurations.All)
        {
            Add(plan);
        }

        restores.AddAll(keptRuns);
        Batches.AddTo(cluster);
        foreach (SampleObject storage in cluster.Objects.Where(entry => entry.Kind == KubeStashKinds.BackupStorage))
        {
            RepositoryWriter.FinishStorage(storage, [.. cluster.Objects.Where(entry => entry.Kind == KubeStashKinds.Repository
                && entry.Manifest.Text("spec", "storageRef", "name") == storage.Key.Name && entry.Manifest.Text("spec", "storageRef", "namespace") == storage.Key.Namespace)]);
        }
    }

    private void Add(ConfigurationPlan plan)
    {
        SampleObject configuration = configurations.Add(plan);
        IReadOnlyList<Run> runs = planner.Play(plan);
        if (plan.Invalid is not null)
        {
            return;
        }

        if (plan.TargetGoneDays is not null)
        {
            cluster.AddBroken(configuration.Kind, plan.Key, Databases.KindOf(plan.Target), new(plan.Namespace, plan.Target.Name), "target deleted");
        }

        foreach (SessionPlan session in plan.Sessions)
        {
            Add(configuration, plan, session, [.. runs.Where(run => ReferenceEquals(run.Session, session))]);
        }
    }

    private void Add(SampleObject configuration, ConfigurationPlan plan, SessionPlan session, IReadOnlyList<Run> runs)
    {
        Run[] kept = [.. runs.TakeLast(session.HistoryLimit)];
        Dictionary<RepositoryPlan, Growth> growth = new(ReferenceEqualityComparer.Instance);
        Dictionary<RepositoryPlan, int> counts = new(ReferenceEqualityComparer.Instance);
        crons.AddTrigger(configuration, plan, session, [.. runs.Where(run => run.Scheduled is not null).Select(run => new Firing(run.Scheduled!.Value, run.Key.ToString()))]);
        Dictionary<Run, SampleObject> sessionByRun = new(ReferenceEqualityComparer.Instance);
        foreach (Run run in kept)
        {
            sessionByRun[run] = sessions.Add(run);
        }

        foreach (RepositoryPlan repository in session.Repositories)
        {
            growth[repository] = new Growth(runs, repository, cluster.Ids);
            counts[repository] = AddRepository(configuration, plan, session, repository, runs, kept, growth[repository]);
        }

        for (int index = 0; index < kept.Length; index++)
        {
            AddJobs(sessionByRun[kept[index]], kept[index], kept.Length - index, growth, counts);
        }

        keptRuns.AddRange(kept);
    }

    private int AddRepository(SampleObject configuration, ConfigurationPlan plan, SessionPlan session, RepositoryPlan repository, IReadOnlyList<Run> runs, Run[] kept, Growth growth)
    {
        SampleObject added = repositories.Add(plan, repository);
        IReadOnlyList<Verification> verified = verifications.Plan(repository, runs);
        HashSet<Run> stay = Retention.Kept(runs, repository, plan.Backends.Single(backend => backend.Name == repository.Backend).Policy, cluster.Now);
        HashSet<Run> keptSet = new(kept, ReferenceEqualityComparer.Instance);
        List<SampleObject> present = [];
        foreach (Run run in runs.Where(run => run.HasSnapshots && (stay.Contains(run) || keptSet.Contains(run))))
        {
            ObjectKey key = new(plan.Namespace, run.SnapshotName(repository));
            if (!stay.Contains(run))
            {
                cluster.AddBroken(KubeStashKinds.BackupSession, run.Key, KubeStashKinds.Snapshot, key, "removed by the retention policy");
                continue;
            }

            Verification? verification = verified.FirstOrDefault(verification => ReferenceEquals(verification.Run, run));
            present.Add(snapshots.Add(run, repository, growth, verification is null ? null : (verification.Name, verification.Good)));
            if (!keptSet.Contains(run))
            {
                cluster.AddBroken(KubeStashKinds.Snapshot, key, KubeStashKinds.BackupSession, run.Key, "beyond the session history limit");
            }

            if (run.IsGood(repository))
            {
                VolumeSnapshots.AddTo(cluster, run);
            }
        }

        RepositoryWriter.Finish(added, session, present, runs.LastOrDefault(run => run.IsGood(repository)));
        if (plan.TargetGoneDays is not null)
        {
            AddGoneTarget(plan, [added, .. present]);
        }

        verifications.Add(configuration, verified);
        return present.Count;
    }

    private void AddGoneTarget(ConfigurationPlan plan, IEnumerable<SampleObject> referrers)
    {
        ObjectKey target = new(plan.Namespace, plan.Target.Name);
        foreach (SampleObject referrer in referrers)
        {
            cluster.AddBroken(referrer.Kind, referrer.Key, Databases.KindOf(plan.Target), target, "target deleted");
        }
    }

    private void AddJobs(SampleObject session, Run run, int fromEnd, Dictionary<RepositoryPlan, Growth> growth, Dictionary<RepositoryPlan, int> counts)
    {
        if (!run.HasSnapshots)
        {
            return;
        }

        bool recent = fromEnd <= JobsPerSession || cluster.Now - run.End < JobsStay;
        if (recent || run.Failure != FailureCause.None)
        {
            sessionJobs.AddExecutor(session, run, growth);
        }

        if (run.IsGood() && (fromEnd == 1 || run.Failure == FailureCause.RetentionLocked))
        {
            sessionJobs.AddRetention(session, run, counts);
        }
    }
}
