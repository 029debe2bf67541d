using System.Buffers;
using System.Text.Json;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Api;

internal sealed record TestRow(ObjectKey Key, string Uid, string ResourceVersion, int Size) : IRow;

/// <summary>Reads name, version and <c>spec.size</c>; an object whose size is no number is malformed.</summary>
internal sealed class TestRowReader : IRowReader<TestRow>
{
    public static readonly ResourceKind Widgets = new("example.com", "v1", "widgets", "Widget", Namespaced: true);

    public ResourceKind Kind => Widgets;

    public TestRow Read(in ReadOnlySequence<byte> json)
    {
        Utf8JsonReader reader = new(json);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement metadata = document.RootElement.GetProperty("metadata");
        JsonElement size = document.RootElement.GetProperty("spec").GetProperty("size");
        return size.ValueKind == JsonValueKind.Number
            ? new TestRow(new ObjectKey(metadata.GetProperty("namespace").GetString()!, metadata.GetProperty("name").GetString()!), "uid", metadata.GetProperty("resourceVersion").GetString()!, size.GetInt32())
            : throw new JsonException("spec.size is not a number.");
    }

    public static string Widget(string name, string size = "1", string version = "5") =>
        $$$"""{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"managedFields":[{"fieldsV1":{"f:spec":{} } }],"name":"{{{name}}}","namespace":"demo","resourceVersion":"{{{version}}}"},"spec":{"size":{{{size}}},"note":"a \"quoted\" ünïcode text\n"}}""";
}

/// <summary>Gives its bytes in pieces of a chosen size, as a network does.</summary>
internal sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer.Length > chunk ? buffer[..chunk] : buffer, cancellationToken);
}
