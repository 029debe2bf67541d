using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>Objects as UTF-8 and back.</summary>
internal static class JsonBytes
{
    /// <summary>How deep an object may be; bodies are refused long before.</summary>
    private const int MaxDepth = 512;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = MaxDepth };
    private static readonly JsonWriterOptions Indented = Compact with { Indented = true };

    /// <summary>The tree as UTF-8.</summary>
    public static byte[] Write(JsonNode value, bool indented = false)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        Write(buffer, value, indented);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Appends the tree as UTF-8.</summary>
    public static void Write(IBufferWriter<byte> target, JsonNode value, bool indented = false)
    {
        using Utf8JsonWriter writer = new(target, indented ? Indented : Compact);
        value.WriteTo(writer);
    }

    /// <summary>Reads what <see cref="Write(JsonNode, bool)"/> wrote. Nodes are made as they are looked at, so this costs little; the bytes stay in use.</summary>
    public static JsonObject Read(ReadOnlyMemory<byte> utf8) =>
        JsonObject.Create(JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth }).RootElement)!;
}
