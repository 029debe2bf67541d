using BackupConsole.KubeStash;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Pages.Kinds;

namespace BackupConsole.Tests.Pages.BackupVerificationSessions;

public class LastVerificationTests : RegistryPageTest
{
    private const string Snapshot = """{ "metadata": { "namespace": "demo", "name": "one" }, "spec": { "repository": "repo" } }""";

    [Fact]
    public async Task A_snapshot_tells_of_its_newest_verification_that_is_done()
    {
        Cluster.Put(KubeStashKinds.Snapshot, Snapshot);
        Verification("old", "2026-01-01T00:00:00Z", "Failed");
        Verification("done", "2026-01-02T00:00:00Z", "Succeeded");
        Verification("skipped", "2026-01-03T00:00:00Z", "Skipped");

        RenderedComponent page = await OpenAsync(KubeStashKinds.Snapshot);
        await page.WaitForStateAsync(() => Value(page, "Last Verification").Contains("done", StringComparison.Ordinal), Cancel);

        Assert.StartsWith("Succeeded", Value(page, "Last Verification"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_its_session_is_gone_the_snapshot_still_remembers()
    {
        Cluster.Put(KubeStashKinds.Snapshot, """{ "metadata": { "namespace": "demo", "name": "one" }, "status": { "verificationStatus": "Verified", "verificationSession": "cleaned-up" } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.Snapshot);

        Assert.Equal("Verifiedby cleaned-up, which is gone", Value(page, "Last Verification"));
    }

    [Fact]
    public async Task A_repository_tells_of_whatever_was_verified_last_in_it()
    {
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "demo", "name": "repo" } }""");
        Cluster.Put(KubeStashKinds.Snapshot, """{ "metadata": { "namespace": "demo", "name": "snap-2" }, "spec": { "repository": "repo" }, "status": { "verificationStatus": "VerificationFailed" } }""");
        RenderedComponent page = await OpenAsync(KubeStashKinds.Repository, "repo");
        await page.WaitForStateAsync(() => Value(page, "Last Verification") == "VerificationFailedsnap-2", Cancel);

        Verification("done", "2026-01-02T00:00:00Z", "Succeeded");

        await page.WaitForStateAsync(() => Value(page, "Last Verification").Contains("done", StringComparison.Ordinal), Cancel);
    }

    private void Verification(string name, string created, string phase) => Cluster.Put(
        KubeStashKinds.BackupVerificationSession,
        $$"""{ "metadata": { "namespace": "demo", "name": "{{name}}", "creationTimestamp": "{{created}}" }, "spec": { "repository": "repo", "snapshot": "one" }, "status": { "phase": "{{phase}}" } }""");
}
