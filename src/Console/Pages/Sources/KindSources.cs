using BackupConsole.Clusters;
using BackupConsole.KubeStash.Addons;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Health;
using BackupConsole.KubeStash.Links;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Pages.Sources;

/// <summary>How the rows of each kind are kept: one way for every page, as the rows are shared.</summary>
internal static class KindSources
{
    /// <summary>BackupConfigurations.</summary>
    public static ResourceSource<BackupConfigurationRow> BackupConfigurations { get; } =
        ResourceSource.Of(BackupConfigurationRow.Reader, BackupConfigurationLinks.All, row => row.Phase, row => row.Target?.Name ?? string.Empty);

    /// <summary>BackupSessions.</summary>
    public static ResourceSource<BackupSessionRow> BackupSessions { get; } = Sessions();

    /// <summary>BackupBatches.</summary>
    public static ResourceSource<BackupBatchRow> BackupBatches { get; } = ResourceSource.Of(BackupBatchRow.Reader, BackupBatchLinks.All, row => row.Phase);

    /// <summary>BackupBlueprints.</summary>
    public static ResourceSource<BackupBlueprintRow> BackupBlueprints { get; } = ResourceSource.Of(BackupBlueprintRow.Reader, BackupBlueprintLinks.All);

    /// <summary>RestoreSessions.</summary>
    public static ResourceSource<RestoreSessionRow> RestoreSessions { get; } =
        ResourceSource.Of(RestoreSessionRow.Reader, RestoreSessionLinks.All, row => row.Phase, row => row.Target?.Name ?? string.Empty, row => row.Snapshot);

    /// <summary>BackupVerificationSessions.</summary>
    public static ResourceSource<BackupVerificationSessionRow> BackupVerificationSessions { get; } =
        ResourceSource.Of(BackupVerificationSessionRow.Reader, BackupVerificationSessionLinks.All, row => row.Phase, row => row.Snapshot);

    /// <summary>BackupVerifiers.</summary>
    public static ResourceSource<BackupVerifierRow> BackupVerifiers { get; } = ResourceSource.Of(BackupVerifierRow.Reader, BackupVerifierLinks.All, null, row => row.Type);

    /// <summary>HookTemplates.</summary>
    public static ResourceSource<HookTemplateRow> HookTemplates { get; } = ResourceSource.Of(HookTemplateRow.Reader, HookTemplateLinks.All, null, row => row.Executor);

    /// <summary>BackupStorages.</summary>
    public static ResourceSource<BackupStorageRow> BackupStorages { get; } =
        ResourceSource.Of(BackupStorageRow.Reader, BackupStorageLinks.All, row => row.Phase, row => row.Provider);

    /// <summary>Repositories.</summary>
    public static ResourceSource<RepositoryRow> Repositories { get; } =
        ResourceSource.Of(RepositoryRow.Reader, RepositoryLinks.All, row => row.Phase, row => row.Target?.Name ?? string.Empty);

    /// <summary>Snapshots.</summary>
    public static ResourceSource<SnapshotRow> Snapshots { get; } = ResourceSource.Of(SnapshotRow.Reader, SnapshotLinks.All, row => row.Phase, row => row.Repository) with
    {
        Filters = [.. Windows<SnapshotRow>(), .. Verification("verified", "verified", "Verified"), .. Verification("not-verified", "not verified", "NotVerified", ""), .. Verification("verification-failed", "whose verification failed", "VerificationFailed")],
    };

    /// <summary>RetentionPolicies.</summary>
    public static ResourceSource<RetentionPolicyRow> RetentionPolicies { get; } = ResourceSource.Of(RetentionPolicyRow.Reader);

    /// <summary>Addons.</summary>
    public static ResourceSource<AddonRow> Addons { get; } = ResourceSource.Of(AddonRow.Reader, AddonLinks.All);

    /// <summary>Functions.</summary>
    public static ResourceSource<FunctionRow> Functions { get; } = ResourceSource.Of(FunctionRow.Reader, null, null, row => row.Image);

    /// <summary>AppBindings.</summary>
    public static ResourceSource<AppBindingRow> AppBindings { get; } = ResourceSource.Of(AppBindingRow.Reader, AppBindingLinks.All, null, row => row.Type);

    /// <summary>CronJobs.</summary>
    public static ResourceSource<CronJobRow> CronJobs { get; } = ResourceSource.Of(CronJobRow.Reader, CronJobLinks.All);

    private static IEnumerable<RowFilter<TRow>> Windows<TRow>()
        where TRow : ResourceRow => TimeWindow.All.Select(window => new RowFilter<TRow>(window.Id, $"of the {window.Label.ToLowerInvariant()}", window.Holds));

    // Of a backup that did not succeed there is nothing to verify.
    private static RowFilter<SnapshotRow>[] Verification(string id, string label, params string[] statuses) =>
        [new(id, label, (row, _) => row.Phase == Phase.Succeeded && statuses.Contains(row.VerificationStatus))];

    private static ResourceSource<BackupSessionRow> Sessions()
    {
        ResourceSource<BackupSessionRow> source = ResourceSource.Of(BackupSessionRow.Reader, BackupSessionLinks.All, row => row.Phase, row => row.Session, row => row.InvokerName);
        source.Schema.WithOrder("session", row => row.Session);
        return source with { Filters = [.. Windows<BackupSessionRow>()] };
    }
}
