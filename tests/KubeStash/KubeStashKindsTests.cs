using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests;

public sealed class KubeStashKindsTests
{
    [Fact]
    public void There_are_fourteen_kinds_and_no_two_share_an_id()
    {
        Assert.Equal(14, KubeStashKinds.All.Count);
        Assert.Equal(14, KubeStashKinds.All.Select(kind => kind.Id).Distinct().Count());
        Assert.All(KubeStashKinds.All, kind => Assert.Equal("v1alpha1", kind.Version));
    }

    [Fact]
    public void Two_plurals_are_singular_as_the_definitions_have_them()
    {
        Assert.Equal("backupverifier.core.kubestash.com", KubeStashKinds.BackupVerifier.Id);
        Assert.Equal("backupverificationsession.core.kubestash.com", KubeStashKinds.BackupVerificationSession.Id);
        Assert.Equal("repositories.storage.kubestash.com", KubeStashKinds.Repository.Id);
    }

    [Fact]
    public void The_catalogue_is_cluster_wide() => Assert.Equal(
        [KubeStashKinds.Addon, KubeStashKinds.Function],
        KubeStashKinds.All.Where((ResourceKind kind) => !kind.Namespaced));
}
