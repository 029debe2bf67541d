using System.Collections.Frozen;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Conditions;

/// <summary>
/// Which status of which condition is good. KubeStash has types that mean trouble when <c>True</c>, so a type that is not listed here is
/// never taken for good because it is True.
/// </summary>
public static class ConditionPolarity
{
    private static readonly ConditionMeaning[] Invokers =
    [
        Good("ValidationPassed", "The specification was accepted."),
        Good("SchedulerEnsured", "The CronJob of the session exists."),
        Good("InitialBackupTriggered", "The first backup was started."),
    ];

    private static readonly FrozenDictionary<(string Kind, string Type), ConditionMeaning> Meanings =
        new Dictionary<string, ConditionMeaning[]>
        {
            [KubeStashKinds.BackupStorage.Kind] =
            [
                Good("BackendInitialized", "The backend can be written to."),
                Good("BackendSecretFound", "The Secret with the backend's credentials exists."),
            ],
            [KubeStashKinds.Repository.Kind] = [Good("RepositoryInitialized", "The repository exists in its backend.")],
            [KubeStashKinds.BackupConfiguration.Kind] = Invokers,
            [KubeStashKinds.BackupBatch.Kind] = Invokers,
            [KubeStashKinds.BackupSession.Kind] =
            [
                Good("PreBackupHooksExecutionSucceeded", "The hooks before the backup succeeded."),
                Good("SnapshotsEnsured", "The Snapshot objects were created."),
                Good("BackupExecutorEnsured", "The Job that takes the backup was created."),
                Good("PostBackupHooksExecutionSucceeded", "The hooks after the backup succeeded."),
                Good("RetentionPolicyExecutorEnsured", "The Job that applies the retention policy was created."),
                Good("SessionHistoryCleaned", "Old sessions beyond the history limit were removed."),
                Final("MetricsPushed", "The metrics of the run were sent."),
                Trouble("DeadlineExceeded", "The backup took longer than its timeout."),
                Trouble("BackupSkipped", "The backup did not run: another one was running, or its configuration was not ready."),
                Trouble("SnapshotCleanupIncomplete", "The Job that applies the retention policy died before it was done."),
                Trouble("PodHasBeenInPendingStateForLongerThanExpected", "A pod of the backup cannot start."),
            ],
            [KubeStashKinds.Snapshot.Kind] =
            [
                Good("RecentSnapshotListUpdated", "The repository lists the snapshot among its recent ones."),
                Final("SnapshotMetadataUploaded", "The snapshot's description was stored in the backend."),
                Trouble("BackupIncomplete", "The backup's pod was killed, evicted or timed out before it was done."),
            ],
            [KubeStashKinds.RestoreSession.Kind] =
            [
                Good("ValidationPassed", "The specification was accepted."),
                Good("RestoreTargetFound", "The object to restore into exists."),
                Good("PreRestoreHooksExecutionSucceeded", "The hooks before the restore succeeded."),
                Good("RestoreExecutorEnsured", "The Job that restores was created."),
                Good("PostRestoreHooksExecutionSucceeded", "The hooks after the restore succeeded."),
                Final("MetricsPushed", "The metrics of the run were sent."),
                Trouble("RestoreIncomplete", "The restore's pod was killed, evicted or timed out before it was done."),
            ],
            [KubeStashKinds.BackupVerificationSession.Kind] =
            [
                Good("VerificationExecutorEnsured", "The Job that verifies was created."),
                Good("RestoreSucceeded", "The snapshot could be restored."),
                Good("BackupVerified", "The restored data passed the check."),
                Final("VerificationSessionHistoryCleaned", "Old verification sessions beyond the history limit were removed."),
                Trouble("BackupVerificationSkipped", "The snapshot had been verified already.") with { IsHarmless = true },
            ],
        }
        .SelectMany(kind => kind.Value.Select(meaning => (Key: (kind.Key, meaning.Type), Meaning: meaning)))
        .ToFrozenDictionary(entry => entry.Key, entry => entry.Meaning);

    /// <summary>What a condition type of a kind means; null when KubeStash does not define it.</summary>
    public static ConditionMeaning? Find(ResourceKind kind, string? type)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return type is null ? null : Meanings.GetValueOrDefault((kind.Kind, type));
    }

    /// <summary>Judges a condition of a kind; neutral when the type is not known, whatever the status.</summary>
    public static ConditionJudgement Judge(ResourceKind kind, string? type, string? status) =>
        Find(kind, type)?.Judge(status) ?? ConditionJudgement.Neutral;

    private static ConditionMeaning Good(string type, string meaning) => new(type, GoodWhenTrue: true, meaning);

    private static ConditionMeaning Final(string type, string meaning) => new(type, GoodWhenTrue: true, meaning, IsFinalStep: true);

    private static ConditionMeaning Trouble(string type, string meaning) => new(type, GoodWhenTrue: false, meaning);
}
