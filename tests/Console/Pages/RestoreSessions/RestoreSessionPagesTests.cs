using BackupConsole.KubeStash;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Pages.Kinds;

namespace BackupConsole.Tests.Pages.RestoreSessions;

public class RestoreSessionPagesTests : RegistryPageTest
{
    private const string Running =
        """
        {
          "metadata": { "namespace": "demo", "name": "one" },
          "spec": {
            "target": { "apiGroup": "apps", "kind": "StatefulSet", "namespace": "demo", "name": "shop" },
            "dataSource": { "namespace": "stash", "repository": "repo", "snapshot": "latest", "components": ["dump-pod-0", "dump-pod-1"], "encryptionSecret": { "name": "password" } },
            "addon": { "name": "workload-addon", "tasks": [{ "name": "logical-backup-restore", "params": { "include": "/data" } }] },
            "restoreTimeout": "1h"
          },
          "status": {
            "phase": "Running", "targetFound": true, "totalComponents": 2, "restoreDeadline": "2026-01-05T13:00:00Z",
            "components": {
              "dump-pod-0": { "phase": "Succeeded", "duration": "10.1s" },
              "dump-pod-1": { "phase": "Running", "progress": { "percentDone": "41.20%", "totalFiles": 1214, "filesDone": 500, "total": "5.268GB", "restoreDone": "2.170GB", "speed": "98.66MB/s", "secondsElapsed": 22 } }
            },
            "hooks": { "preHooks": [{ "name": "stop-writes", "phase": "Succeeded" }] },
            "dependencies": [{ "kind": "Snapshot", "name": "snap-9", "namespace": "stash", "found": true }],
            "pausedBackups": [{ "apiGroup": "core.kubestash.com", "kind": "BackupConfiguration", "namespace": "demo", "name": "nightly" }],
            "conditions": [{ "type": "ValidationPassed", "status": "True", "lastTransitionTime": "2026-01-05T12:00:01Z" }]
          }
        }
        """;

    [Fact]
    public async Task The_list_has_the_guides_columns_and_leads_to_what_was_restored()
    {
        Cluster.Put(KubeStashKinds.RestoreSession, Running);

        RenderedComponent page = await ListAsync(KubeStashKinds.RestoreSession);

        Assert.Equal(["Name", "Namespace", "Target", "Task", "Repository", "Snapshot", "Total components", "Duration", "Phase", "Age"], Columns(page, "Recent Restores"));
        Assert.Contains("/c/dev/snapshots.storage.kubestash.com/n/stash/o/snap-9", page.FindAll("tbody a").Select(link => link.GetAttribute("href")));
        Assert.Contains("stash/latest", Cells(page, "Recent Restores"));
    }

    [Fact]
    public async Task A_point_in_time_stands_in_the_place_of_the_snapshot()
    {
        Cluster.Put(KubeStashKinds.RestoreSession, """{ "metadata": { "namespace": "demo", "name": "one" }, "spec": { "dataSource": { "repository": "repo", "pitr": { "targetTime": "2026-01-04T10:00:00Z", "exclusive": true } } } }""");

        RenderedComponent list = await ListAsync(KubeStashKinds.RestoreSession);

        Assert.Contains("2026-01-04 10:00:00 UTC", Cells(list, "Recent Restores"));
    }

    [Fact]
    public async Task The_page_begins_with_the_fields_of_the_list_and_then_has_every_other_field()
    {
        Cluster.Put(KubeStashKinds.RestoreSession, Running);

        RenderedComponent page = await OpenAsync(KubeStashKinds.RestoreSession);

        Assert.Equal(
            ["Name", "Namespace", "Labels", "Annotations", "UID", "Target", "Task", "Repository", "Snapshot", "Total components", "Duration", "Phase", "Age", "Point in time", "Components", "Addon", "Target found", "Timeout", "Deadline"],
            Labels(page));
        Assert.Equal("dump-pod-0, dump-pod-1", Value(page, "Components"));
        Assert.Equal("true", Value(page, "Target found"));
        Assert.Equal("2026-01-05 13:00:00 UTC", Value(page, "Deadline"));
        Assert.Equal("stash/latest", Value(page, "Snapshot"));
        Assert.Empty(page.FindAll(".story"));
    }

    [Fact]
    public async Task Each_component_shows_how_far_it_is_and_moves_as_it_goes_on()
    {
        Cluster.Put(KubeStashKinds.RestoreSession, Running);
        RenderedComponent page = await OpenAsync(KubeStashKinds.RestoreSession);

        string[] cells = await CellsAsync(page, "Component Progress", rows: 2);

        Assert.Equal(["Component", "Phase", "Progress", "Files", "Restored", "Speed", "Duration", "Error"], Columns(page, "Component Progress"));
        Assert.Equal(["dump-pod-1", "Running"], cells[8..10]);
        Assert.Equal(["500 of 1214", "2.170GB of 5.268GB", "98.66MB/s", "22s so far", "-"], cells[11..]);
        Assert.Equal(["100", "41.2"], page.FindAll("progress").Select(bar => bar.GetAttribute("value")));

        Cluster.Put(KubeStashKinds.RestoreSession, Running.Replace("41.20%", "63.00%", StringComparison.Ordinal));
        await page.WaitForStateAsync(() => page.FindAll("progress").Any(bar => bar.GetAttribute("value") == "63"), Cancel);
    }

    [Fact]
    public async Task What_it_has_to_do_with_is_linked_in_the_namespace_of_its_data()
    {
        Cluster.Namespaces = ["demo", "stash"];
        Cluster.Put(KubeStashKinds.RestoreSession, Running);
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "stash", "name": "repo" }, "status": { "phase": "Ready" } }""");
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "nightly" } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.RestoreSession);

        Assert.Contains("repo", await CellsAsync(page, "Repository"));
        Assert.Contains("nightly", await CellsAsync(page, "Paused Backups"));
        Assert.Equal("There is no such object.", (await CellsAsync(page, "Snapshot"))[1].Trim());
        Assert.Contains("logical-backup-restore", await CellsAsync(page, "Tasks"));
        Assert.Contains("Before the restore", await CellsAsync(page, "Hooks"));
        Assert.Contains("snap-9", await CellsAsync(page, "Dependencies"));
    }

    [Theory]
    [InlineData("""{ "phase": "Failed", "components": { "dump": { "phase": "Failed", "error": "Fatal: wrong password or no key found" } } }""", "The encryption password is not the repository's", "Fatal: wrong password")]
    [InlineData("""{ "phase": "Invalid", "conditions": [{ "type": "ValidationPassed", "status": "False", "message": "snapshots.storage.kubestash.com \"x\" not found" }] }""", "The snapshot to restore is not there", "not found")]
    [InlineData("""{ "phase": "Pending", "targetFound": false }""", "The target was not found", "The target was not found.")]
    [InlineData("""{ "phase": "Unknown", "components": { "dump": { "phase": "Unknown" } } }""", "Nobody can tell how this restore ended", "This part is Unknown.")]
    public async Task It_says_why_it_failed_was_refused_or_waits(string status, string title, string evidence)
    {
        Cluster.Put(KubeStashKinds.RestoreSession, $$"""{ "metadata": { "namespace": "demo", "name": "one" }, "spec": { "target": { "kind": "StatefulSet", "name": "shop" } }, "status": {{status}} }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.RestoreSession);

        Assert.Equal(title, page.Find(".story h2").TextContent.Trim());
        Assert.Contains(evidence, page.Find(".story .evidence").TextContent, StringComparison.Ordinal);
    }
}
