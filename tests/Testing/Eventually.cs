using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace BackupConsole.Testing;

/// <summary>Waits for a state by looking again and again until a deadline; fails with what was waited for and what was seen last.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    /// <summary>How long a wait lasts when the caller names no time: far longer than needed, since a passing test never waits it out.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">Looked at every 15 ms.</param>
    /// <param name="seen">Describes the state at the time of failure.</param>
    /// <param name="timeout">Longest wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="what">What is waited for; the text of the condition when not given.</param>
    public static Task HoldsAsync(
        Func<bool> condition,
        Func<object?>? seen = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(() => Task.FromResult(condition()), seen, timeout, cancellationToken, what);

    /// <summary>Waits until an asynchronous condition holds.</summary>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition,
        Func<object?>? seen = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > (timeout ?? DefaultTimeout))
            {
                throw new TimeoutException($"Not seen within {watch.Elapsed.TotalSeconds:F1} s: {what}{(seen is null ? "" : $". Last seen: {seen()}")}");
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    /// <summary>Waits until assertions pass; fails as the last of them did.</summary>
    public static async Task PassesAsync(Func<Task> assertions, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await assertions();
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException && watch.Elapsed <= (timeout ?? DefaultTimeout))
            {
                await Task.Delay(Interval, cancellationToken);
            }
        }
    }

    /// <summary>Waits until assertions pass; fails as the last of them did.</summary>
    public static Task PassesAsync(Action assertions, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        PassesAsync(
            () =>
            {
                assertions();
                return Task.CompletedTask;
            },
            timeout,
            cancellationToken);
}
