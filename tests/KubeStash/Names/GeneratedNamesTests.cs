using BackupConsole.KubeStash.Names;
using BackupConsole.Kubernetes.Objects;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.KubeStash.Tests.Names;

public sealed class GeneratedNamesTests
{
    private static readonly Arbitrary<string> Parts = Gen.Choose(1, 90)
        .SelectMany(length => Gen.Elements("abcz09-".ToCharArray()).ArrayOf(length))
        .Select(characters => new string(characters).Trim('-'))
        .Where(text => text.Length > 0)
        .ToArbitrary();

    [Fact]
    public void A_long_name_loses_its_middle() => Assert.Equal(
        "gcs-mariadb-repo-sample-mariadb-ckup-frequent-backup-1738680900",
        GeneratedNames.Snapshot("gcs-mariadb-repo", "sample-mariadb-backup-frequent-backup-1738680900"));

    [Fact]
    public void A_run_is_named_after_its_invoker_session_and_second() => Assert.Equal(
        "sample-backup-sts-frequent-backup-1778573700",
        GeneratedNames.BackupSession("sample-backup-sts", "frequent-backup", new DateTimeOffset(2026, 5, 12, 10, 15, 0, 999, TimeSpan.FromHours(2))));

    [Fact]
    public void A_trigger_is_named_after_its_invoker_and_session() =>
        Assert.Equal("trigger-mongodb-full-backup", GeneratedNames.TriggerCronJob("mongodb", "full-backup"));

    [Fact]
    public void Any_two_parts_make_a_valid_name_within_the_limit() => Prop.ForAll(Parts, Parts, (one, other) =>
        ObjectName.CheckLabel(GeneratedNames.Join(one, other)) is null
        && GeneratedNames.TriggerCronJob(one, other) is string cronJob
        && cronJob.Length <= GeneratedNames.MaxCronJobLength
        && ObjectName.CheckLabel(cronJob) is null).QuickCheckThrowOnFailure();

    [Fact]
    public void A_run_always_keeps_its_second() => Prop.ForAll(Parts, Parts, (invoker, session) =>
        GeneratedNames.BackupSession(invoker, session, DateTimeOffset.FromUnixTimeSeconds(1_778_573_700))
            .EndsWith("-1778573700", StringComparison.Ordinal)).QuickCheckThrowOnFailure();
}
