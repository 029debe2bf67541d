using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.RetentionPolicies;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.RetentionPolicies;

public class RetentionPolicyPageTests : KindPageTest
{
    private const string Whole = """{ "metadata": { "namespace": "stash", "name": "keep", "annotations": { "team": "shop" } }, "spec": { "maxRetentionPeriod": "2mo", "default": true, "successfulSnapshots": { "last": 5, "daily": 7 }, "failedSnapshots": { "last": 2 } } }""";

    [Fact]
    public async Task The_list_has_its_columns()
    {
        Cluster.Put(KubeStashKinds.RetentionPolicy, Whole);

        RenderedComponent page = await OpenListAsync(RetentionPolicyList.Declaration, 1);

        Assert.Equal(["Name", "Namespace", "Annotations", "Age", "Max Retention Period", "Default"], Columns(page, "RetentionPolicy"));
        Assert.Equal(["keep", "stash", "team: shop"], Cells(page, "RetentionPolicy").Take(3));
        Assert.Equal(["2mo", "true"], Cells(page, "RetentionPolicy").TakeLast(2));
    }

    [Fact]
    public async Task The_page_tells_what_is_kept_and_who_uses_it()
    {
        Cluster.Put(KubeStashKinds.RetentionPolicy, Whole);
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "mongodb" }, "spec": { "backends": [{ "name": "b", "retentionPolicy": { "name": "keep", "namespace": "stash" } }] } }""");

        RenderedComponent page = await OpenAsync(RetentionPolicyDetail.Declaration, new ObjectKey("stash", "keep"));

        await WaitForCellAsync(page, "Backup Configurations", "Name", "mongodb");
        Assert.Equal("7", Value(page, "Successful: Daily"));
        Assert.Equal("-", Value(page, "Successful: Hourly"));
        Assert.Equal("2", Value(page, "Failed: Last"));
    }
}
