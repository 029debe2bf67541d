using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.BackupConfigurations;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupConfigurations;

public class BackupConfigurationDetailTests : KindPageTest
{
    private const string Whole =
        """
        {
          "metadata": { "namespace": "demo", "name": "mongodb" },
          "spec": {
            "paused": true,
            "target": { "apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "mongodb" },
            "backends": [{ "name": "s3", "storageRef": { "name": "default", "namespace": "stash" }, "retentionPolicy": { "name": "keep", "namespace": "stash" } }],
            "sessions": [{ "name": "full-backup", "scheduler": { "schedule": "*/15 * * * *" }, "addon": { "name": "mongodb-addon", "tasks": [{ "name": "logical-backup" }] },
              "repositories": [{ "name": "repo", "backend": "s3", "directory": "/demo/mongodb", "deletionPolicy": "WipeOut" }] }]
          },
          "status": {
            "phase": "NotReady", "targetFound": true,
            "backends": [{ "name": "s3", "ready": false, "storage": { "phase": "NotReady", "reason": "Access Denied.", "ref": { "name": "default", "namespace": "stash" } }, "retentionPolicy": { "found": true, "ref": { "name": "keep", "namespace": "stash" } } }],
            "repositories": [{ "name": "repo", "phase": "Ready", "verificationConfigured": true }],
            "dependencies": [{ "kind": "Addon", "name": "mongodb-addon", "found": true }],
            "sessions": [{ "name": "full-backup", "nextSchedule": "2026-01-05T12:15:00Z", "conditions": [{ "type": "SchedulerEnsured", "status": "True" }] }],
            "conditions": [{ "type": "ValidationPassed", "status": "True" }]
          }
        }
        """;

    private static readonly ObjectKey Key = new("demo", "mongodb");
    private static readonly ResourceKind MongoDB = new("kubedb.com", "v1", "mongodbs", "MongoDB", Namespaced: true);

    [Fact]
    public async Task The_guides_fields_and_sections_come_first_in_the_guides_order()
    {
        Cluster.Put(KubeStashKinds.BackupConfiguration, Whole);

        RenderedComponent page = await OpenAsync(BackupConfigurationDetail.Declaration, Key);

        Assert.Equal(["Name", "Namespace", "Labels", "Annotations", "UID", "Phase", "Paused"], Labels(page).Take(7));
        Assert.Equal("true", Value(page, "Paused"));
        Assert.Equal(["Backup Sessions", "Retention Policies", "Target", "Repository", "BackupStorage", "CronJobs"], page.FindAll("section.card h2").Select(heading => heading.TextContent).SkipWhile(heading => heading != "Backup Sessions").Take(6));
    }

