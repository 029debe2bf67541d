using System.Text.Json.Serialization;

namespace BackupConsole.KubeStash.Addons;

/// <summary>Generated readers of the wire types. Unknown fields may be nested deeper than the serializer's usual 64 levels.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 512)]
[JsonSerializable(typeof(AddonWire))]
[JsonSerializable(typeof(FunctionWire))]
[JsonSerializable(typeof(AppBindingWire))]
internal sealed partial class AddonsJson : JsonSerializerContext;
