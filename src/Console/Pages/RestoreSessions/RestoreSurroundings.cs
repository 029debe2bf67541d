using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Clusters;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Sources;
using static BackupConsole.Pages.RestoreSessions.RestoreSessionManifest;

namespace BackupConsole.Pages.RestoreSessions;

/// <summary>What a restore refers to and meets, as the cluster has it now.</summary>
/// <param name="context">The form that is open.</param>
/// <param name="follow">Follows the cluster.</param>
/// <param name="time">The clock.</param>
public sealed class RestoreSurroundings(CreateContext context, Followed follow, TimeProvider time) : FormSurroundings(context, follow)
{
    private readonly ClusterSession session = context.Session;
    private readonly LiveRows<RepositoryRow> repositories = follow.Rows(KindSources.Repositories);
    private readonly LiveRows<BackupStorageRow> storages = follow.Rows(KindSources.BackupStorages);
    private readonly LiveRows<RestoreSessionRow> restores = follow.Rows(KindSources.RestoreSessions);
    private readonly LiveRows<SnapshotRow> snapshots = follow.Rows(KindSources.Snapshots);
    private readonly LiveRows<BackupConfigurationRow> configurations = follow.Rows(KindSources.BackupConfigurations);
    private readonly AskedOnce<JsonObject> wholeSnapshots = follow.Questions(
        context, (key, token) => context.Session.GetAsync(KubeStashKinds.Snapshot, new ObjectKey(key.Split('/')[0], key.Split('/')[1]), token));

    private readonly AskedOnce<Presence> targets = follow.Questions(context, (key, token) => FindTargetAsync(context.Session, key, token));

    /// <summary>The repositories there are.</summary>
    public FieldChoices Repositories =>
        FieldChoices.Of(repositories.View, KubeStashKinds.Repository, "in this cluster", row => new FieldOption(row.Key.ToString(), row.Target is { } target ? $"{row.Key} · {target}" : row.Key.ToString()));

    /// <summary>The snapshots of the repository, the newest first, after the name that stands for the newest.</summary>
    public FieldChoices Snapshots
    {
        get
        {
            if (RepositoryKey(Form) is not { } repository)
            {
                return FieldChoices.None("Choose a repository first.");
            }

            FieldChoices all = FieldChoices.Of(snapshots.View, KubeStashKinds.Snapshot, $"in namespace {repository.Namespace}", row => new FieldOption(row.Name));
            ImmutableArray<FieldOption> options = [.. Of(repository).Select(row => new FieldOption(row.Name, Described(row), WhyNot(row)))];
            return all.IsTrouble || all is { Options.IsEmpty: true, IsComplete: false } ? all : all with
            {
                Options = [new FieldOption(Latest, $"{Latest}: {(Newest is { } newest ? newest.Name : "none succeeded yet")}"), .. options],
                Words = options.IsEmpty ? $"Repository {repository} has no snapshots." : all.Words,
            };
        }
    }

    /// <summary>The repository that is chosen, as it is now.</summary>
    public RepositoryRow? Repository => RepositoryKey(Form) is { } key ? repositories.View.Rows.FirstOrDefault(row => row.Key == key) : null;

    /// <summary>Its storage, as it is now.</summary>
    public BackupStorageRow? Storage => Repository?.Storage is { } key ? storages.View.Rows.FirstOrDefault(row => row.Key == key) : null;

    /// <summary>The snapshot that will be restored, as it is now: the one named, or the newest that succeeded.</summary>
    public SnapshotRow? Snapshot => SnapshotKey(Form) is { } key ? snapshots.View.Rows.FirstOrDefault(row => row.Key == key) : Form.Text(RestoreSessionManifest.Snapshot) == Latest ? Newest : null;

    /// <summary>Whether all snapshots of the repository's namespace were seen.</summary>
    public bool KnowsSnapshots => snapshots.IsLive;

    /// <summary>Whether all repositories were seen.</summary>
    public bool KnowsRepositories => repositories.IsLive;

    /// <summary>Whether the repository is archived to between backups, so that any moment can be restored.</summary>
    public bool HasPointsInTime => RepositoryKey(Form) is { } key && Of(key).Any(row => row.Type == "IncrementalBackup");

    /// <summary>Names of the parts of the snapshot.</summary>
    public IReadOnlyList<string> Components => Snapshot is { } row && wholeSnapshots.Of(row.Key.ToString()).Value is { } whole && whole["status"]?["components"] is JsonObject parts
        ? [.. parts.Select(part => part.Key)]
        : [];

