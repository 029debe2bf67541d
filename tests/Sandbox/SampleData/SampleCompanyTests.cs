using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.SampleData;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.Tests.SampleData;

public sealed class SampleCompanyTests
{
    private const int MaxBytes = 6_000_000;

    [Fact]
    public void Equal_options_give_equal_bytes()
    {
        Assert.Equal(Text(Data.Fresh(extra: 20)), Text(Data.Fresh(extra: 20)));
        Assert.NotEqual(Text(Data.Company()), Text(Data.Fresh(seed: 2)));
    }

    [Theory]
    [MemberData(nameof(Data.Moments), MemberType = typeof(Data))]
    public void All_of_it_is_less_than_six_megabytes(string moment)
    {
        int bytes = Encoding.UTF8.GetByteCount(Text(Data.Company(moment)));
        Assert.InRange(bytes, 1_000_000, MaxBytes);
    }

    [Fact]
    public void There_are_the_namespaces_targets_storages_and_policies_of_a_company()
    {
        SampleCluster company = Data.Company();
        Assert.Equal(["analytics", "default", "demo", "finance", "kube-system", "shop", "stash", "web"], company.Of(SampleKinds.Namespace).Select(entry => entry.Key.Name).Order(StringComparer.Ordinal));
        Assert.Equal(3, company.Of(KubeStashKinds.BackupStorage).Count);
        Assert.Equal(["azure", "local", "s3"], company.Of(KubeStashKinds.BackupStorage).Select(entry => entry.Manifest.Text("spec", "storage", "provider")).Order(StringComparer.Ordinal));
        Assert.Equal(5, company.Of(KubeStashKinds.RetentionPolicy).Count);
        Assert.All(SampleKinds.Databases, kind => Assert.NotEmpty(company.Of(kind)));
        string[] targets = [.. company.Of(KubeStashKinds.BackupConfiguration).Select(entry => entry.Manifest.At("spec", "target")!.ToJsonString()).Distinct()];
        Assert.InRange(targets.Length, 12, 14);
        Assert.Equal(["Invalid", "NotReady", "Ready"], company.Of(KubeStashKinds.BackupConfiguration).Select(entry => entry.Status.Text("phase")).Distinct().Order(StringComparer.Ordinal));
        Assert.Single(company.Of(KubeStashKinds.BackupConfiguration), entry => entry.Manifest.IsTrue("spec", "paused"));
        Assert.Single(company.Of(KubeStashKinds.BackupBlueprint));
        Assert.Single(company.Of(KubeStashKinds.BackupVerifier));
    }

    [Fact]
    public void The_values_of_the_guides_are_among_it()
    {
        SampleCluster company = Data.Company();
        company.The(SampleKinds.Databases.Single(kind => kind.Kind == "MongoDB"), "demo", "mongodb");
        company.The(KubeStashKinds.BackupStorage, "stash", "default");
        company.The(KubeStashKinds.RetentionPolicy, "stash", "default");
        SampleObject cron = company.The(SampleKinds.CronJob, "demo", "trigger-mongodb-full-backup");
        Assert.Equal("*/15 * * * *", cron.Manifest.Text("spec", "schedule"));
        SampleObject configuration = company.The(KubeStashKinds.BackupConfiguration, "demo", "mongodb");
        JsonObject session = configuration.Manifest.Objects("spec", "sessions").Single();
        Assert.Equal("full-backup", session.Text("name"));
        Assert.Equal("2h0m0s", session.Text("backupTimeout"));
        Assert.Equal("logical-backup", session.Objects("addon", "tasks").Single().Text("name"));
        Assert.Equal("71.001 KiB", company.The(KubeStashKinds.Repository, "demo", "mongodb-repo").Status.Text("size"));
        string?[] schedules = [.. company.Of(SampleKinds.CronJob).Select(entry => entry.Manifest.Text("spec", "schedule"))];
        Assert.Contains("*/30 * * * *", schedules);
        Assert.Contains("* * * * *", schedules);
    }

