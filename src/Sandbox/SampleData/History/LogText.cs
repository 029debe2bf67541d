using System.Globalization;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Sandbox.SampleData.Company;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>What the containers of Jobs write.</summary>
internal static class LogText
{
    /// <summary>A line as the tools write it.</summary>
    public static string Line(DateTimeOffset time, string text, char level = 'I') =>
        string.Create(CultureInfo.InvariantCulture, $"{level}{time.UtcDateTime:MMdd HH:mm:ss.ffffff}       1 main.go:{(text.Length % 90) + 20}] {text}");

    /// <summary>A trigger Job.</summary>
    public static string[] Trigger(DateTimeOffset time, string session) =>
        [Line(time.AddMilliseconds(320), $"creating BackupSession {session}"), Line(time.AddMilliseconds(610), "done")];

    /// <summary>A backup of some components by one container.</summary>
    public static IReadOnlyList<string> Backup(Run run, RepositoryPlan repository, TaskPlan task, DateTimeOffset start, Func<ComponentPlan, (double Seconds, string Id, long Bytes)> results)
    {
        bool good = run.IsGood(repository);
        DateTimeOffset time = start.AddMilliseconds(140);
        List<string> lines = [Line(time, $"session {run.Key}, task {task.Name}, repository {repository.Name}")];
        if (!good && run.Failure == FailureCause.PasswordKeyMissing)
        {
            return [.. lines, Line(time.AddMilliseconds(90), $"cannot set the repository up: missing RESTIC_PASSWORD key in Secret {run.Configuration.Encryption}", 'E')];
        }

        lines.Add(Line(time.AddMilliseconds(220), $"Removing stale locks from repository: {repository.Name}"));
        lines.Add(Line(time.AddMilliseconds(910), $"no exclusive lock on {repository.Name}, going on"));
        foreach (ComponentPlan component in task.Components)
        {
            (double seconds, string id, long bytes) = results(component);
            lines.Add(Line(time.AddSeconds(1), $"backing up component {component.Name} ({component.HostPath})"));
            time = time.AddSeconds(seconds);
            if (!good)
            {
                lines.AddRange(Failures.LogTail(run.Failure));
                if (run.Failure != FailureCause.OutOfMemory)
                {
                    lines.Add(Line(time, string.Create(CultureInfo.InvariantCulture, $"exit status {Failures.ExitCode(run.Failure)}"), 'E'));
                }

                return lines;
            }

            lines.Add(component.Claim is { } claim
                ? Line(time, $"VolumeSnapshot of {claim} is ready")
                : Line(time, $"snapshot {id[..8]} saved, repository holds {new BackupSize(bytes)}"));
            if (component.Claim is null)
            {
                lines.Add("check snapshots, trees and blobs");
                lines.Add("no errors were found");
            }
        }

        lines.Add(Line(time, "component status written to the Snapshot"));
        return lines;
    }

    /// <summary>A retention Job.</summary>
    public static string[] Retention(Run run, RepositoryPlan repository, string policy, DateTimeOffset start, int seconds, int kept) =>
        run.Failure == FailureCause.RetentionLocked
            ?
            [
                Line(start, $"applying policy {policy} to repository {repository.Name}"),
                Line(start.AddSeconds(1), "Exclusive lock found (held by nightly-check). Waiting up to 1h0m0s"),
                $"Fatal: {Failures.RetentionError}",
                Line(start.AddSeconds(seconds), "exit status 1", 'E'),
            ]
            :
            [
                Line(start, $"applying policy {policy} to repository {repository.Name}"),
                Line(start.AddSeconds(1), string.Create(CultureInfo.InvariantCulture, $"the policy keeps {kept} snapshots")),
                Line(start.AddSeconds(seconds), "policy applied"),
            ];
}
