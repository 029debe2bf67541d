using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using static BackupConsole.KubeStash.Failures.StatusReading;

namespace BackupConsole.KubeStash.Failures;

/// <summary>Why a BackupStorage or Repository is NotReady, or a Snapshot Failed: its own conditions, after the parts of a snapshot, which say it better.</summary>
public static class ReadinessFailure
{
    /// <summary>The causes; empty when nothing is known to be wrong.</summary>
    /// <param name="kind">The object's kind.</param>
    /// <param name="resource">The object as the server has it.</param>
    public static ImmutableArray<FailureCause> Causes(ResourceKind kind, JsonObject resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource["status"] is JsonObject status && Text(status["phase"]) is Phase.NotReady or Phase.Failed
            ? [.. Components(status), .. Troubles(kind, status)]
            : [];
    }

    private static IEnumerable<FailureCause> Components(JsonObject status) =>
        from component in status["components"] as JsonObject ?? []
        where Text(At(component.Value, "phase")) == Phase.Failed
        select new FailureCause(component.Key, Text(At(component.Value, "error")) is { Length: > 0 } error ? error : "This part failed.", FailureSource.Component);
}