    [Fact]
    public void Failures_have_many_causes_and_each_is_complete()
    {
        SampleCluster company = Data.Company();
        string all = string.Join('\n', company.Logs.SelectMany(log => log.Lines));
        string[] inLogs = ["missing RESTIC_PASSWORD key", "signal: killed", "failed to read all source data", "password authentication failed", "ServerBusy", "already locked exclusively"];
        Assert.All(inLogs, text => Assert.Contains(text, all, StringComparison.Ordinal));

        string[] errors = [.. company.Of(KubeStashKinds.Snapshot).SelectMany(entry => (entry.Status.At("components") as JsonObject ?? []).Select(component => component.Value.Text("error"))).OfType<string>().Distinct()];
        Assert.True(errors.Length >= 4, string.Join('\n', errors));
        SampleObject[] failed = [.. company.Of(KubeStashKinds.BackupSession).Where(entry => entry.Status.Text("phase") == "Failed")];
        Assert.Contains(failed, entry => entry.Conditions().TryGetValue("PreBackupHooksExecutionSucceeded", out JsonObject? hook) && hook.Text("status") == "False");
        Assert.Contains(failed, entry => entry.Conditions().TryGetValue("PostBackupHooksExecutionSucceeded", out JsonObject? hook) && hook.Text("status") == "False");
        Assert.Contains(failed, entry => entry.Conditions().ContainsKey("PodHasBeenInPendingStateForLongerThanExpected"));
        Assert.Contains(failed, entry => entry.Status.Objects("retentionPolicy").Any(policy => policy.Text("phase") == "FailedToApply"));
        Assert.Contains(company.Of(SampleKinds.Pod), pod => pod.Status.Objects("containerStatuses").Any(container => container.Text("state", "terminated", "reason") == "OOMKilled"));

        HashSet<string> jobs = [.. company.Of(SampleKinds.Job).Select(job => job.Key.ToString())];
        Assert.All(failed.Where(entry => entry.Status.Count("snapshots") > 0), entry => Assert.Contains(entry.Key.ToString(), jobs));
        Assert.Contains(company.Of(SampleKinds.Event), entry => entry.Manifest.Text("type") == "Warning" && entry.Manifest.Text("reason") == "BackoffLimitExceeded");
    }

    [Fact]
    public void Some_failures_healed_some_come_now_and_then_and_one_lasts()
    {
        SampleCluster company = Data.Company();
        string Phases(string ns, string configuration) => string.Concat(company.Of(KubeStashKinds.BackupSession)
            .Where(entry => entry.Key.Namespace == ns && entry.Manifest.Text("spec", "invoker", "name") == configuration)
            .OrderBy(entry => entry.Created).Select(entry => entry.Status.TextOrEmpty("phase")[0]));
        Assert.Matches("^S+F{20,}$", Phases("finance", "invoices"));
        Assert.Matches("^S{20,}F{4,}S{10,}$", Phases("web", "deployment-storefront"));
        Assert.Matches("^(S+F)+S+$", Phases("analytics", "events"));
        Assert.True(Phases("analytics", "events").Count(phase => phase == 'F') >= 8);
        Assert.All(company.Of(KubeStashKinds.BackupSession).Where(entry => entry.Manifest.Text("spec", "invoker", "name") == "events" && entry.Status.Text("phase") == "Failed"), entry =>
        {
            Assert.True(entry.Status.IsTrue("retried"));
            Assert.Contains(company.Of(KubeStashKinds.BackupSession), retry => entry.Status.Time("nextRetry") == retry.Created && retry.Manifest.Number("spec", "retryLeft") == 1);
        });
    }

    [Theory]
    [MemberData(nameof(Data.Moments), MemberType = typeof(Data))]
    public void Ages_are_spread_over_two_weeks_and_nothing_is_in_the_future(string moment)
    {
        DateTimeOffset now = Data.At(moment);
        SampleCluster company = Data.Company(moment);
        Assert.All(company.Objects, entry => Assert.True(entry.Created <= now, $"{entry.Kind} {entry.Key}"));
        int[] days = [.. company.Of(KubeStashKinds.BackupSession).Select(entry => (int)(now - entry.Created).TotalDays).Distinct().Order()];
        Assert.Equal(Enumerable.Range(0, 14), days);
        Assert.All(company.Of(KubeStashKinds.BackupSession), entry => Assert.Contains(entry.Status.Text("phase"), new[] { "Succeeded", "Failed", "Skipped" }));
        Assert.All(company.Of(SampleKinds.Event), entry => Assert.True(now - entry.Manifest.Time("lastTimestamp") <= TimeSpan.FromHours(1)));
        Assert.NotEmpty(company.Of(SampleKinds.Event));
    }

    [Fact]
    public void Any_moment_and_seed_will_do()
    {
        DateTimeOffset first = Data.At("2026-12-30T20:00:13Z");
        for (int step = 0; step < 8; step++)
        {
            DateTimeOffset now = first + (step * TimeSpan.FromMinutes(473.3));
            SampleCluster company = SampleCompany.Generate(new SampleDataOptions { Now = now, Seed = step * 7919 });
            Assert.All(company.Objects, entry => Assert.True(entry.Created <= now));
            Assert.Contains(company.Of(KubeStashKinds.RestoreSession), entry => entry.Status.Text("phase") == "Failed");
            Assert.Equal(9, FailedWith(company).Count);
        }
    }

