using BackupConsole.KubeStash.Conditions;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Conditions;

public sealed class ConditionPolarityTests
{
    [Theory]
    [InlineData("SnapshotsEnsured", "True", ConditionJudgement.Good)]
    [InlineData("SnapshotsEnsured", "False", ConditionJudgement.Bad)]
    [InlineData("SnapshotsEnsured", "Unknown", ConditionJudgement.Neutral)]
    [InlineData("BackupSkipped", "True", ConditionJudgement.Bad)]
    [InlineData("BackupSkipped", "False", ConditionJudgement.Good)]
    [InlineData("DeadlineExceeded", "True", ConditionJudgement.Bad)]
    [InlineData("DeadlineExceeded", "False", ConditionJudgement.Good)]
    [InlineData("SnapshotCleanupIncomplete", "True", ConditionJudgement.Bad)]
    [InlineData("PodHasBeenInPendingStateForLongerThanExpected", "True", ConditionJudgement.Bad)]
    [InlineData("SomethingNew", "True", ConditionJudgement.Neutral)]
    [InlineData("SomethingNew", "False", ConditionJudgement.Neutral)]
    [InlineData(null, null, ConditionJudgement.Neutral)]
    public void Conditions_of_a_run_are_judged_by_their_type(string? type, string? status, ConditionJudgement judgement) =>
        Assert.Equal(judgement, ConditionPolarity.Judge(KubeStashKinds.BackupSession, type, status));

    [Fact]
    public void A_type_is_known_for_its_own_kinds_only()
    {
        Assert.NotNull(ConditionPolarity.Find(KubeStashKinds.Snapshot, "BackupIncomplete"));
        Assert.Null(ConditionPolarity.Find(KubeStashKinds.BackupSession, "BackupIncomplete"));
        Assert.NotNull(ConditionPolarity.Find(KubeStashKinds.BackupBatch, "SchedulerEnsured"));
    }

    [Fact]
    public void A_skipped_verification_is_worth_a_notice_only() => Assert.Equal(
        ConditionJudgement.Notice,
        ConditionPolarity.Judge(KubeStashKinds.BackupVerificationSession, "BackupVerificationSkipped", "True"));

    [Fact]
    public void Runs_have_one_final_step_each()
    {
        (ResourceKind Kind, string Type)[] steps =
        [
            (KubeStashKinds.BackupSession, "MetricsPushed"),
            (KubeStashKinds.RestoreSession, "MetricsPushed"),
            (KubeStashKinds.Snapshot, "SnapshotMetadataUploaded"),
            (KubeStashKinds.BackupVerificationSession, "VerificationSessionHistoryCleaned"),
        ];

        Assert.All(steps, step => Assert.True(ConditionPolarity.Find(step.Kind, step.Type)?.IsFinalStep));
        Assert.False(ConditionPolarity.Find(KubeStashKinds.BackupSession, "SessionHistoryCleaned")?.IsFinalStep);
    }
}
