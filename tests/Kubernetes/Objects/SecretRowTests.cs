using System.Buffers;
using System.Text;
using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Kubernetes.Tests.Objects;

/// <summary>Secrets are known by their names and keys.</summary>
public sealed class SecretRowTests
{
    [Fact]
    public void Keys_are_read_and_values_are_not()
    {
        SecretRow row = Read("""{"metadata":{"name":"s","namespace":"demo"},"type":"Opaque","data":{"RESTIC_PASSWORD":"Y2FuYXJ5","a.b":null},"stringData":{"x":"canary"}}""");

        Assert.Equal(["RESTIC_PASSWORD", "a.b"], row.Keys);
        Assert.Equal("Opaque", row.Type);
        Assert.DoesNotContain("Y2FuYXJ5", row.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Secret_may_hold_nothing() => Assert.Empty(Read("""{"metadata":{"name":"s"},"data":null}""").Keys);

    private static SecretRow Read(string json) => SecretRow.Reader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json)));
}
