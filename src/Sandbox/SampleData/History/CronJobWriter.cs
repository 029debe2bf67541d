using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Names;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;
using static BackupConsole.Sandbox.SampleData.Model.SampleJson;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>One firing of a CronJob and what its Job made.</summary>
/// <param name="Time">When it fired.</param>
/// <param name="Made">Namespace and name of the session.</param>
internal sealed record Firing(DateTimeOffset Time, string Made);

/// <summary>Writes CronJobs with their accounts and last Jobs.</summary>
internal sealed class CronJobWriter(ClusterBuilder cluster, JobWriter jobs, EventWriter events)
{
    /// <summary>The operator's image, which the Jobs of CronJobs run.</summary>
    public const string Image = "ghcr.io/kubestash/kubestash:v0.29.0";

    private const int JobsKept = 3;

    /// <summary>Adds the CronJob of a session.</summary>
    public void AddTrigger(SampleObject configuration, ConfigurationPlan plan, SessionPlan session, IReadOnlyList<Firing> firings)
    {
        string[] arguments = ["trigger-backup", $"--invoker-name={plan.Name}", "--invoker-kind=BackupConfiguration", $"--session-name={session.Name}"];
        Add(configuration, GeneratedNames.TriggerCronJob(plan.Name, session.Name), session.Name, session.Schedule, plan.PausedDays is not null, arguments, firings);
    }

    /// <summary>Adds a CronJob of a configuration.</summary>
    public void Add(SampleObject configuration, string name, string session, string schedule, bool suspended, string[] arguments, IReadOnlyList<Firing> firings)
    {
        ObjectKey key = new(configuration.Key.Namespace, name);
        DateTimeOffset created = configuration.Created.AddSeconds(10);
        JsonObject Labels() => new()
        {
            ["app.kubernetes.io/managed-by"] = "kubestash.com",
            ["kubestash.com/invoker-name"] = configuration.Key.Name,
            ["kubestash.com/invoker-namespace"] = configuration.Key.Namespace,
            ["kubestash.com/session-name"] = session,
        };
        Roles.AddAccount(cluster, key, Roles.CronJob, created, Labels(), configuration);
        JsonObject pod = new()
        {
            ["containers"] = new JsonArray(new JsonObject { ["args"] = Texts(arguments), ["image"] = Image, ["imagePullPolicy"] = "IfNotPresent", ["name"] = "trigger" }),
            ["restartPolicy"] = "Never",
            ["serviceAccountName"] = name,
        };
        JsonObject spec = new()
        {
            ["concurrencyPolicy"] = "Allow",
            ["failedJobsHistoryLimit"] = 1,
            ["jobTemplate"] = new JsonObject { ["spec"] = new JsonObject { ["backoffLimit"] = 1, ["template"] = new JsonObject { ["spec"] = pod } } },
            ["schedule"] = schedule,
            ["successfulJobsHistoryLimit"] = JobsKept,
            ["suspend"] = suspended,
        };
        JsonObject status = [];
        if (firings.Count > 0)
        {
            status["lastScheduleTime"] = Stamp(firings[^1].Time);
            status["lastSuccessfulTime"] = Stamp(firings[^1].Time.AddSeconds(4));
        }

        Extras extras = new() { Labels = Labels(), Owner = configuration };
        SampleObject cron = cluster.Add(SampleKinds.CronJob, key, created, Managers.KubeStash, new() { ["spec"] = spec }, status, extras, Managers.Controllers);
        foreach (Firing firing in firings.TakeLast(JobsKept))
        {
            AddJob(cron, firing, arguments);
        }

        foreach (Firing firing in firings.Where(firing => events.Remembers(firing.Time)))
        {
            string job = JobName(name, firing.Time);
            events.Add(cron, firing.Time, EventWriter.CronJobController, "SuccessfulCreate", $"Created job {job}");
            events.Add(cron, firing.Time.AddSeconds(4), EventWriter.CronJobController, "SawCompletedJob", $"Saw completed job: {job}, condition: Complete");
        }
    }

    private void AddJob(SampleObject cron, Firing firing, string[] arguments) => jobs.Add(new JobRun
    {
        Key = new(cron.Key.Namespace, JobName(cron.Key.Name, firing.Time)),
        Labels = [],
        Account = cron.Key.Name,
        Owner = cron,
        Containers = [new("trigger", Image, arguments, _ => LogText.Trigger(firing.Time.AddSeconds(1), firing.Made))],
        Created = firing.Time,
        Started = firing.Time.AddSeconds(1),
        Ended = firing.Time.AddSeconds(3),
        BackoffLimit = 1,
        Manager = Managers.Controllers,
    });

    private static string JobName(string cron, DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{cron}-{time.ToUnixTimeSeconds() / 60}");
}
