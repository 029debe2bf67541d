using BackupConsole.KubeStash;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Pages.Kinds;

namespace BackupConsole.Tests.Pages.BackupVerificationSessions;

public class BackupVerificationSessionPagesTests : RegistryPageTest
{
    private const string Failed =
        """
        {
          "metadata": { "namespace": "demo", "name": "one" },
          "spec": { "invoker": { "apiGroup": "core.kubestash.com", "kind": "BackupConfiguration", "name": "nightly" }, "session": "full", "repository": "repo", "snapshot": "snap-1", "retryLeft": 2 },
          "status": { "phase": "Failed", "duration": "11s", "retried": true, "conditions": [{ "type": "RestoreSucceeded", "status": "False", "reason": "FailedToRestoreBackup", "message": "RestoreSession one is Failed", "lastTransitionTime": "2026-01-05T12:00:01Z" }] }
        }
        """;

    private const string Restore =
        """
        {
          "metadata": { "namespace": "demo", "name": "trial", "ownerReferences": [{ "apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupVerificationSession", "name": "one", "uid": "u", "controller": true }] },
          "status": { "phase": "Failed", "components": { "dump": { "phase": "Failed", "error": "Stat: Access Denied." } } }
        }
        """;

    [Fact]
    public async Task The_list_is_that_of_the_singular_word_and_has_every_field_of_the_specification()
    {
        Cluster.Put(KubeStashKinds.BackupVerificationSession, Failed);

        RenderedComponent page = await ListAsync(KubeStashKinds.BackupVerificationSession);

        Assert.EndsWith("/backupverificationsession.core.kubestash.com", Context.Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(["Name", "Namespace", "Invoker Kind", "Invoker Name", "Session", "Repository", "Snapshot", "Phase", "Duration", "Age"], Columns(page, "BackupVerificationSession"));
        Assert.Equal(["BackupConfiguration", "nightly", "full", "repo", "snap-1"], Cells(page, "BackupVerificationSession")[2..7]);
    }

    [Fact]
    public async Task The_page_has_every_field()
    {
        Cluster.Put(KubeStashKinds.BackupVerificationSession, Failed);
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "nightly" }, "spec": { "sessions": [{ "name": "full", "repositories": [{ "name": "repo", "backupVerifier": { "name": "check" } }] }] } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.BackupVerificationSession);
        await page.WaitForStateAsync(() => Value(page, "Backup Verifier") == "demo/check", Cancel);

        Assert.Equal(
            ["Name", "Namespace", "Labels", "Annotations", "UID", "Age", "Phase", "Duration", "Invoker API Group", "Invoker Kind", "Invoker Name", "Session", "Repository", "Snapshot", "Retry left", "Retried", "Backup Verifier"],
            Labels(page));
        Assert.Equal(("11s", "2", "true"), (Value(page, "Duration"), Value(page, "Retry left"), Value(page, "Retried")));
        Assert.Contains("nightly", await CellsAsync(page, "Backup Configuration"));
    }

    [Fact]
    public async Task A_trial_restore_that_failed_is_linked_and_says_why()
    {
        Cluster.Put(KubeStashKinds.BackupVerificationSession, Failed);
        Cluster.Put(KubeStashKinds.RestoreSession, Restore);

        RenderedComponent page = await OpenAsync(KubeStashKinds.BackupVerificationSession);
        await page.WaitForStateAsync(() => page.FindAll(".story .evidence").Any(words => words.TextContent.Contains("Access Denied", StringComparison.Ordinal)), Cancel);

        Assert.Equal("The storage refused the credentials", page.Find(".story h2").TextContent.Trim());
        Assert.Contains("/c/dev/restoresessions.core.kubestash.com/n/demo/o/trial", page.FindAll(".story a").Select(link => link.GetAttribute("href")));
        Assert.Contains("trial", await CellsAsync(page, "Restore Session"));
    }

    [Fact]
    public async Task One_of_a_batch_shows_the_batch()
    {
        Cluster.Put(KubeStashKinds.BackupVerificationSession, Failed.Replace("BackupConfiguration", "BackupBatch", StringComparison.Ordinal));
        Cluster.Put(KubeStashKinds.BackupBatch, """{ "metadata": { "namespace": "demo", "name": "nightly" } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.BackupVerificationSession);

        Assert.Contains("nightly", await CellsAsync(page, "Backup Batch"));
        Assert.DoesNotContain("Backup Configuration", Headings(page));
    }

    [Fact]
    public async Task One_that_was_skipped_is_no_failure()
    {
        Cluster.Put(
            KubeStashKinds.BackupVerificationSession,
            """{ "metadata": { "namespace": "demo", "name": "one" }, "status": { "phase": "Skipped", "conditions": [{ "type": "BackupVerificationSkipped", "status": "True", "reason": "SnapshotAlreadyVerified", "lastTransitionTime": "2026-01-05T12:00:01Z" }] } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.BackupVerificationSession);

        Assert.Equal("The snapshot had been verified already", page.Find(".story h2").TextContent.Trim());
        Assert.Contains("skipped", page.Find(".story").ClassName!, StringComparison.Ordinal);
        Assert.Contains("Notice", page.Find("ol.line li").TextContent, StringComparison.Ordinal);
    }
}
