using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
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
            IsOffered = row => row.BackupConfiguration is not null && row.Session.Length > 0,
            Needs = row => BackupRun.Needs(row.Namespace),
            Plan = PlanAsync,
        },
        FollowUps.Restore<BackupSessionRow>(Query, row => Made(row, "restored")),
        FollowUps.Verify<BackupSessionRow>(Query, row => Made(row, "verified")),
    ];

    // The session may have been changed or taken out since this run.
    private static async Task<ActionPlan> PlanAsync(BackupSessionRow row, ActionContext context, CancellationToken cancellationToken)
    {
        ObjectKey key = new(row.Namespace, row.BackupConfiguration!);
        JsonObject found = await context.Session.GetAsync(KubeStashKinds.BackupConfiguration, key, cancellationToken);
        BackupConfigurationRow configuration = BackupConfigurationRow.Reader.Read(new ReadOnlySequence<byte>(JsonSerializer.SerializeToUtf8Bytes(found)));
        return configuration.FindSession(row.Session) is { } session
            ? BackupRun.Plan(configuration, [session], context)
            : BackupRun.Plan(configuration, configuration.Sessions, context) with { Warnings = [$"BackupConfiguration {configuration.Name} has no session {row.Session} any more."] };
    }

    private static string? Made(BackupSessionRow row, string what) =>
        row.Phase == Phase.Succeeded && !row.Repositories.IsEmpty ? null : $"Only a backup that Succeeded can be {what}; this one {(row.Phase.Length == 0 ? "has not begun" : $"is {row.Phase}")}.";

    private static FollowUpOf Query(BackupSessionRow row) => new(row.Namespace, row.Repositories is [string only] ? only : "", row.OnlySnapshot);
}
