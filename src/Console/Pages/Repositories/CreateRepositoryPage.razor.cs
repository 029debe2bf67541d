using System.Collections.Immutable;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Kubernetes.Workloads;
using BackupConsole.Pages.Sources;
using static BackupConsole.Pages.Repositories.RepositoryManifest;

namespace BackupConsole.Pages.Repositories;

/// <summary>The form of a Repository. What can be chosen follows the cluster; what was chosen stays, also when it goes there.</summary>
public sealed partial class CreateRepositoryPage
{
    private static readonly FieldChoices DeletionPolicies = new([new FieldOption("Delete"), new FieldOption("WipeOut")]);

    private AskedOnce<IReadOnlyList<SecretRow>>? secrets;
    private LiveRows<BackupStorageRow>? storages;
    private LiveRows<RepositoryRow>? repositories;

    private string Place => Context!.Form.Text(StorageNamespace);

    private ObjectKey StorageKey => new(Place, Context!.Form.Text(StorageName));

    private BackupStorageRow? Storage => storages?.View.Rows.FirstOrDefault(row => row.Key == StorageKey);

    private FieldChoices Storages => Place.Length == 0
        ? FieldChoices.None("Choose the storage's namespace first.")
        : FieldChoices.Of(storages!.View, KubeStashKinds.BackupStorage, $"in namespace {Place}", row => new FieldOption(
            row.Name, row.Phase is "" or Phase.Ready ? row.Name : $"{row.Name} · {row.Phase}", UsageChoices.WhyNot(row.UsagePolicy, row.Namespace, Context!.Form.Text(RepositoryManifest.Namespace), null)));

    // Once everything has been seen, what is not among it is not there.
    private string? StorageTrouble =>
        StorageKey is { Name.Length: > 0, Namespace.Length: > 0 } key && storages is { IsLive: true } && Storage is null ? $"There is no BackupStorage {key.Name} in namespace {key.Namespace}." : null;

    private IReadOnlyList<FormProblem> Warnings
    {
        get
        {
            List<FormProblem> warnings = [];
            if (Context is null)
            {
                return warnings;
            }

            if (Storage is { } storage && storage.Phase != Phase.Ready)
            {
                warnings.Add(new FormProblem(StorageName, $"BackupStorage {storage.Key} {Phase.Predicate(storage.Phase)}: the Repository will not be Ready before it is."));
            }

            string folder = Context.Form.Text(Folder).Trim('/');
            if (repositories?.View.Rows.FirstOrDefault(row => row.Storage == StorageKey && row.Path.Trim('/') == folder) is { } same)
            {
                warnings.Add(new FormProblem(Folder, $"Repository {same.Name} has the same folder of the same storage. Two of them damage each other's data."));
            }

            if (Context.Form.Text(RepositoryManifest.Target.Field("namespace")) is { Length: > 0 } target && target != Context.Form.Text(RepositoryManifest.Namespace))
            {
                warnings.Add(new FormProblem(RepositoryManifest.Target.Field("namespace"), "The target is in another namespace than the Repository. KubeStash looks for it beside the Repository."));
            }

            return warnings;
        }
    }

    private static string DeletionHelp(CreateContext open) => open.Form.Text(DeletionPolicy) == "WipeOut"
        ? "When the Repository is deleted, everything in its folder is erased. That cannot be undone."
        : "When the Repository is deleted, what is in its folder stays. Its Snapshots go, and come back with a Repository of the same folder.";

    /// <inheritdoc />
    protected override void BeginFollowing(CreateContext opened, Followed follow)
    {
        secrets = SecretQuestions.Of(opened, follow);
        storages = follow.Rows(KindSources.BackupStorages);
        repositories = follow.Rows(KindSources.Repositories);
    }

    /// <inheritdoc />
    protected override async Task LookAsync()
    {
        await storages!.LookAsync(Context!.Session, Valid(Place), StoreSchema<BackupStorageRow>.ByKey);
        await repositories!.LookAsync(Context.Session, Valid(Context.Form.Text(RepositoryManifest.Namespace)), StoreSchema<RepositoryRow>.ByKey);
    }

    private void ClearStorage() => Context!.Form.Set(StorageName, "");

    private static async Task<ImmutableArray<FormProblem>> LookAgainAsync(CreateContext open, CancellationToken cancellationToken) =>
        await ObjectChecks.FindAsync(open.Session, KubeStashKinds.BackupStorage, open.Form.Manifest, RepositoryManifest.Storage, cancellationToken) is { } problem ? [problem] : [];
}
