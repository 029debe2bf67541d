using System.Collections.Immutable;
using BackupConsole.Components;
using BackupConsole.Components.Actions;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Following;

namespace BackupConsole.Pages.BackupSessions;

/// <summary>What may be done with a BackupSession.</summary>
internal static class BackupSessionActions
{
    /// <summary>In the order they are offered.</summary>
    public static ImmutableArray<ObjectAction<BackupSessionRow>> All { get; } =
    [
        new("Run again", IconName.Play)
        {
            IsOffered = row => InvokerOf(row) is not null && row.Session.Length > 0,
            Needs = row => BackupRun.Needs(row.Namespace),
            Plan = PlanAsync,
        },
        FollowUps.Restore<BackupSessionRow>(Query, row => Made(row, "restored")),
        FollowUps.Verify<BackupSessionRow>(Query, row => Made(row, "verified")),
    ];

    // The session may have been changed or taken out since this run.
    private static async Task<ActionPlan> PlanAsync(BackupSessionRow row, ActionContext context, CancellationToken cancellationToken)
    {
        (ResourceKind kind, string name) = InvokerOf(row)!.Value;
        BackupInvoker invoker = BackupInvoker.Read(kind, await context.Session.GetAsync(kind, new ObjectKey(row.Namespace, name), cancellationToken));
        if (invoker.FindSession(row.Session) is { } session)
        {
            return BackupRun.Plan(invoker, [session], context);
        }

        ActionPlan plan = BackupRun.Plan(invoker, invoker.Sessions, context);
        return plan with { Warnings = [$"{kind.Kind} {name} has no session {row.Session} any more.", .. plan.Warnings] };
    }

    private static (ResourceKind Kind, string Name)? InvokerOf(BackupSessionRow row) =>
        row.BackupConfiguration is { } configuration ? (KubeStashKinds.BackupConfiguration, configuration)
        : row.InvokerKind == KubeStashKinds.BackupBatch.Kind && row.InvokerName.Length > 0 ? (KubeStashKinds.BackupBatch, row.InvokerName)
        : null;

    private static string? Made(BackupSessionRow row, string what) =>
        row.Phase == Phase.Succeeded && !row.Repositories.IsEmpty ? null : $"Only a backup that Succeeded can be {what}; this one {(row.Phase.Length == 0 ? "has not begun" : $"is {row.Phase}")}.";

    private static FollowUpOf Query(BackupSessionRow row) => new(row.Namespace, row.Repositories is [string only] ? only : "", row.OnlySnapshot);
}
