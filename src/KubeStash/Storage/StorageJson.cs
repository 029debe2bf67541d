using System.Text.Json.Serialization;

namespace BackupConsole.KubeStash.Storage;

/// <summary>Generated readers of the wire types. Unknown fields may be nested deeper than the serializer's usual 64 levels.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 512)]
[JsonSerializable(typeof(BackupStorageWire))]
[JsonSerializable(typeof(RepositoryWire))]
[JsonSerializable(typeof(RetentionPolicyWire))]
[JsonSerializable(typeof(SnapshotWire))]
internal sealed partial class StorageJson : JsonSerializerContext;
