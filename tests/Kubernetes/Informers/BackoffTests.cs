using BackupConsole.Kubernetes.Informers;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class BackoffTests
{
    private static readonly TimeSpan Min = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30);

    [Fact]
    public void Waits_grow_within_the_limits_and_start_anew_after_a_reset()
    {
        Backoff backoff = new(Min, Max, new Random(1));
        TimeSpan[] waits = [.. Enumerable.Range(0, 200).Select(_ => backoff.Next())];
        Assert.All(waits, wait => Assert.InRange(wait, Min, Max));
        Assert.Contains(waits, wait => wait > TimeSpan.FromSeconds(25));
        Assert.InRange(waits[0], Min, Min * 3);
        backoff.Reset();
        Assert.InRange(backoff.Next(), Min, Min * 3);
    }

    [Fact]
    public void A_hundred_clients_that_lost_the_same_server_do_not_come_back_in_step()
    {
        // What counts is how many arrive in the same tenth of a second, after the first, third and fifth failure.
        Backoff[] clients = [.. Enumerable.Range(0, 100).Select(seed => new Backoff(Min, Max, new Random(seed)))];
        double[] arrivals = new double[clients.Length];
        for (int attempt = 1; attempt <= 5; attempt++)
        {
            for (int i = 0; i < clients.Length; i++)
            {
                arrivals[i] += clients[i].Next().TotalSeconds;
            }

            int most = arrivals.GroupBy(arrival => (int)(arrival * 10)).Max(group => group.Count());
            Assert.True(most <= 25, $"{most} of 100 come together at try {attempt}");
            Assert.True(arrivals.Max() - arrivals.Min() >= 0.8, $"All come within {arrivals.Max() - arrivals.Min():0.00} s at try {attempt}");
        }
    }

    [Fact]
    public void Waits_start_from_the_shortest_after_a_minute_of_health_and_not_before()
    {
        using InformerHarness harness = new();
        harness.Started();
        for (int i = 0; i < 12; i++)
        {
            Cut(harness);
            harness.Advance(31);
        }

        harness.Advance(61);
        double rested = Cut(harness);
        Assert.InRange(rested, 0.5, 1.5);
        Assert.Contains(Enumerable.Range(0, 12), _ =>
        {
            harness.Advance(1);
            return Cut(harness) > 3;
        });
    }

    /// <summary>Cuts the watch; after how many seconds the next one was asked for.</summary>
    private static double Cut(InformerHarness harness)
    {
        int watches = harness.Server.Watches.Count;
        DateTimeOffset start = harness.Clock.GetUtcNow();
        harness.Server.CutAll(new IOException("cut"));
        while (harness.Server.Watches.Count == watches)
        {
            harness.Advance(0.01);
        }

        return (harness.Clock.GetUtcNow() - start).TotalSeconds;
    }
}