    [Fact]
    public void Restores_have_ended_in_several_ways_and_one_is_about_to_begin()
    {
        string?[] phases = [.. Data.Company().Of(KubeStashKinds.RestoreSession).Select(entry => entry.Status.Text("phase"))];
        Assert.Equal([null, "Failed", "Invalid", "Succeeded"], phases.Distinct().Order(StringComparer.Ordinal));
        Assert.Single(phases, phase => phase is null);
        Assert.Contains(Data.Company().Of(KubeStashKinds.RestoreSession), entry => entry.Manifest.Time("spec", "dataSource", "pitr", "targetTime") is not null);
    }

    [Fact]
    public void Verifications_have_ended_in_every_way()
    {
        string?[] phases = [.. Data.Company().Of(KubeStashKinds.BackupVerificationSession).Select(entry => entry.Status.Text("phase"))];
        Assert.Equal(["Failed", "Skipped", "Succeeded"], phases.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sessions_for_load_are_made_as_they_are_asked_for()
    {
        SampleCluster company = Data.Fresh(extra: 20_000);
        Assert.Equal(3, company.ExtraSessions.Take(3).Count());
        HashSet<string> names = [.. company.ExtraSessions.Select(entry => entry.Key.ToString())];
        Assert.Equal(20_000, names.Count);
        Assert.DoesNotContain(company.Of(KubeStashKinds.BackupSession), entry => names.Contains(entry.Key.ToString()));
        DateTimeOffset now = Data.At("2026-11-20T14:07:31Z");
        Assert.All(company.ExtraSessions.Where((_, index) => index % 500 == 0), entry => Assert.InRange(now - entry.Created, TimeSpan.Zero, TimeSpan.FromDays(14)));
    }

    [Fact]
    public void Too_many_sessions_for_load_are_refused_with_the_limit()
    {
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Data.Fresh(extra: 1_000_001));
        Assert.Contains("ExtraSessions", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("1000000", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_empty_cluster_has_namespaces_and_the_catalogue_only()
    {
        SampleCluster empty = SampleCompany.Empty(new SampleDataOptions { Now = Data.At("2026-11-20T14:07:31Z") });
        Assert.Equal(["default", "kube-system", "demo", "stash"], empty.Of(SampleKinds.Namespace).Select(entry => entry.Key.Name));
        Assert.Equal(empty.Objects.Count, 4 + empty.Of(KubeStashKinds.Addon).Count + empty.Of(KubeStashKinds.Function).Count);
        Assert.Equal(9, empty.Of(KubeStashKinds.Addon).Count);
    }

    // What ended badly, by what tells the causes apart: the error of a component, a condition, or a policy.
    private static HashSet<string> FailedWith(SampleCluster company)
    {
        string[] troubles = ["PodHasBeenInPendingStateForLongerThanExpected", "BackupIncomplete"];
        HashSet<string> causes = [];
        foreach (SampleObject entry in company.Of(KubeStashKinds.BackupSession).Concat(company.Of(KubeStashKinds.Snapshot)).Where(entry => entry.Status.Text("phase") == "Failed"))
        {
            causes.UnionWith((entry.Status.At("components") as JsonObject ?? []).Select(component => component.Value.Text("error")).OfType<string>());
            causes.UnionWith(entry.Status.Objects("conditions").Where(condition => condition.Text("status") == "False" || troubles.Contains(condition.Text("type"))).Select(condition => condition.TextOrEmpty("type")));
            causes.UnionWith(entry.Status.Objects("retentionPolicy").Select(policy => policy.Text("error")).OfType<string>());
        }

        // A Snapshot without a report is that of a pod that was killed or one that never started: the latter is counted by its condition.
        Assert.Contains(company.Of(SampleKinds.Pod), pod => pod.Status.Objects("containerStatuses").Any(container => container.Text("state", "terminated", "reason") == "OOMKilled"));
        return causes;
    }

    private static string Text(SampleCluster cluster)
    {
        StringBuilder text = new();
        foreach (SampleObject entry in cluster.Objects.Concat(cluster.ExtraSessions))
        {
            text.Append(entry.Manifest.ToJsonString()).Append(entry.Status?.ToJsonString()).Append('\n');
        }

        foreach (PodLog log in cluster.Logs)
        {
            text.Append(log.Pod).Append(log.Container).AppendJoin('\n', log.Lines);
        }

        return text.ToString();
    }
}