    /// <summary>A restore into the same target that has not ended.</summary>
    public RestoreSessionRow? Running => TargetOf(Form) is { } target ? restores.View.Rows.FirstOrDefault(row => row.Target == target && !Phase.IsFinal(row.Phase) && row.Phase != Phase.Invalid) : null;

    /// <summary>Whether the target is there: <c>null</c> when that is not known.</summary>
    public bool? HasTarget => TargetOf(Form) is { } target && targets.Of(KeyOf(target)) is { IsPending: false, Trouble: null } answer ? answer.Value!.IsThere : null;

    /// <summary>Why objects of the restore's namespace may not use the storage, as a clause; <c>null</c> when they may.</summary>
    public string? StorageRefusal => Storage is { } storage && ObjectName.CheckLabel(Namespace) is null
        ? UsageChoices.WhyNot(storage.UsagePolicy, storage.Namespace, Namespace, LabelsFor(storage.UsagePolicy))
        : null;

    private SnapshotRow? Newest => RepositoryKey(Form) is { } key ? Of(key).FirstOrDefault(row => row.Phase == Phase.Succeeded) : null;

    /// <summary>Looks where the form points to, and fills in what follows from what is seen.</summary>
    public override async Task LookAsync()
    {
        await base.LookAsync();
        await repositories.LookEverywhereAsync(session, "name");
        await storages.LookEverywhereAsync(session, "name");
        await restores.LookEverywhereAsync(session, "name");
        string ns = Form.Text(SourceNamespace) is { Length: > 0 } written ? written : Namespace;
        string? valid = ObjectName.CheckLabel(ns) is null ? ns : null;
        await snapshots.LookAsync(session, valid, "created", newestFirst: true);
        await configurations.LookAsync(session, valid, "name");
        Derive();
    }

    /// <summary>Fills in what follows from the repository and the snapshot, once they and what they came from have been seen.</summary>
    public void Derive()
    {
        if (SnapshotKey(Form) is not null && Snapshot is { } named && RepositoryKey(Form) is null)
        {
            Form.Set(RestoreSessionManifest.Repository, named.Repository);
        }

        if (IsSeen(configurations.View.Phase) && IsSeen(AddonRows.View.Phase) && IsSeen(snapshots.View.Phase) && Repository is { } repository)
        {
            RestoreDerivation.Follow(Form, repository, Snapshot, configurations.View.Rows, AddonRows.View.Rows);
        }
    }

    // All there is, or all that may be seen.
    private static bool IsSeen(ListPhase phase) => phase is ListPhase.Live or ListPhase.Stale or ListPhase.Forbidden;

    private IEnumerable<SnapshotRow> Of(ObjectKey repository) =>
        snapshots.View.Rows.Where(row => row.Namespace == repository.Namespace && row.Repository == repository.Name).OrderByDescending(row => row.SnapshotTime ?? row.CreationTimestamp);

    private string Described(SnapshotRow row) =>
        $"{row.Name} · {((row.SnapshotTime ?? row.CreationTimestamp) is { } taken ? $"{HumanDuration.Since(taken, time.GetUtcNow())} ago" : "no time")}{(row.Size.Length > 0 ? $" · {row.Size}" : "")}";

    private static string? WhyNot(SnapshotRow row) => row.Phase == Phase.Succeeded || row is { Type: "IncrementalBackup", Phase: Phase.Running } ? null : row.Phase.Length == 0 ? "no phase yet" : row.Phase;

    private static string KeyOf(TypedObjectReference target) => string.Join('/', target.ApiGroup, target.Kind, target.Namespace, target.Name);

    private static async Task<Presence> FindTargetAsync(ClusterSession session, string key, CancellationToken cancellationToken)
    {
        string[] parts = key.Split('/');
        if (await session.Kinds.FindAsync(parts[0], parts[1], cancellationToken) is not { } kind)
        {
            return new Presence(IsThere: false);
        }

        try
        {
            await session.GetAsync(kind, new ObjectKey(kind.Namespaced ? parts[2] : "", parts[3]), cancellationToken);
            return new Presence(IsThere: true);
        }
        catch (ApiStatusException exception) when (exception.Status.IsNotFound)
        {
            return new Presence(IsThere: false);
        }
    }

    private sealed record Presence(bool IsThere);
}
