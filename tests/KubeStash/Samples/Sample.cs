using System.Buffers;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Samples;

/// <summary>Reads the sample objects beside this file.</summary>
internal static class Sample
{
    public static byte[] Json(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", $"{name}.json"));

    public static JsonNode Node(string name) => JsonNode.Parse(Json(name))!;

    public static T Read<T>(this IRowReader<T> reader, byte[] json)
        where T : class, IRow => reader.Read(new ReadOnlySequence<byte>(json));

    public static T Read<T>(this IRowReader<T> reader, string json)
        where T : class, IRow => reader.Read(System.Text.Encoding.UTF8.GetBytes(json));

    public static T ReadSample<T>(this IRowReader<T> reader, string name)
        where T : class, IRow => reader.Read(Json(name));
}
