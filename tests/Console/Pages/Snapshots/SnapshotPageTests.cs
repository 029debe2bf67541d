using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Snapshots;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.Snapshots;

public class SnapshotPageTests : KindPageTest
{
    private static readonly ObjectKey Key = new("demo", "snap");

    [Fact]
    public async Task The_list_has_its_columns_with_the_folder_of_the_repository()
    {
        Put("Succeeded", "Verified");
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "demo", "name": "repo" }, "spec": { "path": "/demo/mongodb" } }""");

        RenderedComponent page = await OpenListAsync(SnapshotList.Declaration, 1);

        Assert.Equal(
            ["Name", "Namespace", "Repository", "Invoker Kind", "Invoker Name", "Backend Repository", "Creation Timestamp", "Deletion Policy", "Phase", "Verification Status", "Age", "Target", "Driver", "Size"],
            Columns(page, "Snapshot"));
        await WaitForCellAsync(page, "Snapshot", "Backend Repository", "/demo/mongodb");
        Assert.Equal("OK", Cell(page, "Snapshot", "Verification Status"));
        Assert.Equal("Restic, VolumeSnapshotter", Cell(page, "Snapshot", "Driver"));
        Assert.Empty(page.FindAll(".create"));
    }

    [Theory]
    [InlineData("Verified", false, "OK")]
    [InlineData("NotVerified", true, "Not verified")]
    [InlineData("NotVerified", false, "-")]
    [InlineData("", true, "Not verified")]
    [InlineData("VerificationFailed", true, "Failed to verify backup. Reason: \"empty\"")]
    public async Task Verification_is_told_in_words(string status, bool hasVerifier, string words)
    {
        Put("Succeeded", status);
        string verifier = hasVerifier ? """, "backupVerifier": { "name": "check" } """ : "";
        Cluster.Put(KubeStashKinds.BackupConfiguration, $$"""{ "metadata": { "namespace": "demo", "name": "mongodb" }, "spec": { "sessions": [{ "name": "daily", "repositories": [{ "name": "repo" {{verifier}} }] }] } }""");
        Cluster.Put(KubeStashKinds.BackupVerificationSession, """{ "metadata": { "namespace": "demo", "name": "check-1" }, "spec": { "snapshot": "snap" }, "status": { "phase": "Failed", "conditions": [{ "type": "BackupVerified", "status": "False", "message": "Failed to verify backup. Reason: \"empty\"" }] } }""");

        RenderedComponent page = await OpenAsync(SnapshotDetail.Declaration, Key);

        await page.WaitForStateAsync(() => Value(page, "Verification Status") == words, Cancel);
    }

    [Fact]
    public async Task Components_are_told_with_all_that_was_counted()
    {
        Put("Failed", "");

        RenderedComponent page = await OpenAsync(SnapshotDetail.Declaration, Key);

        Assert.Equal(["Name", "Namespace", "Labels", "Annotations", "UID", "Phase", "Verification Status", "Deletion Policy"], Labels(page).Take(8));
        Assert.Equal(["Name", "Phase", "Driver", "Path", "Size", "Duration", "Integrity", "Error"], Columns(page, "Components"));
        Assert.Equal(["dump", "Failed", "Restic", "repository/v1/daily/dump", "1.000 MiB", "3s", "true", "signal: killed"], Cells(page, "Components").Take(8));
        Assert.Equal("dump resticStats", string.Join(' ', Cells(page, "Component statistics").Take(2)));
        Assert.Contains("summary.uploaded: 10 B", Cells(page, "Component statistics")[2], StringComparison.Ordinal);
        Assert.Contains("volumeSnapshotterStats", Cells(page, "Component statistics"));
        Assert.Equal("signal: killed", page.Find(".story .evidence").TextContent);
    }

    [Fact]
    public async Task The_run_that_made_it_and_its_repository_are_linked_also_when_they_are_gone()
    {
        Put("Succeeded", "");
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "demo", "name": "repo" }, "spec": { "path": "/demo/mongodb" }, "status": { "phase": "Ready" } }""");

        RenderedComponent page = await OpenAsync(SnapshotDetail.Declaration, Key);

        await WaitForCellAsync(page, "Repository", "Status", "Ready");
        await page.WaitForStateAsync(() => Cells(page, "Backup Session").Contains("There is no such object."), Cancel);
    }

    private void Put(string phase, string verification) => Cluster.Put(KubeStashKinds.Snapshot, $$"""
        {
          "metadata": { "namespace": "demo", "name": "snap" },
          "spec": { "repository": "repo", "backupSession": "run", "session": "daily", "deletionPolicy": "Delete", "appRef": { "kind": "PersistentVolumeClaim", "name": "data" } },
          "status": { "phase": "{{phase}}", "verificationStatus": "{{verification}}", "verificationSession": "check-1", "totalComponents": 2, "size": "1.000 MiB",
            "components": {
              "dump": { "phase": "{{phase}}", "driver": "Restic", "path": "repository/v1/daily/dump", "size": "1.000 MiB", "duration": "3s", "integrity": true, "error": "{{(phase == "Failed" ? "signal: killed" : "")}}", "resticStats": [{ "hostPath": "dumpfile", "summary": { "id": "abc", "uploaded": "10 B" } }] },
              "volume": { "phase": "Succeeded", "driver": "VolumeSnapshotter", "volumeSnapshotterStats": [{ "pvcName": "data", "volumeSnapshotName": "data-1" }] } } }
        }
        """);
}
