using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Names;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Catalogue;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes the Jobs that BackupSessions ran.</summary>
internal sealed class SessionJobs(JobWriter jobs, RunTimes times, SnapshotWriter snapshots)
{
    private const int ExecutorUser = 65535;

    /// <summary>The labels of the Jobs of a session object.</summary>
    public static JsonObject Labels(string component, ObjectKey invoker, string? session = null)
    {
        JsonObject labels = new()
        {
            ["app.kubernetes.io/component"] = component,
            ["app.kubernetes.io/managed-by"] = "kubestash.com",
            ["kubestash.com/invoker-name"] = invoker.Name,
            ["kubestash.com/invoker-namespace"] = invoker.Namespace,
        };
        if (session is not null)
        {
            labels["kubestash.com/session-name"] = session;
        }

        return labels;
    }

    /// <summary>Adds the executor of a run.</summary>
    public void AddExecutor(SampleObject session, Run run, IReadOnlyDictionary<RepositoryPlan, Growth> growth)
    {
        bool perComponent = run.Session.Tasks[0].PodPerComponent;
        jobs.Add(new JobRun
        {
            Key = run.Key,
            Labels = Labels("kubestash-backup", run.Key, run.Session.Name),
            Role = Roles.Backup,
            AccountOwner = session,
            Containers = [.. run.Session.Tasks.Select((task, index) => Container(run, task, index, growth))],
            Created = run.Start.AddSeconds(1),
            Started = run.ContainerStart,
            Ended = run.ContainerEnd,
            PodEnd = Failures.PodEnd(run.Failure),
            ExitCode = Failures.ExitCode(run.Failure),
            Pods = perComponent ? run.Session.Tasks[0].Components.Count : 1,
            ActiveDeadlineSeconds = run.Session.Timeout is { } timeout ? (int)timeout.TotalSeconds : null,
            RunAsUser = run.Session.RunAsUser ?? ExecutorUser,
        });
    }

    /// <summary>Adds the Jobs that applied the policies of a run.</summary>
    /// <param name="kept">How many Snapshots each repository has.</param>
    public void AddRetention(SampleObject session, Run run, IReadOnlyDictionary<RepositoryPlan, int> kept)
    {
        DateTimeOffset start = RunTimes.RetentionStart(run);
        int seconds = times.RetentionSeconds(run);
        foreach ((int index, RepositoryPlan repository) in run.Session.Repositories.Index())
        {
            string policy = run.Configuration.Backends.Single(backend => backend.Name == repository.Backend).Policy.Key.ToString();
            string name = index == 0 ? GeneratedNames.Join("retentionpolicy", run.Name) : GeneratedNames.Join("retentionpolicy", run.Name, index.ToString(CultureInfo.InvariantCulture));
            IReadOnlyList<string> log = LogText.Retention(run, repository, policy, start.AddSeconds(1), seconds - 2, kept[repository]);
            jobs.Add(new JobRun
            {
                Key = new(run.Configuration.Namespace, name),
                Labels = Labels("kubestash-retention-policy", run.Key, run.Session.Name),
                Role = Roles.Retention,
                AccountOwner = session,
                Containers = [new(GeneratedNames.Join("retentionpolicy", run.Name), CronJobWriter.Image, ["retention-policy", $"--backupsession={run.Name}", $"--repository={repository.Name}"], _ => log)],
                Created = start,
                Started = start.AddSeconds(1),
                Ended = start.AddSeconds(seconds - 1),
                PodEnd = run.Failure == FailureCause.RetentionLocked ? PodEnd.Error : PodEnd.Completed,
            });
        }
    }

    private JobContainer Container(Run run, TaskPlan task, int index, IReadOnlyDictionary<RepositoryPlan, Growth> growth)
    {
        List<string> arguments = ["backup", $"--namespace={run.Configuration.Namespace}", $"--backupsession={run.Name}", "--enable-cache=true", "--scratch-dir=/kubestash-tmp"];
        arguments.AddRange(task.Parameters.Select(parameter => $"--{Flag(parameter.Key)}={parameter.Value}"));
        string name = string.Create(CultureInfo.InvariantCulture, $"{task.Function}-task-{index}");
        return new JobContainer(name, FunctionImages.Of(task.Function, run.Configuration.Target.Version), arguments, pod => Log(run, task, pod, growth));
    }

    private List<string> Log(Run run, TaskPlan task, int pod, IReadOnlyDictionary<RepositoryPlan, Growth> growth)
    {
        TaskPlan part = task.PodPerComponent ? task with { Components = [task.Components[pod]] } : task;
        return [.. run.Session.Repositories.SelectMany(repository => LogText.Backup(
            run, repository, part, times.StartOf(run, repository),
            component => (times.Seconds(run, repository, component), snapshots.ResticId(run, repository, component), growth[repository].Bytes(component, run))))];
    }

    // volumeSnapshotClassName is --volume-snapshot-class-name.
    private static string Flag(string parameter) => string.Concat(parameter.Select(letter => char.IsAsciiLetterUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
