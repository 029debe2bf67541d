namespace BackupConsole.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers fire during <see cref="Advance"/>, on the caller's thread, each at its own
/// due time and in the order of due times (those due together in the order they were set), so that a run is the same every time.
/// Works with everything that takes a <see cref="TimeProvider"/>: delays, cancellation after a time, periodic timers.
/// </summary>
public sealed class FakeTimeProvider : TimeProvider
{
    private readonly Lock gate = new();
    private readonly HashSet<FakeTimer> armed = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> waiters = [];
    private DateTimeOffset now;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private long sequence;

    /// <summary>A clock that starts at a fixed moment.</summary>
    public FakeTimeProvider()
        : this(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that starts at <paramref name="start"/>.</summary>
    public FakeTimeProvider(DateTimeOffset start)
    {
        now = start.ToUniversalTime();
    }

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => zone;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait to fire; 0 after everything under test was disposed.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (gate)
            {
                return armed.Count;
            }
        }
    }

    /// <summary>How long until the next timer fires; <c>null</c> when none is set.</summary>
    public TimeSpan? UntilNextTimer
    {
        get
        {
            lock (gate)
            {
                return Next() is { } next ? next.Due - now : null;
            }
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Sets what <see cref="LocalTimeZone"/> answers.</summary>
    public void SetLocalTimeZone(TimeZoneInfo local) => zone = local;

    /// <summary>Moves the clock forward and fires every timer that becomes due on the way, periodic ones as often as they are.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target;
        lock (gate)
        {
            target = now + by;
        }

        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Moves the clock to the next timer and fires it, with all others due at the same moment; <c>false</c> when none is set.</summary>
    public bool AdvanceToNextTimer()
    {
        if (UntilNextTimer is not { } wait)
        {
            return false;
        }

        Advance(wait);
        return true;
    }

    /// <summary>Waits until at least <paramref name="count"/> timers are set: that is, until the code under test has begun to wait.</summary>
    public async Task WaitForTimersAsync(int count, CancellationToken cancellationToken)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (armed.Count >= count)
            {
                return;
            }

            waiters.Add((count, reached));
        }

        await reached.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        FakeTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? Next() => armed.MinBy(timer => (timer.Due, timer.Sequence));

    private FakeTimer? TakeDue(DateTimeOffset target)
    {
        lock (gate)
        {
            FakeTimer? next = Next();
            if (next is null || next.Due > target)
            {
                // Another thread may have advanced further meanwhile; time never goes back.
                now = now > target ? now : target;
                return null;
            }

            now = now > next.Due ? now : next.Due;
            if (next.Period > TimeSpan.Zero)
            {
                next.Due += next.Period;
                next.Sequence = sequence++;
            }
            else
            {
                armed.Remove(next);
            }

            return next;
        }
    }

    private bool Set(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        List<TaskCompletionSource> reached = [];
        lock (gate)
        {
            if (timer.Disposed)
            {
                return false;
            }

            armed.Remove(timer);
            timer.Period = period;
            if (dueTime >= TimeSpan.Zero)
            {
                timer.Due = now + dueTime;
                timer.Sequence = sequence++;
                armed.Add(timer);
            }

            for (int i = waiters.Count - 1; i >= 0; i--)
            {
                if (armed.Count >= waiters[i].Count)
                {
                    reached.Add(waiters[i].Reached);
                    waiters.RemoveAt(i);
                }
            }
        }

        foreach (TaskCompletionSource waiter in reached)
        {
            waiter.TrySetResult();
        }

        if (dueTime == TimeSpan.Zero)
        {
            Advance(TimeSpan.Zero);
        }

        return true;
    }

    private void Remove(FakeTimer timer)
    {
        lock (gate)
        {
            timer.Disposed = true;
            armed.Remove(timer);
        }
    }

    private sealed class FakeTimer(FakeTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public long Sequence { get; set; }

        public bool Disposed { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Set(this, dueTime, period);

        public void Dispose() => clock.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
