using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.Operator.Runtime;

/// <summary>
/// Runs the reconciles of all controllers one after the other, in the order they became due. It starts nothing and waits for nothing by itself,
/// so that with the same clock and the same changes it does the same every time. Not thread-safe.
/// </summary>
internal sealed class ControllerEngine
{
    private readonly WorkQueue<(IController Controller, ObjectKey Key)> queue;
    private readonly Dictionary<ResourceKind, List<(IController Controller, WatchedKind Watch)>> watchers = [];
    private readonly ILogger logger;

    public ControllerEngine(IEnumerable<IController> controllers, TimeProvider time, ILogger logger)
    {
        this.logger = logger;
        queue = new(time);
        foreach (IController controller in controllers)
        {
            foreach (WatchedKind watch in controller.Watches)
            {
                if (!watchers.TryGetValue(watch.Kind, out List<(IController, WatchedKind)>? present))
                {
                    watchers[watch.Kind] = present = [];
                }

                present.Add((controller, watch));
            }
        }
    }

    /// <summary>The kinds to report changes of.</summary>
    public IReadOnlyCollection<ResourceKind> Kinds => watchers.Keys;

    /// <summary>When the next reconcile is due; null when none is.</summary>
    public DateTimeOffset? NextDue => queue.NextDue;

    /// <summary>Tells of an object that was added, changed or deleted.</summary>
    public void Observe(ResourceKind kind, JsonObject changed)
    {
        foreach ((IController controller, WatchedKind watch) in watchers.GetValueOrDefault(kind, []))
        {
            foreach (ObjectKey key in watch.Keys(changed))
            {
                queue.Add((controller, key));
            }
        }
    }

    /// <summary>Does one reconcile that is due; false when none is.</summary>
    public bool RunOne()
    {
        if (!queue.TryTake(out (IController Controller, ObjectKey Key) item))
        {
            return false;
        }

        try
        {
            TimeSpan? after = item.Controller.Reconcile(item.Key);
            queue.Forget(item);
            if (after is { } wait)
            {
                queue.Add(item, wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
            }
        }
        catch (ApiStatusException refusal)
        {
            // Someone else was faster, or the object is about to be fit for it: the next look decides.
            TimeSpan wait = queue.AddAfterFailure(item);
            logger.LogDebug("{Controller} {Key} again in {Wait}: {Refusal}", item.Controller.Name, item.Key, wait, refusal.Message);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or ArgumentException or OverflowException or KeyNotFoundException)
        {
            // An object nobody thought of must not stop the work on all others.
            TimeSpan wait = queue.AddAfterFailure(item);
            logger.LogError(failure, "{Controller} failed on {Key}; again in {Wait}", item.Controller.Name, item.Key, wait);
        }

        return true;
    }
}
