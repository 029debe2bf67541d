using BackupConsole.Components;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Tests.Components;

public class AddressesTests
{
    private static readonly ResourceKind Secrets = new("", "v1", "secrets", "Secret", Namespaced: true);

    [Fact]
    public void Every_page_has_one_address()
    {
        Assert.Equal("/c/dev", Addresses.Home("dev"));
        Assert.Equal("/c/dev/backupsessions.core.kubestash.com", Addresses.List("dev", KubeStashKinds.BackupSession));
        Assert.Equal("/c/dev/backupsessions.core.kubestash.com?namespace=demo", Addresses.List("dev", KubeStashKinds.BackupSession, "demo"));
        Assert.Equal("/c/dev/backupsessions.core.kubestash.com/new", Addresses.New("dev", KubeStashKinds.BackupSession));
        Assert.Equal(
            "/c/dev/backupsessions.core.kubestash.com/n/demo/o/nightly-1", Addresses.Detail("dev", KubeStashKinds.BackupSession, new ObjectKey("demo", "nightly-1")));
        Assert.Equal("/c/dev/addons.addons.kubestash.com/o/redis", Addresses.Detail("dev", KubeStashKinds.Addon, new ObjectKey("", "redis")));
        Assert.Equal("/c/dev/secrets/n/demo/o/s", Addresses.Detail("dev", Secrets, new ObjectKey("demo", "s")));
    }

    [Fact]
    public void What_a_name_holds_stays_one_segment()
    {
        Assert.Equal("/c/dev/secrets/n/a%3Fb/o/system%3Ax%2Fy%23", Addresses.Detail("dev", Secrets, new ObjectKey("a?b", "system:x/y#")));
    }
}
