using System.Text.Json.Serialization;

namespace BackupConsole.KubeStash.Core;

/// <summary>Generated readers of the wire types. Unknown fields may be nested deeper than the serializer's usual 64 levels.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 512)]
[JsonSerializable(typeof(BackupSessionWire))]
[JsonSerializable(typeof(BackupConfigurationWire))]
[JsonSerializable(typeof(RestoreSessionWire))]
[JsonSerializable(typeof(BackupVerificationSessionWire))]
[JsonSerializable(typeof(BackupVerifierWire))]
[JsonSerializable(typeof(BackupBatchWire))]
[JsonSerializable(typeof(BackupBlueprintWire))]
[JsonSerializable(typeof(HookTemplateWire))]
[JsonSerializable(typeof(KindWire))]
internal sealed partial class CoreJson : JsonSerializerContext;
