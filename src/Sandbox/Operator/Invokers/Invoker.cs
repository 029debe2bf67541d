using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Invokers;

/// <summary>A BackupConfiguration or a BackupBatch, read so that the rest need not tell them apart.</summary>
internal sealed class Invoker
{
    private Invoker(ResourceKind kind, JsonObject source)
    {
        Kind = kind;
        Source = source;
        bool isBatch = kind == KubeStashKinds.BackupBatch;
        Targets = isBatch
            ? [.. source.Objects("spec", "targets").Select(target => new InvokerTarget(target.TextOrEmpty("name"), target.At("appRef") as JsonObject))]
            : [new InvokerTarget("", source.At("spec", "target") as JsonObject)];
        Sessions = [.. source.Objects("spec", "sessions").Select(session => new InvokerSession(session, isBatch
            ? [.. session.Objects("targets").Select(part => new SessionPart(part, Targets.FirstOrDefault(target => target.Name == part.TextOrEmpty("name"))))]
            : [new SessionPart(session, Targets[0])]))];
    }

    /// <summary>BackupConfiguration or BackupBatch.</summary>
    public ResourceKind Kind { get; }

    /// <summary>The object.</summary>
    public JsonObject Source { get; }

    public string Name => Source.Name();

    public string Namespace => Source.Namespace();

    public bool IsPaused => Source.IsTrue("spec", "paused");

    public string Phase => Source.TextOrEmpty("status", "phase");

    /// <summary>What is backed up; a configuration has exactly one, which may lack a reference.</summary>
    public IReadOnlyList<InvokerTarget> Targets { get; }

    public IReadOnlyList<InvokerSession> Sessions { get; }

    public IEnumerable<JsonObject> Backends => Source.Objects("spec", "backends");

    /// <summary>Reads an object of either kind.</summary>
    public static Invoker Read(ResourceKind kind, JsonObject source) => new(kind, source);

    /// <summary>The invoker a session names; null when it is missing.</summary>
    public static Invoker? Find(OperatorContext context, JsonNode? reference, string ns)
    {
        ResourceKind kind = reference.Text("kind") == KubeStashKinds.BackupBatch.Kind ? KubeStashKinds.BackupBatch : KubeStashKinds.BackupConfiguration;
        return context.Get(kind, ns, reference.TextOrEmpty("name")) is { } source ? new Invoker(kind, source) : null;
    }

    /// <summary>The session of a name; null when there is none.</summary>
    public InvokerSession? Session(string name) => Sessions.FirstOrDefault(session => session.Name == name);

    /// <summary>The backend a repository goes to: the named one, else the only one.</summary>
    public JsonObject? BackendOf(JsonObject repository) => repository.TextOrEmpty("backend") is { Length: > 0 } name
        ? Backends.FirstOrDefault(backend => backend.Text("name") == name)
        : Backends.FirstOrDefault();

    /// <summary>A reference to the invoker for its sessions.</summary>
    public JsonObject Reference() => new() { ["apiGroup"] = Kind.Group, ["kind"] = Kind.Kind, ["name"] = Name };

    /// <summary>Whether a session object is a run of this invoker.</summary>
    public bool Invoked(JsonObject session) =>
        session.Text("spec", "invoker", "name") == Name && (session.Text("spec", "invoker", "kind") ?? KubeStashKinds.BackupConfiguration.Kind) == Kind.Kind;
}

/// <summary>Something backed up.</summary>
/// <param name="Name">Its name within a batch; empty in a configuration.</param>
/// <param name="Reference">What it is; null for backups of the whole cluster.</param>
internal sealed record InvokerTarget(string Name, JsonObject? Reference);

/// <summary>A session of an invoker.</summary>
/// <param name="Source">Its entry in the spec.</param>
/// <param name="Parts">How each target is backed up.</param>
internal sealed record InvokerSession(JsonObject Source, IReadOnlyList<SessionPart> Parts)
{
    public string Name => Source.TextOrEmpty("name");

    public JsonObject? Scheduler => Source.At("scheduler") as JsonObject;

    /// <summary>How many finished runs stay.</summary>
    public int HistoryLimit => (int)(Source.Number("sessionHistoryLimit") ?? 1);

    /// <summary>How often a failed run is tried again; none without <c>retryConfig</c>.</summary>
    public int MaxRetry => Source.At("retryConfig") is null ? 0 : (int)(Source.Number("retryConfig", "maxRetry") ?? 1);

    /// <summary>How long to wait before a retry.</summary>
    public TimeSpan RetryDelay => GoDuration.TryParse(Source.Text("retryConfig", "delay"), out GoDuration delay) ? delay.ToTimeSpan() : TimeSpan.Zero;

    public string? BackupTimeout => Source.Text("backupTimeout");

    /// <summary>All repositories of all parts.</summary>
    public IEnumerable<(SessionPart Part, JsonObject Repository)> Repositories => Parts.SelectMany(part => part.Repositories.Select(repository => (part, repository)));
}

/// <summary>How a session backs one target up.</summary>
/// <param name="Source">The entry with <c>addon</c> and <c>repositories</c>.</param>
/// <param name="Target">What is backed up; null when a batch names a target it does not have.</param>
internal sealed record SessionPart(JsonObject Source, InvokerTarget? Target)
{
    public string AddonName => Source.TextOrEmpty("addon", "name");

    public JsonNode? Addon => Source.At("addon");

    public IEnumerable<JsonObject> Tasks => Source.Objects("addon", "tasks");

    public IEnumerable<JsonObject> Repositories => Source.Objects("repositories");
}
