using BackupConsole.Components;
using BackupConsole.Components.Actions;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.Following;

/// <summary>What a restore or a verification begins with.</summary>
/// <param name="Namespace">Where the backup is.</param>
/// <param name="Repository">Its repository; empty when that is to be chosen.</param>
/// <param name="Snapshot">Its snapshot; empty when that is to be chosen.</param>
internal sealed record FollowUpOf(string Namespace, string Repository, string Snapshot);

/// <summary>What may follow a backup: restoring it, and trying whether it could be. Both lead to a form that begins with it.</summary>
internal static class FollowUps
{
    /// <summary>Leads to the form of a RestoreSession.</summary>
    /// <param name="of">What it begins with.</param>
    /// <param name="hindrance">Why it cannot be restored; <c>null</c> when it can.</param>
    public static ObjectAction<TRow> Restore<TRow>(Func<TRow, FollowUpOf> of, Func<TRow, string?> hindrance)
        where TRow : ResourceRow => Leading("Restore", IconName.Undo, KubeStashKinds.RestoreSession, of, hindrance);

    /// <summary>Leads to the form of a BackupVerificationSession.</summary>
    /// <param name="of">What it begins with.</param>
    /// <param name="hindrance">Why it cannot be verified; <c>null</c> when it can.</param>
    public static ObjectAction<TRow> Verify<TRow>(Func<TRow, FollowUpOf> of, Func<TRow, string?> hindrance)
        where TRow : ResourceRow => Leading("Verify now", IconName.Checklist, KubeStashKinds.BackupVerificationSession, of, hindrance);

    private static ObjectAction<TRow> Leading<TRow>(string title, IconName icon, ResourceKind kind, Func<TRow, FollowUpOf> of, Func<TRow, string?> hindrance)
        where TRow : ResourceRow =>
        new(title, icon) { Needs = row => new AccessRequest("create", kind, of(row).Namespace), Address = (cluster, row) => Address(cluster, kind, of(row)), Hindrance = hindrance };

    private static string Address(string cluster, ResourceKind kind, FollowUpOf of)
    {
        string address = $"{Addresses.New(cluster, kind)}?namespace={Uri.EscapeDataString(of.Namespace)}";
        address += of.Repository.Length > 0 ? $"&repository={Uri.EscapeDataString(of.Repository)}" : "";
        return address + (of.Snapshot.Length > 0 ? $"&snapshot={Uri.EscapeDataString(of.Snapshot)}" : "");
    }
}
