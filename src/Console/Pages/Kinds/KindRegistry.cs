using System.Collections.Frozen;
using BackupConsole.Pages.Addons;
using BackupConsole.Pages.BackupBatches;
using BackupConsole.Pages.BackupBlueprints;
using BackupConsole.Pages.BackupConfigurations;
using BackupConsole.Pages.BackupSessions;
using BackupConsole.Pages.BackupStorages;
using BackupConsole.Pages.BackupVerificationSessions;
using BackupConsole.Pages.BackupVerifiers;
using BackupConsole.Pages.Functions;
using BackupConsole.Pages.HookTemplates;
using BackupConsole.Pages.Repositories;
using BackupConsole.Pages.RestoreSessions;
using BackupConsole.Pages.RetentionPolicies;
using BackupConsole.Pages.Snapshots;

namespace BackupConsole.Pages.Kinds;

/// <summary>The pages of all kinds: a new kind is one more line here.</summary>
internal static class KindRegistry
{
    private static readonly FrozenDictionary<string, KindPages> Pages = ((KindPages[])
    [
        KindPages.Of(BackupConfigurationList.Declaration, BackupConfigurationDetail.Declaration),
        KindPages.Of(BackupSessionList.Declaration, BackupSessionDetail.Declaration),
        KindPages.Of(BackupStorageList.Declaration, BackupStorageDetail.Declaration),
        KindPages.Of(RepositoryList.Declaration, RepositoryDetail.Declaration),
        KindPages.Of(RestoreSessionList.Declaration, RestoreSessionDetail.Declaration),
        KindPages.Of(SnapshotList.Declaration, SnapshotDetail.Declaration),
        KindPages.Of(RetentionPolicyList.Declaration, RetentionPolicyDetail.Declaration),
        KindPages.Of(BackupVerificationSessionList.Declaration, BackupVerificationSessionDetail.Declaration),
        KindPages.Of(BackupVerifierList.Declaration, BackupVerifierDetail.Declaration),
        KindPages.Of(BackupBlueprintList.Declaration, BackupBlueprintDetail.Declaration),
        KindPages.Of(BackupBatchList.Declaration, BackupBatchDetail.Declaration),
        KindPages.Of(HookTemplateList.Declaration, HookTemplateDetail.Declaration),
        KindPages.Of(AddonList.Declaration, AddonDetail.Declaration),
        KindPages.Of(FunctionList.Declaration, FunctionDetail.Declaration),
    ]).ToFrozenDictionary(pages => pages.Kind.Id, StringComparer.Ordinal);

    /// <summary>The pages of <c>plural.group</c>; <c>null</c> when there are none.</summary>
    public static KindPages? Find(string? resource) => resource is null ? null : Pages.GetValueOrDefault(resource);
}
