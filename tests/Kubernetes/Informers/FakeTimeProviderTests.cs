using BackupConsole.Testing;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class FakeTimeProviderTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times_each_at_its_own()
    {
        List<string> fired = [];
        DateTimeOffset start = clock.GetUtcNow();
        using ITimer late = Set("late", 3);
        using ITimer early = Set("early", 1);
        using ITimer periodic = clock.CreateTimer(_ => fired.Add($"periodic {(clock.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(4.5));
        Assert.Equal(["early 1", "periodic 2", "late 3", "periodic 4"], fired);
        Assert.Equal(1, clock.ActiveTimers);
        Assert.Equal(TimeSpan.FromSeconds(1.5), clock.UntilNextTimer);

        ITimer Set(string name, int seconds) =>
            clock.CreateTimer(_ => fired.Add($"{name} {(clock.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_timer_set_by_another_fires_in_the_same_advance_when_it_is_due()
    {
        int fired = 0;
        ITimer? second = null;
        using ITimer first = clock.CreateTimer(
            _ => second = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, fired);
        second!.Dispose();
    }

    [Fact]
    public void A_timer_can_be_stopped_set_again_and_disposed()
    {
        int fired = 0;
        ITimer timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, fired);
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Assert.Equal(1, fired);
        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, fired);
        Assert.Equal(0, clock.ActiveTimers);
    }

    [Fact]
    public async Task Delays_and_cancellations_follow_the_clock()
    {
        Task delay = Task.Delay(TimeSpan.FromMinutes(1), clock, TestContext.Current.CancellationToken);
        using CancellationTokenSource cancellation = new(TimeSpan.FromMinutes(2), clock);
        await clock.WaitForTimersAsync(2, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(1));
        await delay;
        Assert.False(cancellation.IsCancellationRequested);
        Assert.True(clock.AdvanceToNextTimer());
        Assert.True(cancellation.IsCancellationRequested);
        Assert.False(clock.AdvanceToNextTimer());
    }
}
