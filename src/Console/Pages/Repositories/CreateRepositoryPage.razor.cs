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

    private CreateFlow? flow;
    private CreateContext? context;
    private AskedOnce<IReadOnlyList<SecretRow>>? secrets;
    private LiveRows<BackupStorageRow>? storages;
    private LiveRows<RepositoryRow>? repositories;

    private string Place => context!.Form.Text(StorageNamespace);

    private ObjectKey StorageKey => new(Place, context!.Form.Text(StorageName));

    private BackupStorageRow? Storage => storages?.View.Rows.FirstOrDefault(row => row.Key == StorageKey);

    private FieldChoices Storages => Place.Length == 0
        ? FieldChoices.None("Choose the storage's namespace first.")
        : FieldChoices.Of(storages!.View, KubeStashKinds.BackupStorage, $"in namespace {Place}", row => new FieldOption(
            row.Name, row.Phase is "" or Phase.Ready ? row.Name : $"{row.Name} · {row.Phase}", UsageChoices.WhyNot(row.UsagePolicy, row.Namespace, context!.Form.Text(RepositoryManifest.Namespace), null)));

    // Once everything has been seen, what is not among it is not there.
    private string? StorageTrouble =>
        StorageKey is { Name.Length: > 0, Namespace.Length: > 0 } key && storages is { IsLive: true } && Storage is null ? $"There is no BackupStorage {key.Name} in namespace {key.Namespace}." : null;

    private IReadOnlyList<FormProblem> Warnings
    {
        get
        {
            List<FormProblem> warnings = [];
            if (context is null)
            {
                return warnings;
            }

            if (Storage is { } storage && storage.Phase != Phase.Ready)
            {
                warnings.Add(new FormProblem(StorageName, $"BackupStorage {storage.Key} {(storage.Phase.Length == 0 ? "has no phase yet" : $"is {storage.Phase}")}: the Repository will not be Ready before it is."));
            }

            string folder = context.Form.Text(Folder).Trim('/');
            if (repositories?.View.Rows.FirstOrDefault(row => row.Storage == StorageKey && row.Path.Trim('/') == folder) is { } same)
            {
                warnings.Add(new FormProblem(Folder, $"Repository {same.Name} has the same folder of the same storage. Two of them damage each other's data."));
            }

            if (context.Form.Text(RepositoryManifest.Target.Field("namespace")) is { Length: > 0 } target && target != context.Form.Text(RepositoryManifest.Namespace))
            {
                warnings.Add(new FormProblem(RepositoryManifest.Target.Field("namespace"), "The target is in another namespace than the Repository. KubeStash looks for it beside the Repository."));
            }

            return warnings;
        }
    }

    private static string DeletionHelp(CreateContext open) => open.Form.Text(DeletionPolicy) == "WipeOut"
        ? "When the Repository is deleted, everything in its folder is erased. That cannot be undone."
        : "When the Repository is deleted, what is in its folder stays. Its Snapshots go, and come back with a Repository of the same folder.";

    private async Task OpenAsync(CreateContext opened)
    {
        context = opened;
        secrets?.Dispose();
        secrets = new AskedOnce<IReadOnlyList<SecretRow>>((ns, token) => EncryptionSecretFields.AskAsync(opened.Session, ns, token), opened.Form.RaiseChanged, DispatchExceptionAsync);
        storages ??= LiveRowsOf(KindSources.BackupStorages);
        repositories ??= LiveRowsOf(KindSources.Repositories);
        await FollowAsync();
    }

    /// <inheritdoc />
    protected override void Derive() => context?.Form.RaiseChanged();

    private async Task FollowAsync()
    {
        await storages!.LookAsync(context!.Session, Valid(Place), StoreSchema<BackupStorageRow>.ByKey);
        await repositories!.LookAsync(context.Session, Valid(context.Form.Text(RepositoryManifest.Namespace)), StoreSchema<RepositoryRow>.ByKey);
    }

    private void ClearStorage() => context!.Form.Set(StorageName, "");

    private static Task<ImmutableArray<FormProblem>> PrepareAsync(CreateContext open, CancellationToken cancellationToken)
    {
        Arrange(open.Form.Manifest);
        return Task.FromResult(ImmutableArray<FormProblem>.Empty);
    }

    private static async Task<ImmutableArray<FormProblem>> LookAgainAsync(CreateContext open, CancellationToken cancellationToken) =>
        await ObjectChecks.FindAsync(open.Session, KubeStashKinds.BackupStorage, open.Form.Manifest, RepositoryManifest.Storage, cancellationToken) is { } problem ? [problem] : [];

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        secrets?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
