using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Components;
using BackupConsole.Components.Actions;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.BackupSessions;

namespace BackupConsole.Pages.Invokers;

/// <summary>What may be done with what starts backups. The kinds differ in what they back up, not in how they are run and paused.</summary>
internal static class InvokerActions
{
    /// <summary>What may be done with a BackupConfiguration, in the order it is offered.</summary>
    public static ImmutableArray<ObjectAction<BackupConfigurationRow>> OfConfiguration { get; } = Of<BackupConfigurationRow>(KubeStashKinds.BackupConfiguration, BackupInvoker.Of);

    /// <summary>What may be done with a BackupBatch, in the order it is offered.</summary>
    public static ImmutableArray<ObjectAction<BackupBatchRow>> OfBatch { get; } = Of<BackupBatchRow>(KubeStashKinds.BackupBatch, BackupInvoker.Of);

    private static ImmutableArray<ObjectAction<TRow>> Of<TRow>(ResourceKind kind, Func<TRow, BackupInvoker> invoker)
        where TRow : ResourceRow =>
    [
        new("Run now", IconName.Play)
        {
            Hindrance = row => invoker(row).Sessions.Any(session => session.Name.Length > 0) ? null : $"The {kind.Kind} has no sessions to run.",
            Needs = row => BackupRun.Needs(row.Namespace),
            Plan = (row, context, _) => Task.FromResult(BackupRun.Plan(invoker(row), invoker(row).Sessions, context)),
        },
        new("Pause", IconName.Pause)
        {
            IsOffered = row => !invoker(row).Paused,
            Needs = row => new AccessRequest("patch", kind, row.Namespace),
            Plan = (row, context, _) => Task.FromResult(new ActionPlan($"Pause {kind.Kind}", "Pause", (_, token) => SetAsync(kind, row, true, context, token))
            {
                Words = [$"No schedule of {row.Name} starts a backup until it is resumed.", "Backups that run go on, and those started by hand run all the same."],
            }),
        },
        new("Resume", IconName.Sync)
        {
            IsOffered = row => invoker(row).Paused,
            Needs = row => new AccessRequest("patch", kind, row.Namespace),
            Plan = (row, context, _) => Task.FromResult(new ActionPlan($"Resume {kind.Kind}", "Resume", (_, token) => SetAsync(kind, row, false, context, token))
            {
                Words = [$"The schedules of {row.Name} start backups again: {Schedules(invoker(row))}.", "What came due while it was paused is not made up for."],
            }),
        },
    ];

    private static string Schedules(BackupInvoker invoker)
    {
        string[] scheduled = [.. invoker.Sessions.Where(session => session.Schedule.Length > 0).Select(session => $"{session.Name} at {session.Schedule}")];
        return scheduled.Length == 0 ? "it has none" : string.Join(", ", scheduled);
    }

    private static async Task<ActionResult> SetAsync(ResourceKind kind, ResourceRow row, bool paused, ActionContext context, CancellationToken cancellationToken)
    {
        JsonObject changes = new() { ["spec"] = new JsonObject { ["paused"] = paused } };
        await context.Session.MergeAsync(kind, row.Key, row.Uid, changes, cancellationToken);
        return new ActionResult($"{kind.Kind} {row.Name} is {(paused ? "paused" : "resumed")}.", Addresses.Detail(context.Session.Cluster, kind, row.Key));
    }
}
