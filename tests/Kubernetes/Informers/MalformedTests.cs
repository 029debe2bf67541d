using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class MalformedTests
{
    [Fact]
    public void A_malformed_object_is_left_out_named_and_counted_and_the_others_are_there()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Server.PutMalformed("a", "broken");
        harness.Server.Put("a", "two");
        harness.Started();
        Assert.Equal(["one", "two"], harness.Names);
        MalformedObject malformed = Assert.Single(harness.Snapshot.Malformed);
        Assert.Equal(new ObjectKey("a", "broken"), malformed.Key);
        Assert.Equal(1, harness.Snapshot.MalformedCount);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        Assert.Single(Warnings(harness), line => line.Contains("a/broken", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_that_becomes_malformed_leaves_and_comes_back_when_it_is_readable()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.PutMalformed("a", "one");
        harness.Advance(1);
        Assert.Empty(harness.Names);
        Assert.Equal("one", Assert.Single(harness.Snapshot.Malformed).Key.Name);
        harness.Server.Put("a", "one");
        harness.Advance(1);
        Assert.Equal(["one"], harness.Names);
        Assert.Empty(harness.Snapshot.Malformed);
        harness.Server.PutMalformed("a", "one");
        harness.Server.Delete("a", "one");
        harness.Advance(1);
        Assert.Empty(harness.Names);
        Assert.Empty(harness.Snapshot.Malformed);
    }

    [Fact]
    public void Each_version_is_logged_once()
    {
        using InformerHarness harness = new();
        harness.Server.PutMalformed("a", "broken");
        harness.Started();
        harness.Server.PutMalformed("a", "broken");
        harness.Server.PutMalformed("a", "broken");
        harness.Advance(1);
        ModelStream stream = harness.Server.Streams[0];
        stream.Send(stream.Sent[^1]);
        stream.Send(stream.Sent[0]);
        harness.Server.Compact();
        harness.Server.CutAll(ModelServer.Refusal(410));
        harness.Advance(2);
        Assert.Equal(2, harness.Server.Lists.Count);
        Assert.Equal(2, Warnings(harness).Count(line => line.Contains("a/broken", StringComparison.Ordinal)));
    }

    [Fact]
    public void One_that_was_deleted_unseen_leaves_with_the_next_fill()
    {
        using InformerHarness harness = new(InformerScope.Of("a", "b"));
        harness.Server.PutMalformed("a", "broken");
        harness.Server.PutMalformed("b", "broken");
        harness.Started();
        Assert.Equal(2, harness.Snapshot.MalformedCount);
        harness.Server.CutAll(new IOException("cut"));
        harness.Settle();
        harness.Server.Delete("a", "broken");
        harness.Server.Compact();
        harness.Advance(5);
        Assert.Equal(new ObjectKey("b", "broken"), Assert.Single(harness.Snapshot.Malformed).Key);
    }

    [Fact]
    public void Names_are_limited_and_counted_beyond()
    {
        using InformerHarness harness = new(options: new InformerOptions { MaxMalformedNamed = 3 });
        for (int i = 0; i < 10; i++)
        {
            harness.Server.PutMalformed("a", $"broken-{i}");
        }

        harness.Started();
        Assert.Equal(["broken-0", "broken-1", "broken-2"], harness.Snapshot.Malformed.Select(item => item.Key.Name));
        Assert.Equal(10, harness.Snapshot.MalformedCount);
        Assert.Equal(3, Warnings(harness).Count);
    }

    private static List<string> Warnings(InformerHarness harness) =>
        [.. harness.Log.Lines.Where(line => line.Level == LogLevel.Warning && line.Text.Contains("cannot be read", StringComparison.Ordinal)).Select(line => line.Text)];
}
