namespace BackupConsole.Sandbox.Operator.Runtime;

/// <summary>
/// What is to be done and when, each item once: asking for an item that waits already keeps the earlier of both times. An item that failed waits
/// twice as long after each further failure. Not thread-safe. No larger than the number of distinct items.
/// </summary>
/// <typeparam name="T">Identifies an item.</typeparam>
internal sealed class WorkQueue<T>(TimeProvider time)
    where T : notnull
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

    private readonly PriorityQueue<T, (DateTimeOffset Due, long Sequence)> order = new();
    private readonly Dictionary<T, DateTimeOffset> waiting = [];
    private readonly Dictionary<T, int> failures = [];
    private long sequence;

    /// <summary>How many items wait.</summary>
    public int Count => waiting.Count;

    /// <summary>When the next item is due; null when there is none.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DropOutdated();
            return order.TryPeek(out _, out (DateTimeOffset Due, long Sequence) next) ? next.Due : null;
        }
    }

    /// <summary>Asks for an item.</summary>
    /// <param name="after">From now on; not negative.</param>
    public void Add(T item, TimeSpan after = default)
    {
        DateTimeOffset due = time.GetUtcNow() + after;
        if (!waiting.TryGetValue(item, out DateTimeOffset present) || due < present)
        {
            waiting[item] = due;
            order.Enqueue(item, (due, sequence++));
        }
    }

    /// <summary>Asks for an item whose work failed.</summary>
    /// <returns>How long it waits.</returns>
    public TimeSpan AddAfterFailure(T item)
    {
        int count = failures.GetValueOrDefault(item);
        failures[item] = count + 1;
        TimeSpan wait = TimeSpan.FromTicks(Math.Min(FirstBackoff.Ticks << Math.Min(count, 10), LongestBackoff.Ticks));
        Add(item, wait);
        return wait;
    }

    /// <summary>The item's work succeeded: its next failure counts as the first.</summary>
    public void Forget(T item) => failures.Remove(item);

    /// <summary>Takes the item that is due for longest; false when none is due.</summary>
    public bool TryTake(out T item)
    {
        DropOutdated();
        if (order.TryPeek(out T? next, out (DateTimeOffset Due, long Sequence) priority) && priority.Due <= time.GetUtcNow())
        {
            order.Dequeue();
            waiting.Remove(next);
            item = next;
            return true;
        }

        item = default!;
        return false;
    }

    // Asking earlier leaves the later entry behind; it no longer agrees with the dictionary.
    private void DropOutdated()
    {
        while (order.TryPeek(out T? item, out (DateTimeOffset Due, long Sequence) priority)
            && (!waiting.TryGetValue(item, out DateTimeOffset due) || due != priority.Due))
        {
            order.Dequeue();
        }
    }
}
