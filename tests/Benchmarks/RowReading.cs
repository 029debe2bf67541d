using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Core;
using BenchmarkDotNet.Attributes;

namespace BackupConsole.Benchmarks;

/// <summary>One object of a watch: into its row, and, for comparison, into a tree.</summary>
[MemoryDiagnoser]
public class RowReading
{
    private ReadOnlySequence<byte> json;
    private byte[] bytes = [];

    [GlobalSetup]
    public void Setup()
    {
        JsonObject session = SampleSession.Create(7, "bench");
        session["status"] = SampleSession.Status(7, session);
        session["metadata"]!["uid"] = "f2bad4d8-b280-4d88-891c-62db1757ad33";
        session["metadata"]!["resourceVersion"] = "42197";
        session["metadata"]!["creationTimestamp"] = "2026-04-09T09:30:00Z";
        bytes = JsonSerializer.SerializeToUtf8Bytes(session);
        json = new ReadOnlySequence<byte>(bytes);
    }

    [Benchmark(Baseline = true)]
    public BackupSessionRow Row() => BackupSessionRow.Reader.Read(json);

    [Benchmark]
    public JsonNode? Tree() => JsonNode.Parse(bytes);
}
