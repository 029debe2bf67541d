using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Clusters;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Kubernetes.Workloads;
using BackupConsole.Pages.Sources;
using static BackupConsole.Pages.BackupStorages.BackupStorageManifest;

namespace BackupConsole.Pages.BackupStorages;

/// <summary>The form of a BackupStorage. What is typed as a credential is in the memory of this page, and nowhere else before Submit.</summary>
public sealed partial class CreateBackupStoragePage
{
    private static readonly ImmutableArray<FurtherObject> Further = [BackupStorageManifest.Secret];

    private static readonly FieldChoices DeletionPolicies = new(
    [
        new FieldOption("Delete", "Delete (Keep only database Secrets and backed up data)"),
        new FieldOption("WipeOut", "WipeOut (Delete everything including backed up data)"),
    ]);

    private SetAside aside = new();
    private LiveRows<BackupStorageRow>? storages;
    private AskedOnce<IReadOnlyList<SecretRow>>? secrets;
    private string? missing;

    private IReadOnlyList<FormProblem> Warnings
    {
        get
        {
            List<FormProblem> warnings = [];
            if (Context is null || ProviderOf(Context.Form) is not { } provider)
            {
                return warnings;
            }

            if (BackupStorageManifest.Secret.IsMade(Context.Form))
            {
                warnings.AddRange(provider.Credentials
                    .Where(credential => credential.Required && SecretManifest.Find(Context.Objects[1].Form.Manifest, credential.Key) is null)
                    .Select(credential => new FormProblem(SecretManifest.ValueOf(credential.Key), $"{credential.Key} is missing, which {provider.Label} needs.") { Entry = 1 }));
            }
            else if (missing is not null && missing == Context.Form.Text(provider.SecretName))
            {
                warnings.Add(new FormProblem(provider.SecretName, $"There is no Secret {missing} in namespace {Context.Form.Text(BackupStorageManifest.Namespace)}. The storage will not be Ready before there is."));
            }

            if (Context.Form.Text(BackupStorageManifest.Default) == "true" && storages?.View.Rows.FirstOrDefault(row => row.IsDefault && row.Namespace == Chosen(BackupStorageManifest.Namespace)) is { } other)
            {
                warnings.Add(new FormProblem(BackupStorageManifest.Default, $"{other.Name} is the default of this namespace already, and there can be one. KubeStash will refuse this."));
            }

            if (AtSamePlace is { } same)
            {
                warnings.Add(new FormProblem(provider.Block, $"BackupStorage {same.Key} is at the same place, where there can be one. KubeStash will refuse this."));
            }

            return warnings;
        }
    }

    private BackupStorageRow? AtSamePlace => Context?.Form.Manifest.Get(Storage) is JsonObject storage && StoragePlace.Of(storage) is { } place
        ? storages?.View.Rows.FirstOrDefault(row => row.Place?.IsSameAs(place) == true && row.Key != new ObjectKey(Chosen(BackupStorageManifest.Namespace), Chosen(BackupStorageManifest.Name)))
        : null;

    private static string DeletionHelp(CreateContext open) => open.Form.Text(DeletionPolicy) == "WipeOut"
        ? "When the storage is deleted, everything stored in it is erased. That cannot be undone."
        : "When the storage is deleted, what is stored stays where it is. Its Repositories and Snapshots go, and come back with a storage of the same place.";

    /// <inheritdoc />
    protected override void BeginFollowing(CreateContext opened, Followed follow)
    {
        aside = new SetAside();
        missing = null;
        storages = follow.Rows(KindSources.BackupStorages);
        secrets = SecretQuestions.Of(opened, follow);
    }

    /// <inheritdoc />
    protected override Task LookAsync()
    {
        StateHasChanged(); // Whether another storage is at the place follows what is typed.
        return storages!.LookEverywhereAsync(Context!.Session, "name");
    }

    private async Task<ImmutableArray<FormProblem>> PrepareAsync(CreateContext open, CancellationToken cancellationToken)
    {
        Complete(open.Form, open.Objects[1].Form);
        missing = null;
        if (ProviderOf(open.Form) is not { HasSecret: true } provider || SourceOf(open.Form) == CredentialSource.NoSecret)
        {
            return [];
        }

        string name = open.Form.Text(provider.SecretName);
        (bool? isThere, string? refusal) = await LookForSecretAsync(open, name, cancellationToken);
        bool isMade = SourceOf(open.Form) == CredentialSource.NewSecret;
        missing = isThere == false && !isMade ? name : null;
        return (isMade, isThere, refusal) switch
        {
            (true, true, _) => [new FormProblem(provider.SecretName, $"There is a Secret {name} in this namespace already, and it is not overwritten. Choose \"Existing Secret\" to use it as it is, or write another name here.")],
            (true, _, { } words) => [new FormProblem(provider.SecretName, $"The Secret cannot be made. {RefusalPlacement.Sentence(words)} Choose \"Existing Secret\", or ask whoever grants permissions.")],
            _ => [],
        };
    }

    /// <summary>Whether a Secret is there, without reading it: the server is asked to try to make one of the name.</summary>
    /// <returns>Whether it is, where that is known; and why none may be made.</returns>
    private static async Task<(bool? IsThere, string? Refusal)> LookForSecretAsync(CreateContext open, string name, CancellationToken cancellationToken)
    {
        Manifest empty = BackupStorageManifest.Secret.Begin();
        empty.Name = name;
        empty.Namespace = open.Form.Text(BackupStorageManifest.Namespace);
        try
        {
            await open.Session.CreateAsync(BuiltInKinds.Secret, empty.Namespace, empty.Root, dryRun: true, cancellationToken);
            return (false, null);
        }
        catch (ApiStatusException exception) when (exception.Status.Reason == "AlreadyExists")
        {
            return (true, null);
        }
        catch (ApiStatusException exception) when (exception.Status.IsForbidden)
        {
            return (null, exception.Status.Message);
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            return (null, null); // Submit asks again, and says what is in the way.
        }
    }

    private static Task<ImmutableArray<FormProblem>> LookAgainAsync(CreateContext open, CancellationToken cancellationToken)
    {
        Manifest secret = open.Objects[1].Form.Manifest;
        if (!BackupStorageManifest.Secret.IsMade(open.Form) || ProviderOf(open.Form) is not { } provider)
        {
            return Task.FromResult(ImmutableArray<FormProblem>.Empty);
        }

        string named = open.Form.Text(provider.SecretName);
        ImmutableArray<FormProblem> problems =
            named != secret.Name ? [new FormProblem(provider.SecretName, $"The storage reads Secret {(named.Length == 0 ? "none" : named)}, and the Secret made here is {secret.Name}. Write the same name in both.")]
            : open.Form.Text(BackupStorageManifest.Namespace) != secret.Namespace ? [new FormProblem(BackupStorageManifest.Namespace, "The storage reads a Secret of its own namespace, and the one made here is in another. Write the same namespace in both.") { Entry = 1 }]
            : [];
        return Task.FromResult(problems);
    }
}
