using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Health;

/// <summary>A stretch of time that ends now.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Length">How long it is.</param>
public sealed record TimeWindow(string Id, string Label, TimeSpan Length)
{
    /// <summary>24 hours, 7 and 30 days.</summary>
    public static IReadOnlyList<TimeWindow> All { get; } =
    [
        new("last-day", "Last 24 hours", TimeSpan.FromDays(1)), new("last-week", "Last 7 days", TimeSpan.FromDays(7)), new("last-month", "Last 30 days", TimeSpan.FromDays(30)),
    ];

    /// <summary>Whether an object was created in it.</summary>
    public bool Holds(ResourceRow row, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.CreationTimestamp is { } created && created > now - Length;
    }
}
