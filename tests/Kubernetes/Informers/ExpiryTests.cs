using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class ExpiryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_expiry_costs_one_list_and_keeps_the_rows(bool inStream)
    {
        using InformerHarness harness = new(server: new ModelServer { ExpiresInStream = inStream });
        harness.Server.Put("a", "one");
        harness.Started();

        for (int expiry = 1; expiry <= 5; expiry++)
        {
            harness.Server.CutAll(new IOException("cut"));
            harness.Settle();
            harness.Server.Put("a", $"new-{expiry}");
            harness.Server.Compact();
            DateTimeOffset before = harness.Clock.GetUtcNow();
            HashSet<InformerPhase> seen = [];
            while (harness.Clock.GetUtcNow() < before.AddSeconds(70))
            {
                harness.Advance(0.02);
                Assert.True(harness.Snapshot.Count >= expiry);
                seen.Add(harness.State.Phase);
            }

            Assert.Equal(1 + expiry, harness.Server.Lists.Count);
            Assert.Equal([InformerPhase.Stale, InformerPhase.Live], seen);
            harness.AssertEqualToServer();
        }

        Assert.All(harness.Server.Lists, list => Assert.Equal("0", list.ResourceVersion));
    }

    [Fact]
    public void An_expired_watch_that_was_live_is_followed_by_a_list_at_once()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.CutAll(ModelServer.Refusal(410));
        harness.Settle();
        Assert.Equal(2, harness.Server.Lists.Count);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        harness.Advance(1);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cache_that_is_behind_is_asked_past(bool inStream)
    {
        using InformerHarness harness = new(server: new ModelServer { ExpiresInStream = inStream, CacheLag = 3, PageSize = 2 });
        for (int i = 0; i < 5; i++)
        {
            harness.Server.Put("a", $"row-{i}");
        }

        harness.Server.Compact();
        harness.Started();
        harness.Advance(5);

        Assert.Equal("0", harness.Server.Lists[0].ResourceVersion);
        Assert.Equal(1 + 3, harness.Server.Lists.Count);
        Assert.All(harness.Server.Lists.Skip(1), list => Assert.Null(list.ResourceVersion));
        Assert.Equal([null, "2", "4"], harness.Server.Lists.Skip(1).Select(list => list.Continue));
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        harness.AssertEqualToServer();
    }

    [Fact]
    public void A_page_that_expires_is_followed_by_a_list_in_one_piece()
    {
        using InformerHarness harness = new(server: new ModelServer { CacheLag = 3, PageSize = 2 });
        for (int i = 0; i < 5; i++)
        {
            harness.Server.Put("a", $"row-{i}");
        }

        harness.Server.Compact();
        harness.Server.Fault = verb => verb == "list" && harness.Server.Lists[^1].Continue is not null ? ModelServer.Refusal(410) : null;
        harness.Started();
        harness.Advance(10);
        Assert.Null(harness.Server.Lists[^1].Limit);
        harness.AssertEqualToServer();
    }

    [Fact]
    public void A_server_that_has_not_come_to_our_version_is_listed_anew()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.CutAll(new ApiStatusException(new ApiStatus(504, "Timeout", "Too large resource version: 101, current: 7", [], null)));
        harness.Advance(1);
        Assert.Equal(2, harness.Server.Lists.Count);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
    }

    [Fact]
    public void Endless_expiries_do_not_become_a_storm()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.Fault = verb => verb == "watch" ? ModelServer.Refusal(410) : null;
        harness.Server.CutAll(new IOException("cut"));
        harness.Advance(300);
        Assert.InRange(harness.Server.Lists.Count, 5, 60);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        Assert.Equal(1, harness.Snapshot.Count);
    }

    [Fact]
    public void It_resumes_from_bookmarks_and_events_but_not_from_repetitions()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.Put("a", "one", "blue");
        harness.Server.Put("a", "two");
        harness.Settle();
        harness.Server.Streams[0].Send(harness.Server.Streams[0].Sent[0]);
        harness.Server.CutAll(new IOException("cut"));
        harness.Advance(5);
        Assert.Equal("103", harness.Server.Watches[1].ResourceVersion);

        harness.Server.Compact();
        harness.Server.Bookmark();
        harness.Settle();
        harness.Server.CutAll(new IOException("cut"));
        harness.Advance(5);
        Assert.Equal("104", harness.Server.Watches[2].ResourceVersion);
        Assert.Single(harness.Server.Lists);
    }
}
