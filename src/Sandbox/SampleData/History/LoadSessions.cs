using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;
using static BackupConsole.Sandbox.SampleData.Model.SampleJson;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>
/// BackupSessions in numbers, to see how things work under load. They belong to paused configurations of their own, so that nobody runs them and
/// no history limit takes them away. Their Snapshots are gone.
/// </summary>
internal sealed class LoadSessions(ClusterBuilder cluster, int count)
{
    /// <summary>The most there can be.</summary>
    public const int MaxCount = 1_000_000;

    private const string Session = "full-backup";
    private const double Days = 13.5;

    private readonly List<(SampleObject Object, TargetPlan Target)> configurations = [];

    /// <summary>Adds the configurations; none when there are no sessions.</summary>
    public void AddConfigurations()
    {
        if (count == 0)
        {
            return;
        }

        // Two sessions of one second would have one name.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCount, nameof(SampleDataOptions.ExtraSessions));
        ConfigurationWriter writer = new(cluster);
        (TargetPlan Target, string Addon)[] targets =
            [(Databases.MongoDb, "mongodb-addon"), (Databases.Orders, "postgres-addon"), (Databases.Ledger, "mysql-addon"), (Databases.Events, "elasticsearch-addon")];
        foreach ((TargetPlan target, string addon) in targets)
        {
            SessionPlan session = new(Session, "0 0 1 1 *", count, [new("logical-backup", "")], [new($"{target.Name}-load", "s3-backend", $"/load/{target.Name}")]);
            BackendPlan backend = new("s3-backend", Storages.Default, Policies.Default);
            ConfigurationPlan plan = new($"{target.Name}-load", target, addon, 13.6, Storages.Encryption, [backend], [session]) { PausedDays = 13.6 };
            SampleObject added = writer.Add(plan);
            configurations.Add((added, target));
            cluster.AddBroken(added.Kind, added.Key, KubeStashKinds.Repository, new(target.Namespace, session.Repositories[0].Name), "for load only");
        }
    }

    /// <summary>The sessions, newest first, each made when it is asked for.</summary>
    public IEnumerable<SampleObject> Sessions()
    {
        double step = count == 0 ? 0 : TimeSpan.FromDays(Days).TotalSeconds * configurations.Count / count;
        for (int index = 0; index < count; index++)
        {
            int turn = index / configurations.Count;
            (SampleObject configuration, TargetPlan target) = configurations[index % configurations.Count];
            yield return Make(configuration, target, cluster.Now.AddSeconds(-60 - Math.Floor(turn * step)), index);
        }
    }

    private SampleObject Make(SampleObject configuration, TargetPlan target, DateTimeOffset start, int index)
    {
        string name = GeneratedNames.BackupSession(configuration.Key.Name, Session, start);
        int chance = (int)(cluster.Ids.Number(name) % 100);
        JsonObject manifest = new()
        {
            ["apiVersion"] = KubeStashKinds.BackupSession.ApiVersion,
            ["kind"] = "BackupSession",
            ["metadata"] = new JsonObject
            {
                ["creationTimestamp"] = Stamp(start),
                ["finalizers"] = new JsonArray(Finalizer),
                ["labels"] = new JsonObject { ["kubestash.com/invoker-name"] = configuration.Key.Name },
                ["name"] = name,
                ["namespace"] = configuration.Key.Namespace,
                ["ownerReferences"] = new JsonArray(Owner(configuration)),
                ["uid"] = cluster.Ids.Uid(string.Create(CultureInfo.InvariantCulture, $"load/{index}")),
            },
            ["spec"] = new JsonObject
            {
                ["invoker"] = new JsonObject { ["apiGroup"] = KubeStashKinds.CoreGroup, ["kind"] = "BackupConfiguration", ["name"] = configuration.Key.Name },
                ["retryLeft"] = 0,
                ["session"] = Session,
            },
        };
        return new SampleObject(KubeStashKinds.BackupSession, manifest, Status(target, name, start, chance), Managers.Trigger, Managers.KubeStash);
    }

    private static JsonObject Status(TargetPlan target, string name, DateTimeOffset start, int chance)
    {
        if (chance >= 98)
        {
            return new JsonObject
            {
                ["conditions"] = new JsonArray(Condition("BackupSkipped", true, "PreRequisitesNotSatisfied", "Skipped taking new backup. Reason: Previous BackupSession is \"Running\".", start)),
                ["phase"] = "Skipped",
            };
        }

        string phase = chance < 93 ? "Succeeded" : "Failed";
        DateTimeOffset end = start.AddSeconds(20 + (chance % 17));
        string repository = $"{target.Name}-load";
        return new JsonObject
        {
            ["conditions"] = new JsonArray(
                Condition("SnapshotsEnsured", true, "SuccessfullyEnsuredSnapshots", "Snapshots have been ensured successfully.", start),
                Condition("BackupExecutorEnsured", true, "SuccessfullyEnsuredBackupExecutor", "Backup Executor has been ensured successfully.", start.AddSeconds(1)),
                Condition("SessionHistoryCleaned", true, "SuccessfullyCleanedSessionHistory", null, end),
                Condition("MetricsPushed", true, "SuccessfullyPushedMetrics", "Metrics have been pushed successfully.", end)),
            ["duration"] = string.Create(CultureInfo.InvariantCulture, $"{20 + (chance % 17)}s"),
            ["phase"] = phase,
            ["snapshots"] = new JsonArray(new JsonObject
            {
                ["appRef"] = SessionWriter.AppRef(target),
                ["name"] = GeneratedNames.Snapshot(repository, name),
                ["phase"] = phase,
                ["repository"] = repository,
            }),
            ["totalSnapshots"] = 1,
        };
    }
}
