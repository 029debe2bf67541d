using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Components;
using BackupConsole.Components.Actions;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Pages.BackupSessions;

namespace BackupConsole.Pages.BackupConfigurations;

/// <summary>What may be done with a BackupConfiguration.</summary>
internal static class BackupConfigurationActions
{
    /// <summary>In the order they are offered.</summary>
    public static ImmutableArray<ObjectAction<BackupConfigurationRow>> All { get; } =
    [
        new("Run now", IconName.Play)
        {
            Hindrance = row => row.Sessions.Any(session => session.Name.Length > 0) ? null : "The configuration has no sessions to run.",
            Needs = row => BackupRun.Needs(row.Namespace),
            Plan = (row, context, _) => Task.FromResult(BackupRun.Plan(row, row.Sessions, context)),
        },
        new("Pause", IconName.Pause)
        {
            IsOffered = row => !row.Paused,
            Needs = Needs,
            Plan = (row, context, _) => Task.FromResult(new ActionPlan("Pause BackupConfiguration", "Pause", (_, token) => SetAsync(row, true, context, token))
            {
                Words = [$"No schedule of {row.Name} starts a backup until it is resumed.", "Backups that run go on, and those started by hand run all the same."],
            }),
        },
        new("Resume", IconName.Sync)
        {
            IsOffered = row => row.Paused,
            Needs = Needs,
            Plan = (row, context, _) => Task.FromResult(new ActionPlan("Resume BackupConfiguration", "Resume", (_, token) => SetAsync(row, false, context, token))
            {
                Words = [$"The schedules of {row.Name} start backups again: {Schedules(row)}.", "What came due while it was paused is not made up for."],
            }),
        },
    ];

    private static AccessRequest Needs(BackupConfigurationRow row) => new("patch", KubeStashKinds.BackupConfiguration, row.Namespace);

    private static string Schedules(BackupConfigurationRow row)
    {
        string[] scheduled = [.. row.Sessions.Where(session => session.Schedule.Length > 0).Select(session => $"{session.Name} at {session.Schedule}")];
        return scheduled.Length == 0 ? "it has none" : string.Join(", ", scheduled);
    }

    private static async Task<ActionResult> SetAsync(BackupConfigurationRow row, bool paused, ActionContext context, CancellationToken cancellationToken)
    {
        JsonObject changes = new() { ["spec"] = new JsonObject { ["paused"] = paused } };
        await context.Session.MergeAsync(KubeStashKinds.BackupConfiguration, row.Key, row.Uid, changes, cancellationToken);
        return new ActionResult($"BackupConfiguration {row.Name} is {(paused ? "paused" : "resumed")}.", Addresses.Detail(context.Session.Cluster, KubeStashKinds.BackupConfiguration, row.Key));
    }
}
