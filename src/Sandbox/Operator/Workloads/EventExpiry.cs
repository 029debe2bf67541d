using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Workloads;

/// <summary>Events vanish an hour after they were last seen, as in a cluster with default settings.</summary>
internal sealed class EventExpiry(OperatorContext context) : IController
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public string Name => "events";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches { get; } = [WatchedKind.Own(CoreKinds.Event)];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(CoreKinds.Event, key) is not { } found)
        {
            return null;
        }

        DateTimeOffset seen = found.Time("lastTimestamp") ?? found.Time("eventTime") ?? found.Created();
        TimeSpan wait = seen + Lifetime - context.Now;
        if (wait > TimeSpan.Zero)
        {
            return wait;
        }

        context.Cluster.Delete(CoreKinds.Event, key, PropagationPolicy.Background, found.Uid());
        return null;
    }
}