    [Theory]
    [InlineData("Backup Sessions", "Name", "Namespace", "Invoker Kind", "Invoker Name", "Session", "Total snapshots", "Phase", "Duration", "Age")]
    [InlineData("Retention Policies", "Name", "Annotations", "Age", "Max Retention Period", "Default")]
    [InlineData("Repository", "Name", "Namespace", "Size", "Snapshot Count", "Target", "Last-Successful-Backup", "Integrity", "Age")]
    [InlineData("BackupStorage", "Name", "Namespace", "Provider", "Size", "No. of Connected Repositories", "Status", "Age")]
    [InlineData("CronJobs", "Name", "Namespace", "Annotations", "Schedule", "Suspend", "Active", "Last Schedule", "Age")]
    public async Task Linked_tables_have_the_guides_columns_also_when_they_are_empty(string table, params string[] columns)
    {
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "mongodb" }, "spec": {} }""");

        RenderedComponent page = await OpenAsync(BackupConfigurationDetail.Declaration, Key);
        await page.WaitForStateAsync(() => Nothing(page).Count(words => words == "No data available") == 11, Cancel);

        Assert.Equal(columns, Columns(page, table).Take(columns.Length));
        Assert.Equal("false", Value(page, "Paused"));
    }

    [Fact]
    public async Task What_it_is_linked_to_is_shown_whole()
    {
        Cluster.Put(KubeStashKinds.BackupConfiguration, Whole);
        Cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run" }, "spec": { "invoker": { "kind": "BackupConfiguration", "name": "mongodb" }, "session": "full-backup" }, "status": { "phase": "Succeeded", "duration": "22s", "totalSnapshots": 1 } }""");
        Cluster.Put(KubeStashKinds.RetentionPolicy, """{ "metadata": { "namespace": "stash", "name": "keep" }, "spec": { "maxRetentionPeriod": "2mo" } }""");
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "demo", "name": "repo" }, "spec": { "appRef": { "apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "mongodb" } }, "status": { "size": "71.001 KiB", "snapshotCount": 3, "integrity": true } }""");
        Cluster.Put(KubeStashKinds.BackupStorage, """{ "metadata": { "namespace": "stash", "name": "default" }, "spec": { "storage": { "provider": "s3" } }, "status": { "phase": "NotReady", "totalSize": "2.000 GiB", "repositories": [{ "name": "repo" }, { "name": "other" }] } }""");
        Cluster.Put(BuiltInKinds.CronJob, """{ "metadata": { "namespace": "demo", "name": "trigger-mongodb-full-backup", "ownerReferences": [{ "apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupConfiguration", "name": "mongodb", "uid": "u", "controller": true }] }, "spec": { "schedule": "*/15 * * * *", "suspend": true } }""");
        Cluster.Put(MongoDB, """{ "metadata": { "namespace": "demo", "name": "mongodb" }, "spec": { "version": "6.0.5" }, "status": { "phase": "Ready" } }""");

        RenderedComponent page = await OpenAsync(BackupConfigurationDetail.Declaration, Key);
        await WaitForCellAsync(page, "Backup Sessions", "Phase", "Succeeded");
        await WaitForCellAsync(page, "Retention Policies", "Max Retention Period", "2mo");
        await WaitForCellAsync(page, "Repository", "Integrity", "TRUE");
        await WaitForCellAsync(page, "Repository", "Target", "MongoDB demo/mongodb kubedb.com");
        await WaitForCellAsync(page, "BackupStorage", "No. of Connected Repositories", "2");
        await WaitForCellAsync(page, "CronJobs", "Suspend", "true");
        await page.WaitForStateAsync(() => Labels(page, "target").Length > 0, Cancel);

        Assert.Equal(["Api Group", "Kind", "Namespace", "Name", "Version", "Phase", "Age"], Labels(page, "target"));
        Assert.Equal("6.0.5", Value(page, "Version", "target"));
        Assert.Equal("full-backup */15 * * * * 2026-01-05 12:15:00 UTC SchedulerEnsured True", string.Join(' ', Cells(page, "Sessions")));
        Assert.Equal("Access Denied.", Cell(page, "Backends", "Storage Reason"));
        Assert.Equal("true", Cell(page, "Repositories", "Verification Configured"));
        Assert.Equal("mongodb-addon", Cell(page, "Dependencies", "Name"));
    }

    [Fact]
    public async Task The_first_cause_is_told_at_the_top_with_the_object_at_fault()
    {
        Cluster.Put(KubeStashKinds.BackupConfiguration, Whole);

        RenderedComponent page = await OpenAsync(BackupConfigurationDetail.Declaration, Key);

        Assert.Equal("Access Denied.", page.Find(".story .evidence").TextContent);
        Assert.Equal("/c/dev/backupstorages.storage.kubestash.com/n/stash/o/default", page.Find(".story a").GetAttribute("href"));
        Assert.Contains("Paused.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_is_gone_is_no_data()
    {
        Cluster.Put(KubeStashKinds.BackupConfiguration, Whole);

        RenderedComponent page = await OpenAsync(BackupConfigurationDetail.Declaration, Key);

        await page.WaitForStateAsync(() => Nothing(page).Contains("No data available: there is no MongoDB demo/mongodb."), Cancel);
    }

    [Fact]
    public async Task A_target_of_a_kind_that_is_not_installed_is_said_to_be_that()
    {
        Cluster.Serves = [];
        Cluster.Put(KubeStashKinds.BackupConfiguration, Whole);

        RenderedComponent page = await OpenAsync(BackupConfigurationDetail.Declaration, Key);

        await page.WaitForStateAsync(() => Nothing(page).Contains("No data available: this cluster does not serve MongoDB of kubedb.com."), Cancel);
    }

    [Fact]
    public async Task A_server_without_CronJobs_of_today_says_so()
    {
        Cluster.NotInstalled.Add(BuiltInKinds.CronJob.Id);
        Cluster.Put(KubeStashKinds.BackupConfiguration, Whole);

        RenderedComponent page = await OpenAsync(BackupConfigurationDetail.Declaration, Key);

        await page.WaitForStateAsync(() => Nothing(page).Any(words => words.Contains("does not serve cronjobs.batch", StringComparison.Ordinal)), Cancel);
    }

    [Fact]
    public async Task Neighbours_one_may_not_see_or_that_are_gone_are_said_to_be_that()
    {
        Cluster.Allows = request => new AccessDecision(request.Kind != KubeStashKinds.BackupStorage, "");
        Cluster.Put(KubeStashKinds.BackupConfiguration, Whole);

        RenderedComponent page = await OpenAsync(BackupConfigurationDetail.Declaration, Key);
        await page.WaitForStateAsync(() => Nothing(page).Any(words => words.Contains("may not list backupstorages.storage.kubestash.com", StringComparison.Ordinal)), Cancel);
        await page.WaitForStateAsync(() => Cells(page, "Retention Policies").Contains("There is no such object."), Cancel);

        Assert.Contains("stash/keep", Cells(page, "Retention Policies"));
    }

    [Fact]
    public async Task Deleting_one_whose_repository_is_wiped_out_warns()
    {
        Cluster.Put(KubeStashKinds.BackupConfiguration, Whole);

        RenderedComponent page = await OpenAsync(BackupConfigurationDetail.Declaration, Key);
        await page.WaitForStateAsync(() => page.Find("button.remove").GetAttribute("aria-disabled") is null, Cancel);
        Task asking = page.Find("button.remove").ClickAsync();
        await page.WaitForStateAsync(() => page.FindAll("dialog .notice.bad").Count == 1, Cancel);

        Assert.Contains("The stored data of repository repo are erased", page.Find("dialog").TextContent, StringComparison.Ordinal);
        await page.Find("dialog footer button").ClickAsync();
        await asking;
    }
}
