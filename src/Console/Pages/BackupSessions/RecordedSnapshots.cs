using System.Collections.Immutable;
using BackupConsole.Components.Details;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.BackupSessions;

/// <summary>What a BackupSession recorded of its snapshots (<c>status.snapshots</c>): their objects go when retention says so, long before the session.</summary>
internal static class RecordedSnapshots
{
    private static readonly ManifestPath Name = ManifestPath.Parse("name");
    private static readonly ManifestPath Phase = ManifestPath.Parse("phase");
    private static readonly ManifestPath Repository = ManifestPath.Parse("repository");
    private static readonly ManifestPath TargetGroup = ManifestPath.Parse("appRef.apiGroup");
    private static readonly ManifestPath TargetKind = ManifestPath.Parse("appRef.kind");
    private static readonly ManifestPath TargetNamespace = ManifestPath.Parse("appRef.namespace");
    private static readonly ManifestPath TargetName = ManifestPath.Parse("appRef.name");

    /// <summary>The rows found, and a row for each recorded snapshot that has no object.</summary>
    public static ImmutableArray<SnapshotRow> Complete(ImmutableArray<SnapshotRow> found, DetailSubject session)
    {
        HashSet<string> present = [.. found.Select(row => row.Name)];
        return [.. found, .. session.Items("status.snapshots").Select(item => Row(item, session.Key.Namespace)).Where(row => row.Name.Length > 0 && present.Add(row.Name))];
    }

    /// <summary>Whether a row stands for an object that is gone: it has no uid.</summary>
    public static bool IsGone(SnapshotRow row) => row.Uid.Length == 0;

    private static SnapshotRow Row(Manifest item, string ns) => new(new ObjectMeta { Namespace = ns, Name = item.Text(Name) })
    {
        Phase = item.Text(Phase),
        Repository = item.Text(Repository),
        Target = item.Text(TargetName) is { Length: > 0 } target ? new TypedObjectReference(item.Text(TargetGroup), item.Text(TargetKind), item.Text(TargetNamespace), target) : null,
    };
}
