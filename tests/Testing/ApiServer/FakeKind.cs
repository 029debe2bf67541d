using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Testing.ApiServer;

/// <summary>A kind the fake server serves.</summary>
/// <param name="Kind">Its names.</param>
public sealed record FakeKind(ResourceKind Kind)
{
    /// <summary>OpenAPI schema to validate and prune by; <c>null</c> keeps everything.</summary>
    public JsonObject? Schema { get; init; }

    /// <summary>Table columns after Name: heading and path.</summary>
    public ImmutableArray<(string Name, string Path)> Columns { get; init; } = [];

    /// <summary>Whether <c>status</c> is written through its subresource only.</summary>
    public bool HasStatus { get; init; }

    public ImmutableArray<string> ShortNames { get; init; } = [];

    internal bool IsCustom => Kind.Group.EndsWith("kubestash.com", StringComparison.Ordinal);
}

/// <summary>The kinds a fake server starts with.</summary>
public static class FakeKinds
{
    public static FakeKind Namespaces { get; } = new(new ResourceKind("", "v1", "namespaces", "Namespace", false)) { ShortNames = ["ns"], Columns = [("Status", "status.phase")] };

    public static FakeKind ConfigMaps { get; } = new(new ResourceKind("", "v1", "configmaps", "ConfigMap", true)) { ShortNames = ["cm"] };

    public static FakeKind Pods { get; } = new(new ResourceKind("", "v1", "pods", "Pod", true)) { HasStatus = true, ShortNames = ["po"], Columns = [("Status", "status.phase")] };

    public static FakeKind BackupSessions { get; } = Custom("core.kubestash.com", "backupsessions", "BackupSession") with
    {
        Schema = Parse(BackupSessionSchema),
        Columns = [("Invoker-Type", "spec.invoker.kind"), ("Invoker-Name", "spec.invoker.name"), ("Phase", "status.phase"), ("Duration", "status.duration"), ("Age", "metadata.creationTimestamp")],
    };

    public static FakeKind BackupConfigurations { get; } = Custom("core.kubestash.com", "backupconfigurations", "BackupConfiguration", "bc");

    public static FakeKind Snapshots { get; } = Custom("storage.kubestash.com", "snapshots", "Snapshot");

    public static FakeKind BackupStorages { get; } = Custom("storage.kubestash.com", "backupstorages", "BackupStorage");

    public static FakeKind Repositories { get; } = Custom("storage.kubestash.com", "repositories", "Repository", "repo");

    public static ImmutableArray<FakeKind> All { get; } =
        [Namespaces, ConfigMaps, Pods, BackupSessions, BackupConfigurations, Snapshots, BackupStorages, Repositories];

    // Only what tests look at; the real schemas are the CRDs' own.
    private const string BackupSessionSchema = """
        {"type":"object","properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},"metadata":{"type":"object"},
        "spec":{"type":"object","properties":{"backupTimeout":{"type":"string"},"retryLeft":{"type":"integer"},"session":{"type":"string"},
          "invoker":{"type":"object","required":["kind","name"],"properties":{"apiGroup":{"type":"string"},"kind":{"type":"string"},"name":{"type":"string"}}}}},
        "status":{"type":"object","properties":{"backupDeadline":{"type":"string"},"duration":{"type":"string"},"nextRetry":{"type":"string"},"retried":{"type":"boolean"},"totalSnapshots":{"type":"integer"},
          "hooks":{"type":"object"},"retentionPolicy":{"type":"array"},"snapshots":{"type":"array"},
          "phase":{"type":"string","enum":["Pending","Running","Succeeded","Failed","Skipped"]},
          "conditions":{"type":"array","items":{"type":"object","required":["lastTransitionTime","status","type"],"properties":{"lastTransitionTime":{"type":"string"},"message":{"type":"string"},
            "observedGeneration":{"type":"integer"},"reason":{"type":"string"},"severity":{"type":"string"},"status":{"type":"string"},"type":{"type":"string"}}}}}}}}
        """;

    private static FakeKind Custom(string group, string plural, string kind, params string[] shortNames) =>
        new(new ResourceKind(group, "v1alpha1", plural, kind, true)) { HasStatus = true, ShortNames = [.. shortNames], Columns = [("Phase", "status.phase"), ("Age", "metadata.creationTimestamp")] };

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
