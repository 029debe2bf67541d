using BackupConsole.Kubernetes.Informers;
using BackupConsole.Testing;

namespace BackupConsole.Conformance;

/// <summary>What an informer does when its stream is lost, in each of the ways streams are lost.</summary>
public sealed class StreamLossTests(ConformanceServer server) : InformerTest(server)
{
    [Fact]
    public async Task A_stream_cut_in_mid_line_is_resumed_without_a_new_fill()
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync();
        Proxy.CutStreamsMidLine();
        await ChangeEverythingAsync();
        await EqualsAFreshListAsync(observed);
        Assert.Equal(1, Proxy.Fills);
        Assert.True(observed.Fewest >= 2);
        Assert.Equal(0, observed.Snapshot.MalformedCount);
    }

    [Fact]
    public async Task A_server_that_is_away_leaves_rows_stale_since_then_and_what_happened_meanwhile_is_there_afterwards()
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync();
        DateTimeOffset before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        using (Proxy.Down())
        {
            await ReachesAsync(observed, InformerPhase.Stale);
            Assert.Equal(InformerProblemKind.Unreachable, observed.State.Problem!.Kind);
            Assert.InRange(observed.State.DataAsOf!.Value, before, TimeProvider.System.GetUtcNow());
            Assert.Equal(3, observed.Rows.Count);
            await ChangeEverythingAsync();
        }

        await EqualsAFreshListAsync(observed);
        Assert.Null(observed.Snapshot.Find(Key("s-000")));
        Assert.Equal("Running", observed.Snapshot.Find(Key("s-001"))!.Phase);
        Assert.NotNull(observed.Snapshot.Find(Key("meanwhile")));
        Assert.Equal(1, Proxy.Fills);
    }

    [Fact]
    public async Task A_stalled_stream_is_found_by_the_end_of_its_time()
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync(Fast with { WatchTimeoutMin = TimeSpan.FromSeconds(2), WatchTimeoutMax = TimeSpan.FromSeconds(2), WatchTimeoutGrace = TimeSpan.FromSeconds(1) });
        Proxy.StallStreams();
        await ChangeEverythingAsync();
        await EqualsAFreshListAsync(observed);
        Assert.Equal(1, Proxy.Fills);
        Assert.Contains(InformerPhase.Stale, observed.Phases);
    }

    [Fact]
    public async Task A_black_hole_is_found_by_pings()
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync();
        using (Proxy.BlackHole())
        {
            await ChangeEverythingAsync();
            await ReachesAsync(observed, InformerPhase.Stale);
            Assert.Equal(3, observed.Rows.Count);
        }

        await EqualsAFreshListAsync(observed);
        Assert.Equal(1, Proxy.Fills);
    }

    [Fact]
    public async Task A_watch_whose_time_is_up_is_followed_by_the_next_without_a_word()
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync(Fast with { ShortWatch = TimeSpan.Zero });
        await observed.ForgetAsync();
        Proxy.EndStreams();
        await ChangeEverythingAsync();
        await EqualsAFreshListAsync(observed);
        Assert.DoesNotContain(InformerPhase.Stale, observed.Phases);
        Assert.Equal(1, Proxy.Fills);
    }

    [Fact]
    public async Task Events_sent_twice_are_told_once()
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync();
        Proxy.DuplicateEvents = true;
        await ChangeEverythingAsync();
        await EqualsAFreshListAsync(observed);
        Assert.Equal(observed.Versions.Distinct(), observed.Versions);
    }

    [Fact]
    public async Task Late_events_change_nothing_that_is_newer()
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync();
        await ChangeEverythingAsync();
        await SetPhaseAsync("s-001", "Failed");
        await EqualsAFreshListAsync(observed);
        await observed.ForgetAsync();
        long bytes = Proxy.WatchBytes;
        Proxy.RepeatEvents();
        await CreateSessionAsync("last");
        await Eventually.HoldsAsync(() => Proxy.WatchBytes > bytes * 2, cancellationToken: Token);
        await CreateSessionAsync("marker");
        await EqualsAFreshListAsync(observed);
        Assert.Equal(["last", "marker"], observed.Versions.Select(version => version.Split(' ')[0]));
    }

    [Fact]
    public async Task Events_held_up_on_the_way_arrive_in_the_end()
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync();
        using (Proxy.HoldEvents())
        {
            await ChangeEverythingAsync();
            Assert.Equal(3, observed.Rows.Count(row => row.Phase.Length == 0));
        }

        await EqualsAFreshListAsync(observed);
    }

    /// <summary>One object of three goes, one changes, one is new.</summary>
    private async Task ChangeEverythingAsync()
    {
        await DeleteSessionAsync("s-000");
        await SetPhaseAsync("s-001", "Running");
        await CreateSessionAsync("meanwhile");
    }
}
