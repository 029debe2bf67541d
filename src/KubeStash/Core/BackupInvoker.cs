using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>What starts runs: a BackupConfiguration, or a BackupBatch, which is one of several targets.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Row">Its identity.</param>
public sealed record BackupInvoker(ResourceKind Kind, ResourceRow Row)
{
    /// <summary>The kinds there are. Forms offer the first to begin with.</summary>
    public static ImmutableArray<ResourceKind> Kinds { get; } = [KubeStashKinds.BackupConfiguration, KubeStashKinds.BackupBatch];

    /// <summary>Namespace and name.</summary>
    public ObjectKey Key => Row.Key;

    /// <summary>When it was created.</summary>
    public DateTimeOffset? Created => Row.CreationTimestamp;

    /// <summary><c>status.phase</c>; empty until the operator has seen it.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Why it is not Ready; <c>null</c> when nothing is known to be wrong.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Whether its schedules rest.</summary>
    public bool Paused { get; init; }

    /// <summary>What it backs up; none for the resources of the cluster.</summary>
    public ImmutableArray<TypedObjectReference> Targets { get; init; } = [];

    /// <summary>Where it stores.</summary>
    public ImmutableArray<BackendReference> Backends { get; init; } = [];

    /// <summary>Its sessions.</summary>
    public ImmutableArray<SessionTemplate> Sessions { get; init; } = [];

    /// <summary>A configuration.</summary>
    public static BackupInvoker Of(BackupConfigurationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(KubeStashKinds.BackupConfiguration, row)
        {
            Phase = row.Phase,
            FailureReason = row.FailureReason,
            Paused = row.Paused,
            Targets = row.Target is { } target ? [target] : [],
            Backends = row.Backends,
            Sessions = row.Sessions,
        };
    }

    /// <summary>A batch.</summary>
    public static BackupInvoker Of(BackupBatchRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(KubeStashKinds.BackupBatch, row)
        {
            Phase = row.Phase,
            FailureReason = row.FailureReason,
            Paused = row.Paused,
            Targets = row.Targets,
            Backends = row.Backends,
            Sessions = row.Sessions,
        };
    }

    /// <summary>An object of one of the <see cref="Kinds"/>, as the server has it.</summary>
    public static BackupInvoker Read(ResourceKind kind, JsonObject found)
    {
        ReadOnlySequence<byte> bytes = new(JsonSerializer.SerializeToUtf8Bytes(found));
        return kind == KubeStashKinds.BackupBatch ? Of(BackupBatchRow.Reader.Read(bytes)) : Of(BackupConfigurationRow.Reader.Read(bytes));
    }

    /// <summary>What it backs up, for a sentence.</summary>
    public string TargetWords => Targets.IsEmpty ? "the cluster's resources"
        : string.Join(", ", Targets.Select(target => $"{target.Kind} {(target.Namespace is { Length: > 0 } ns && ns != Row.Namespace ? $"{ns}/" : "")}{target.Name}"));

    /// <summary>The session of that name; <c>null</c> when there is none.</summary>
    public SessionTemplate? FindSession(string name) => Sessions.FirstOrDefault(session => session.Name == name);

    /// <summary>The backend a repository of a session is written to; one that names none means the first. <c>null</c> when the name is unknown.</summary>
    public BackendReference? FindBackend(SessionRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return Backends.FirstOrDefault(backend => repository.Backend.Length == 0 || backend.Name == repository.Backend);
    }
}
