using System.Text.Json.Serialization;

namespace BackupConsole.Kubernetes.Workloads;

/// <summary>Generated readers of the wire types. Unknown fields may be nested deeper than the serializer's usual 64 levels.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 512)]
[JsonSerializable(typeof(CronJobWire))]
[JsonSerializable(typeof(JobWire))]
[JsonSerializable(typeof(PodWire))]
[JsonSerializable(typeof(SecretWire))]
internal sealed partial class WorkloadsJson : JsonSerializerContext;
