using BackupConsole.KubeStash;
using BackupConsole.Pages.BackupStorages;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupStorages;

public class BackupStorageListTests : KindPageTest
{
    [Fact]
    public async Task The_guides_columns_have_the_operators_size_or_else_the_sum_over_the_repositories()
    {
        Cluster.Put(KubeStashKinds.BackupStorage, """{ "metadata": { "namespace": "stash", "name": "a" }, "spec": { "storage": { "provider": "azure" } }, "status": { "phase": "Ready", "totalSize": "2.000 GiB", "repositories": [{}, {}] } }""");
        Cluster.Put(KubeStashKinds.BackupStorage, """{ "metadata": { "namespace": "stash", "name": "b", "creationTimestamp": "2026-01-01T00:00:00Z" }, "spec": { "storage": { "provider": "s3" } } }""");
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "demo", "name": "one" }, "spec": { "storageRef": { "name": "b", "namespace": "stash" } }, "status": { "size": "1.500 KiB" } }""");
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "prod", "name": "two" }, "spec": { "storageRef": { "name": "b", "namespace": "stash" } }, "status": { "size": "512 B" } }""");

        RenderedComponent page = await OpenListAsync(BackupStorageList.Declaration, 2);

        Assert.Equal(["Name", "Namespace", "Provider", "Size", "No. of Connected Repositories", "Status", "Age"], Columns(page, "BackupStorage"));
        Assert.Equal(["a", "stash", "azure", "2.000 GiB", "2", "Ready"], Cells(page, "BackupStorage").Take(6));
        await page.WaitForStateAsync(() => Cells(page, "BackupStorage").Contains("2.000 KiB"), Cancel);

        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "prod", "name": "two" }, "spec": { "storageRef": { "name": "b", "namespace": "stash" } }, "status": { "size": "1.500 KiB" } }""");
        await page.WaitForStateAsync(() => Cells(page, "BackupStorage").Contains("3.000 KiB"), Cancel);
    }
}
