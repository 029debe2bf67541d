using BackupConsole.Components;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using static BackupConsole.Pages.RestoreSessions.RestoreSessionManifest;

namespace BackupConsole.Pages.RestoreSessions;

/// <summary>Something a restore needs.</summary>
/// <param name="Path">The field it is about.</param>
/// <param name="IsMet">Whether it is as it has to be; <c>null</c> when that cannot be told.</param>
/// <param name="Words">What is so, or what is wrong and what to do, as a sentence.</param>
/// <param name="Address">Where to look; <c>null</c> for nowhere.</param>
public sealed record RestoreCheck(ManifestPath Path, bool? IsMet, string Words, string? Address);

/// <summary>What a restore needs, checked before it is submitted.</summary>
public static class RestoreChecks
{
    /// <summary>The checks, in the order a restore comes by them.</summary>
    /// <param name="context">The form that is open.</param>
    /// <param name="around">What the cluster has.</param>
    /// <param name="cluster">Slug of the cluster.</param>
    public static IEnumerable<RestoreCheck> Of(CreateContext context, RestoreSurroundings around, string cluster)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(around);
        ManifestForm form = context.Form;
        return new[]
        {
            OfSnapshot(form, around, cluster), OfStorage(around, cluster), OfPolicy(around, cluster), OfSecret(form, around, cluster), OfAddon(form, around, cluster),
            OfTarget(form, around), OfRunning(form, around, cluster), OfPermission(context),
        }.OfType<RestoreCheck>();
    }

    private static RestoreCheck? OfSnapshot(ManifestForm form, RestoreSurroundings around, string cluster)
    {
        if (form.Text(TargetTime) is { Length: > 0 } moment)
        {
            return new RestoreCheck(TargetTime, around.HasPointsInTime ? true : around.KnowsSnapshots ? false : null,
                around.HasPointsInTime ? $"The data as they were at {moment} are restored." : "Nothing is archived to this repository between backups, so it has no other moments than those of its snapshots.", null);
        }

        string written = form.Text(RestoreSessionManifest.Snapshot);
        if (around.Snapshot is { } row)
        {
            bool isUsable = row.Phase == Phase.Succeeded;
            string address = Addresses.Detail(cluster, KubeStashKinds.Snapshot, row.Key);
            return new RestoreCheck(RestoreSessionManifest.Snapshot, isUsable,
                isUsable ? $"Snapshot {row.Name} succeeded{(row.Integrity == false ? ", but its integrity check failed" : "")}." : $"Snapshot {row.Name} {Phase.Predicate(row.Phase)}: only one that succeeded can be restored. {row.FailureReason}".TrimEnd(), address);
        }

        return written.Length == 0 ? null : new RestoreCheck(RestoreSessionManifest.Snapshot, around.KnowsSnapshots ? false : null,
            !around.KnowsSnapshots ? "Whether the snapshot is usable is being looked up." : written == Latest ? "No snapshot of this repository has succeeded yet." : $"There is no snapshot {written}.", null);
    }

    private static RestoreCheck? OfStorage(RestoreSurroundings around, string cluster) => around.Storage is { } storage
        ? new RestoreCheck(Repository, storage.Phase == Phase.Ready,
            storage.Phase == Phase.Ready ? $"BackupStorage {storage.Key} is Ready." : $"BackupStorage {storage.Key} {Phase.Predicate(storage.Phase)}: its data cannot be read. {storage.FailureReason}".TrimEnd(),
            Addresses.Detail(cluster, KubeStashKinds.BackupStorage, storage.Key))
        : around is { Repository.Storage: { } gone, KnowsRepositories: true }
            ? new RestoreCheck(Repository, null, $"BackupStorage {gone} cannot be seen.", Addresses.Detail(cluster, KubeStashKinds.BackupStorage, gone))
            : null;

    private static RestoreCheck? OfPolicy(RestoreSurroundings around, string cluster) => around is { Storage: { } storage, StorageRefusal: { } why }
        ? new RestoreCheck(Namespace, false, $"BackupStorage {storage.Key} may not be used from this namespace: {why}.", Addresses.Detail(cluster, KubeStashKinds.BackupStorage, storage.Key))
        : null;

    private static RestoreCheck? OfSecret(ManifestForm form, RestoreSurroundings around, string cluster)
    {
        string ns = form.Text(EncryptionSecret.Field("namespace")) is { Length: > 0 } own ? own : form.Text(Namespace);
        string name = form.Text(EncryptionSecret.Field("name"));
        if (name.Length == 0 || ns.Length == 0)
        {
            return around.Repository is { EncryptionSecret: { } needed } ? new RestoreCheck(EncryptionSecret.Field("name"), null, $"The repository is encrypted with Secret {needed}; the restore will use that one.", null) : null;
        }

        string address = Addresses.Detail(cluster, BuiltInKinds.Secret, new ObjectKey(ns, name));
        return around.Secrets.Of(ns).Value is not { } rows ? new RestoreCheck(EncryptionSecret.Field("name"), null, $"Whether Secret {ns}/{name} is there cannot be told.", address)
            : rows.FirstOrDefault(row => row.Name == name) is not { } found ? new RestoreCheck(EncryptionSecret.Field("name"), false, $"There is no Secret {ns}/{name}.", address)
            : new RestoreCheck(EncryptionSecret.Field("name"), found.Keys.Contains(EncryptionSecretFields.PasswordKey),
                found.Keys.Contains(EncryptionSecretFields.PasswordKey) ? $"Secret {ns}/{name} has the key {EncryptionSecretFields.PasswordKey}." : $"Secret {ns}/{name} has no key {EncryptionSecretFields.PasswordKey}.", address);
    }

    private static RestoreCheck? OfAddon(ManifestForm form, RestoreSurroundings around, string cluster)
    {
        string name = form.Text(Addon);
        string address = Addresses.Detail(cluster, KubeStashKinds.Addon, new ObjectKey("", name));
        return name.Length == 0 ? null
            : around.FindAddon(name) is not null ? new RestoreCheck(Addon, true, $"Addon {name} is installed.", address)
            : around.KnowsAddons ? new RestoreCheck(Addon, false, $"Addon {name} is not installed in this cluster.", null)
            : new RestoreCheck(Addon, null, $"Whether addon {name} is installed is being looked up.", null);
    }

    private static RestoreCheck? OfTarget(ManifestForm form, RestoreSurroundings around)
    {
        if (TargetOf(form) is not { } target)
        {
            return null;
        }

        TypedObjectReference? source = around.Snapshot?.Target ?? around.Repository?.Target;
        if (source is not null && (source.ApiGroup != target.ApiGroup || source.Kind != target.Kind))
        {
            return new RestoreCheck(Target.Field("kind"), false, $"The backup is of a {source.Kind}, and cannot be restored into a {target.Kind}.", null);
        }

        return new RestoreCheck(Target.Field("name"), around.HasTarget,
            around.HasTarget switch
            {
                true => $"{target} is there.",
                false => $"{target} is not there: the restore waits until somebody makes it.",
                _ => $"Whether {target} is there cannot be told yet.",
            }, null);
    }

    private static RestoreCheck? OfRunning(ManifestForm form, RestoreSurroundings around, string cluster) => TargetOf(form) is not { } target ? null
        : around.Running is { } running ? new RestoreCheck(Target.Field("name"), false, $"{running.Key} restores into {target} already{(running.Phase.Length > 0 ? $" ({running.Phase})" : "")}: wait until it has ended.", Addresses.Detail(cluster, KubeStashKinds.RestoreSession, running.Key))
        : new RestoreCheck(Target.Field("name"), true, $"No other restore into {target} is under way.", null);

    private static RestoreCheck? OfPermission(CreateContext context) => context.Access.Allowance is { Allowed: false } refused && refused != Clusters.Allowance.Unknown
        ? new RestoreCheck(Namespace, false, refused.Reason, null)
        : context.Access.Allowance.Allowed ? new RestoreCheck(Namespace, true, "You may create a restore here.", null) : null;
}
