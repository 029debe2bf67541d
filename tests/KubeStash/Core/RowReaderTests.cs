using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Storage;
using BackupConsole.KubeStash.Tests.Samples;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Core;

/// <summary>What holds for the readers of all kinds, shown on a few.</summary>
public sealed class RowReaderTests
{
    public static TheoryData<string> SampleNames { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Samples"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Every_sample_is_read(string name)
    {
        ResourceRow row = ReaderOf(name).Read(Sample.Json(name));

        Assert.Equal("demo", row.Key.Namespace);
        Assert.NotEmpty(row.Uid);
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Null_for_any_field_reads_as_absent(string name)
    {
        int fields = CountFields(Sample.Node(name));
        for (int index = 0; index < fields; index++)
        {
            JsonNode node = Sample.Node(name);
            int left = index;
            string path = SetNull(node, ref left)!;
            if (path is not ("$.metadata" or "$.metadata.name"))
            {
                Assert.NotNull(ReaderOf(name).Read(node.ToJsonString()));
            }
        }

        Assert.True(fields > 20, $"only {fields} fields");
    }

    [Fact]
    public void An_object_split_over_many_buffers_reads_the_same()
    {
        byte[] json = Sample.Json("backupsession-failed-retention");
        BackupSessionRow whole = BackupSessionRow.Reader.Read(json);

        BackupSessionRow split = BackupSessionRow.Reader.Read(Split(json, 7));

        Assert.Equal(whole.Key, split.Key);
        Assert.Equal(whole.FailureReason, split.FailureReason);
        Assert.Equal(whole.Labels, split.Labels);
    }

    [Fact]
    public void Unknown_fields_are_skipped_however_deep_and_duplicates_taken_last()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"f:a\":", 200)) + "{}" + new string('}', 200);
        BackupSessionRow row = BackupSessionRow.Reader.Read(
            $$$"""
            {"kind":"BackupSession","metadata":{"managedFields":[{{{deep}}}],"name":"first","name":"last",
             "labels":{"a":"1","a":"2","b":null}},"more":[1,"two",{"three":null}]}
            """);

        Assert.Equal("last", row.Name);
        Assert.Equal("a=2,b=", row.Labels.ToString());
    }

    [Fact]
    public void Bytes_that_are_not_utf8_in_skipped_fields_do_no_harm()
    {
        byte[] json = [.. "{\"metadata\":{\"name\":\"a\",\"annotations\":{\"x\":\""u8, 0xff, 0xfe, .. "\"}}}"u8];

        Assert.Equal("a", BackupSessionRow.Reader.Read(json).Name);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"a"},"spec":{"retryLeft":"many"}}""", "$.spec.retryLeft")]
    [InlineData("""{"metadata":{"name":"a"},"status":{"phase":{}}}""", "$.status.phase")]
    [InlineData("""{"metadata":{"name":"a"},"status":{"snapshots":{}}}""", "$.status.snapshots")]
    [InlineData("""{"metadata":{"name":"a"},"status":{"conditions":[{"type":1}]}}""", "$.status.conditions[0].type")]
    [InlineData("""{"metadata":{"name":"a","creationTimestamp":"yesterday"}}""", "$.metadata.creationTimestamp")]
    [InlineData("""{"metadata":{"name":"a","labels":[]}}""", "$.metadata.labels")]
    [InlineData("""{"metadata":{"name":"a","labels":{"x":1}}}""", "$.metadata.labels")]
    [InlineData("""{"metadata":{"name":"a","ownerReferences":[3]}}""", "$.metadata.ownerReferences")]
    [InlineData("""{"metadata":{"name":"a","ownerReferences":[{"controller":"yes"}]}}""", "$.metadata.ownerReferences")]
    [InlineData("""{"metadata":{}}""", "$.metadata.name")]
    [InlineData("""{"spec":{}}""", "$.metadata")]
    [InlineData("null", "$")]
    public void A_wrong_shape_is_refused_with_its_path(string json, string path)
    {
        JsonException problem = Assert.Throws<JsonException>(() => BackupSessionRow.Reader.Read(json));

        Assert.Equal(path, problem.Path);
        Assert.StartsWith($"The BackupSession cannot be read at {path}: ", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BackupConsole", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"metadata":{"name":"a"}} {}""")]
    [InlineData("""{"metadata":{"name":"a"}""")]
    public void Text_that_is_not_one_object_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => BackupSessionRow.Reader.Read(json));

    [Fact]
    public void Repeated_strings_are_shared_between_rows()
    {
        BackupSessionRow one = BackupSessionRow.Reader.ReadSample("backupsession-succeeded");
        BackupSessionRow other = BackupSessionRow.Reader.ReadSample("backupsession-running");

        Assert.Same(one.Namespace, other.Namespace);
        Assert.Same(one.InvokerName, other.InvokerName);
        Assert.Same(one.Session, other.Session);
        Assert.Same(one.ControllerOwner!.Uid, other.ControllerOwner!.Uid);
    }

    private static IRowReader<ResourceRow> ReaderOf(string sample) => sample.Split('-')[0] switch
    {
        "backupsession" => BackupSessionRow.Reader,
        "backupconfiguration" => BackupConfigurationRow.Reader,
        "snapshot" => SnapshotRow.Reader,
        "repository" => RepositoryRow.Reader,
        "backupstorage" => BackupStorageRow.Reader,
        string kind => throw new InvalidOperationException($"No reader for {kind}."),
    };

    private static int CountFields(JsonNode? node) => node switch
    {
        JsonObject map => map.Sum(field => 1 + CountFields(field.Value)),
        JsonArray list => list.Sum(item => 1 + CountFields(item)),
        _ => 0,
    };

    // Sets the field or item with this index, counted depth first, to null.
    private static string? SetNull(JsonNode? node, ref int left)
    {
        foreach ((object key, JsonNode? child) in Children(node))
        {
            if (left-- == 0)
            {
                string path = child!.GetPath();
                if (key is string name)
                {
                    node![name] = null;
                }
                else
                {
                    node![(int)key] = null;
                }

                return path;
            }

            if (SetNull(child, ref left) is string found)
            {
                return found;
            }
        }

        return null;
    }

    private static List<(object Key, JsonNode? Child)> Children(JsonNode? node) => node switch
    {
        JsonObject map => [.. map.Select(field => ((object)field.Key, field.Value))],
        JsonArray list => [.. list.Select((item, index) => ((object)index, item))],
        _ => [],
    };

    private static ReadOnlySequence<byte> Split(byte[] bytes, int size)
    {
        Segment first = new(bytes.AsMemory(0, size), 0);
        Segment last = first;
        for (int start = size; start < bytes.Length; start += size)
        {
            last = last.Append(bytes.AsMemory(start, Math.Min(size, bytes.Length - start)));
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            Segment next = new(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
