using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.Tests.SampleData;

public sealed class ConsistencyTests
{
    [Theory]
    [MemberData(nameof(Data.Moments), MemberType = typeof(Data))]
    public void References_resolve_but_for_those_that_are_listed(string moment)
    {
        SampleCluster company = Data.Company(moment);
        HashSet<(ResourceKind, ObjectKey)> present = [.. company.Objects.Select(entry => (entry.Kind, entry.Key))];
        string[] broken = [.. company.Objects
            .SelectMany(entry => ReferenceWalk.Of(entry).Where(to => !present.Contains(to)).Select(to => $"{entry.Kind} {entry.Key} -> {to.Kind} {to.Key}"))
            .Distinct().Order(StringComparer.Ordinal)];
        string[] listed = [.. company.BrokenReferences
            .Select(reference => $"{reference.FromKind} {reference.From} -> {reference.ToKind} {reference.To}").Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(listed, broken);
        Assert.NotEmpty(broken);
    }

    [Fact]
    public void Owners_are_there_and_older_than_what_they_own()
    {
        SampleCluster company = Data.Company();
        Dictionary<string, int> positions = company.Objects.Select((entry, index) => (entry.Uid, index)).ToDictionary();
        Assert.All(company.Objects.Index(), entry => Assert.All(entry.Item.Manifest.Objects("metadata", "ownerReferences"), owner =>
        {
            Assert.True(positions.TryGetValue(owner.TextOrEmpty("uid"), out int position), $"{entry.Item.Kind} {entry.Item.Key}");
            Assert.True(position < entry.Index);
            Assert.True(company.Objects[position].Created <= entry.Item.Created, $"{entry.Item.Kind} {entry.Item.Key}");
            Assert.Equal(company.Objects[position].Key.Name, owner.Text("name"));
        }));
    }

    [Theory]
    [MemberData(nameof(Data.Moments), MemberType = typeof(Data))]
    public void Repositories_and_storages_add_up(string moment)
    {
        SampleCluster company = Data.Company(moment);
        ILookup<ObjectKey, SampleObject> snapshots = company.Of(KubeStashKinds.Snapshot).OrderBy(entry => entry.Created)
            .ToLookup(entry => new ObjectKey(entry.Key.Namespace, entry.Manifest.TextOrEmpty("spec", "repository")));
        foreach (SampleObject repository in company.Of(KubeStashKinds.Repository))
        {
            SampleObject[] own = [.. snapshots[repository.Key]];
            Assert.Equal(own.Length, repository.Status.Number("snapshotCount"));
            Assert.Equal(own.TakeLast(5).Select(entry => entry.Key.Name), repository.Status.Objects("recentSnapshots").Select(recent => recent.Text("name")));
            SampleObject? newest = own.LastOrDefault(entry => entry.Status.Text("phase") == "Succeeded");
            Assert.Equal(newest?.Status.Text("size") ?? "0 B", repository.Status.Text("size"));
            Assert.InRange(repository.Status.Time("lastBackupTime")!.Value, newest!.Created, newest.Created.AddHours(1));
            long[] sizes = [.. own.Select(entry => entry.Status.Text("size")).OfType<string>().Select(text => BackupSize.TryParse(text, out BackupSize size) ? size.Bytes : -1)];
            Assert.Equal(sizes.Order(), sizes);
        }

        foreach (SampleObject storage in company.Of(KubeStashKinds.BackupStorage))
        {
            SampleObject[] own = [.. company.Of(KubeStashKinds.Repository).Where(entry => entry.Manifest.Text("spec", "storageRef", "name") == storage.Key.Name)];
            Assert.Equal(own.Select(entry => entry.Key.ToString()), storage.Status.Objects("repositories").Select(entry => $"{entry.Text("namespace")}/{entry.Text("name")}"));
            Assert.Equal(BackupSize.Sum(own.Select(entry => entry.Status.Text("size"))).ToString(), storage.Status.Text("totalSize"));
            Assert.NotEmpty(own);
        }
    }

    [Fact]
    public void Snapshots_are_the_sum_of_their_components()
    {
        foreach (SampleObject snapshot in Data.Company().Of(KubeStashKinds.Snapshot))
        {
            JsonObject components = snapshot.Status.At("components") as JsonObject ?? [];
            Assert.Equal(ExpectedPhase(snapshot, components), snapshot.Status.Text("phase"));
            if (snapshot.Status.Text("phase") == "Succeeded")
            {
                Assert.Equal(BackupSize.Sum(components.Select(component => component.Value.Text("size")))?.ToString(), snapshot.Status.Text("size"));
                Assert.Equal(components.Count, snapshot.Status.Number("totalComponents"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Data.Moments), MemberType = typeof(Data))]
    public void Phases_of_sessions_follow_from_conditions_and_snapshots(string moment)
    {
        SampleCluster company = Data.Company(moment);
        Dictionary<ObjectKey, SampleObject> snapshots = company.Of(KubeStashKinds.Snapshot).ToDictionary(entry => entry.Key);
        foreach (SampleObject session in company.Of(KubeStashKinds.BackupSession))
        {
            Assert.Equal(ExpectedPhase(session), session.Status.Text("phase"));
            Assert.Equal(session.Status.Count("snapshots"), session.Status.Number("totalSnapshots") ?? 0);
            foreach (JsonObject entry in session.Status.Objects("snapshots"))
            {
                if (snapshots.TryGetValue(new(session.Key.Namespace, entry.TextOrEmpty("name")), out SampleObject? snapshot))
                {
                    Assert.Equal(snapshot.Status.Text("phase"), entry.Text("phase"));
                    Assert.Equal(session.Key.Name, snapshot.Manifest.Text("spec", "backupSession"));
                }
            }
        }
    }

    [Fact]
    public void Names_follow_the_rules_for_generated_names()
    {
        SampleCluster company = Data.Company();
        foreach (SampleObject session in company.Of(KubeStashKinds.BackupSession))
        {
            string invoker = session.Manifest.TextOrEmpty("spec", "invoker", "name");
            Assert.Equal(GeneratedNames.BackupSession(invoker, session.Manifest.TextOrEmpty("spec", "session"), session.Created), session.Key.Name);
            Assert.All(session.Status.Objects("snapshots"), entry => Assert.Equal(GeneratedNames.Snapshot(entry.TextOrEmpty("repository"), session.Key.Name), entry.Text("name")));
        }

        foreach (SampleObject configuration in company.Of(KubeStashKinds.BackupConfiguration).Where(entry => entry.Status.Text("phase") != "Invalid"))
        {
            Assert.All(configuration.Manifest.Objects("spec", "sessions"), session =>
            {
                SampleObject cron = company.The(SampleKinds.CronJob, configuration.Key.Namespace, GeneratedNames.TriggerCronJob(configuration.Key.Name, session.TextOrEmpty("name")));
                Assert.Equal(session.Text("scheduler", "schedule"), cron.Manifest.Text("spec", "schedule"));
                Assert.Equal(configuration.Manifest.IsTrue("spec", "paused"), cron.Manifest.IsTrue("spec", "suspend"));
                Assert.True(cron.Key.Name.Length <= GeneratedNames.MaxCronJobLength);
            });
        }

        Assert.All(company.Of(SampleKinds.Job).Concat(company.Of(SampleKinds.Pod)).Concat(company.Of(KubeStashKinds.Snapshot)), entry => Assert.InRange(entry.Key.Name.Length, 1, GeneratedNames.MaxLength));
    }

    [Theory]
    [MemberData(nameof(Data.Moments), MemberType = typeof(Data))]
    public void Policies_and_history_limits_let_everything_stay(string moment)
    {
        SampleCluster company = Data.Company(moment);
        foreach (SampleObject configuration in company.Of(KubeStashKinds.BackupConfiguration).Where(entry => entry.Status.Text("phase") != "Invalid"))
        {
            foreach (JsonObject session in configuration.Manifest.Objects("spec", "sessions"))
            {
                int runs = company.Of(KubeStashKinds.BackupSession).Count(entry => entry.Key.Namespace == configuration.Key.Namespace
                    && entry.Manifest.Text("spec", "invoker", "name") == configuration.Key.Name && entry.Manifest.Text("spec", "session") == session.Text("name"));
                Assert.InRange(runs, 5, session.Number("sessionHistoryLimit")!.Value);
                foreach (JsonObject repository in session.Objects("repositories"))
                {
                    JsonObject backend = configuration.Manifest.Objects("spec", "backends").Single(entry => entry.Text("name") == repository.Text("backend"));
                    SampleObject policy = company.The(KubeStashKinds.RetentionPolicy, backend.TextOrEmpty("retentionPolicy", "namespace"), backend.TextOrEmpty("retentionPolicy", "name"));
                    AssertAllKept(policy.Manifest, [.. company.Of(KubeStashKinds.Snapshot).Where(entry => entry.Key.Namespace == configuration.Key.Namespace && entry.Manifest.Text("spec", "repository") == repository.Text("name"))]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Data.Moments), MemberType = typeof(Data))]
    public void Sessions_of_one_configuration_do_not_overlap(string moment)
    {
        foreach (IGrouping<string, SampleObject> sessions in Data.Company(moment).Of(KubeStashKinds.BackupSession).GroupBy(entry => $"{entry.Key.Namespace}/{entry.Manifest.Text("spec", "invoker", "name")}"))
        {
            DateTimeOffset free = DateTimeOffset.MinValue;
            foreach (SampleObject session in sessions.OrderBy(entry => entry.Created).Where(entry => entry.Status.Text("phase") != "Skipped"))
            {
                Assert.True(session.Created >= free, session.Key.ToString());
                free = session.Created + GoDuration.Parse(session.Status.TextOrEmpty("duration")).ToTimeSpan();
                Assert.True(free <= Data.At(moment), session.Key.ToString());
                Assert.Equal(free, session.Conditions()["MetricsPushed"].Time("lastTransitionTime"));
                DateTimeOffset?[] steps = [.. session.Status.Objects("conditions").Select(condition => condition.Time("lastTransitionTime"))];
                Assert.Equal(steps[^1], steps.Max());
            }
        }
    }

    [Fact]
    public void Pods_of_jobs_carry_what_leads_to_them_and_their_containers_have_logs()
    {
        SampleCluster company = Data.Company();
        Dictionary<string, SampleObject> jobs = company.Of(SampleKinds.Job).ToDictionary(job => job.Uid);
        HashSet<(ObjectKey, string)> logs = [.. company.Logs.Select(log => (log.Pod, log.Container))];
        foreach (SampleObject pod in company.Of(SampleKinds.Pod).Where(pod => pod.Manifest.Objects("metadata", "ownerReferences").Any(owner => owner.Text("kind") == "Job")))
        {
            SampleObject job = jobs[pod.Manifest.Objects("metadata", "ownerReferences").Single().TextOrEmpty("uid")];
            Assert.Equal(job.Key.Name, pod.Manifest.Text("metadata", "labels", "batch.kubernetes.io/job-name"));
            Assert.All(job.Manifest.Pairs("metadata", "labels"), label => Assert.Equal(label.Value, pod.Manifest.Text("metadata", "labels", label.Key)));
            Assert.All(pod.Status.Objects("containerStatuses").Concat(pod.Status.Objects("initContainerStatuses")), container => Assert.Contains((pod.Key, container.TextOrEmpty("name")), logs));
        }

        HashSet<ObjectKey> pods = [.. company.Of(SampleKinds.Pod).Select(pod => pod.Key)];
        Assert.All(company.Logs, log => Assert.Contains(log.Pod, pods));
        Assert.Contains(company.Of(SampleKinds.Pod), pod => pod.Status.Count("initContainerStatuses") == 1);
    }

    [Fact]
    public void Secrets_hold_nothing_real_and_nothing_of_them_is_in_logs()
    {
        SampleCluster company = Data.Company();
        string[] values = [.. company.Of(SampleKinds.Secret).SelectMany(secret => secret.Manifest.Pairs("stringData")).Where(pair => pair.Key != "username").Select(pair => pair.Value).Distinct()];
        Assert.All(values, value => Assert.Contains(value, new[] { "not-a-real-password", "not-a-real-password-either", "not-a-real-secret", "bm90LWEtcmVhbC1rZXk=", "sandbox-access-key" }));
        Assert.All(company.Logs.SelectMany(log => log.Lines), line => Assert.DoesNotContain(values, value => line.Contains(value, StringComparison.Ordinal)));
    }

    private static void AssertAllKept(JsonObject policy, SampleObject[] snapshots)
    {
        SampleObject[] good = [.. snapshots.Where(entry => entry.Status.Text("phase") == "Succeeded").OrderByDescending(entry => entry.Created)];
        Assert.True(snapshots.Length - good.Length <= policy.Number("spec", "failedSnapshots", "last"));
        HashSet<ObjectKey> kept = [];
        (string Counter, string Format)[] counters = [("last", "yyyyMMddHHmmss"), ("hourly", "yyyyMMddHH"), ("daily", "yyyyMMdd"), ("monthly", "yyyyMM"), ("yearly", "yyyy")];
        foreach ((string counter, string format) in counters)
        {
            int count = (int)(policy.Number("spec", "successfulSnapshots", counter) ?? 0);
            kept.UnionWith(good.GroupBy(entry => entry.Created.UtcDateTime.ToString(format, System.Globalization.CultureInfo.InvariantCulture)).Take(count).Select(period => period.First().Key));
        }

        kept.UnionWith(good.GroupBy(entry => System.Globalization.ISOWeek.GetWeekOfYear(entry.Created.UtcDateTime)).Take((int)(policy.Number("spec", "successfulSnapshots", "weekly") ?? 0)).Select(week => week.First().Key));
        Assert.All(good, entry => Assert.Contains(entry.Key, kept));
    }

    private static string ExpectedPhase(SampleObject snapshot, JsonObject components)
    {
        IReadOnlyDictionary<string, JsonObject> conditions = snapshot.Conditions();
        if (conditions.TryGetValue("BackupIncomplete", out JsonObject? incomplete) && incomplete.Text("status") == "True")
        {
            return "Failed";
        }

        Assert.True(conditions.ContainsKey("SnapshotMetadataUploaded"));
        return components.Any(component => component.Value.Text("phase") == "Failed") ? "Failed" : "Succeeded";
    }

    private static string ExpectedPhase(SampleObject session)
    {
        IReadOnlyDictionary<string, JsonObject> conditions = session.Conditions();
        if (conditions.ContainsKey("BackupSkipped"))
        {
            return "Skipped";
        }

        Assert.True(conditions.ContainsKey("MetricsPushed"), session.Key.ToString());
        bool failed = conditions.Values.Any(condition => condition.Text("status") == "False")
            || session.Status.Objects("retentionPolicy").Any(policy => policy.Text("phase") == "FailedToApply")
            || session.Status.Objects("snapshots").Any(snapshot => snapshot.Text("phase") == "Failed");
        return failed ? "Failed" : "Succeeded";
    }
}
