using System.Buffers;
using System.Globalization;
using System.Text.Json;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Files;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>
/// Keeps a store in a folder: a snapshot, and a log of the changes since, one line each. A change is handed to the operating system before
/// its write is answered, so a killed process loses nothing; a line that was cut off by a crash of the machine is dropped at the next start.
/// Log and snapshot of one number belong together; a new number begins when the log has grown, and the old files go when its snapshot is whole.
/// </summary>
internal sealed class StateLog : IStateLog, IDisposable
{
    /// <summary>A log longer than this is replaced by a snapshot.</summary>
    public const long DefaultLimit = 64 * 1024 * 1024;

    private const string SnapshotSuffix = ".snapshot";
    private const string LogSuffix = ".log";
    private readonly string directory;
    private readonly long limit;
    private readonly ArrayBufferWriter<byte> line = new(8192);
    private FileStream log;
    private int number;

    private StateLog(string directory, int number, long limit)
    {
        this.directory = directory;
        this.number = number;
        this.limit = limit;
        log = PrivateFiles.Open(PathOf(number, LogSuffix), FileMode.Append);
    }

    /// <summary>Whether the log has grown so much that <see cref="Compact"/> should be called.</summary>
    public bool IsLong => log.Length > limit;

    /// <summary>Opens a folder and reads what it keeps.</summary>
    public static (StateLog Log, IReadOnlyList<(string Kind, ObjectKey Key, StoredObject? Value)> Kept, long Version) Open(string directory, TimeProvider time, long limit = DefaultLimit)
    {
        PrivateFiles.EnsureDirectory(directory);
        int newest = Numbers(directory, SnapshotSuffix).DefaultIfEmpty(0).Max();
        List<(string Kind, ObjectKey Key, StoredObject? Value)> kept = [];
        long version = 0;
        DateTimeOffset now = time.GetUtcNow();
        if (newest > 0)
        {
            version = Read(Path.Combine(directory, Name(newest, SnapshotSuffix)), now, kept);
        }

        int last = newest;
        foreach (int number in Numbers(directory, LogSuffix).Where(number => number >= newest).Order())
        {
            version = Math.Max(version, Read(Path.Combine(directory, Name(number, LogSuffix)), now, kept));
            last = number;
        }

        return (new(directory, last, limit), kept, version);
    }

    /// <inheritdoc />
    public void Append(string kind, StoredChange change)
    {
        line.ResetWrittenCount();
        WriteLine(line, kind, change.Object, change.Version, change.Type == WatchEventType.Deleted);
        log.Write(line.WrittenSpan);
        log.Flush(flushToDisk: false);
    }

    /// <summary>Writes a snapshot of a store and begins a new log after it.</summary>
    public void Compact(ObjectStore store)
    {
        int next = number + 1;
        (IReadOnlyList<(string Kind, ObjectSet Objects)> state, long version) = store.Snapshot(() =>
        {
            FileStream old = log;
            log = PrivateFiles.Open(PathOf(next, LogSuffix), FileMode.Create);
            old.Dispose();
            number = next;
        });
        PrivateFiles.Write(PathOf(next, SnapshotSuffix), stream =>
        {
            ArrayBufferWriter<byte> buffer = new(8192);
            foreach ((string kind, ObjectSet objects) in state)
            {
                foreach (StoredObject value in objects.In(null))
                {
                    buffer.ResetWrittenCount();
                    WriteLine(buffer, kind, value, value.Version, false);
                    stream.Write(buffer.WrittenSpan);
                }
            }

            stream.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"v\":{version}}}\n")));
        });
        foreach (string suffix in new[] { SnapshotSuffix, LogSuffix })
        {
            foreach (int old in Numbers(directory, suffix).Where(old => old < next))
            {
                File.Delete(PathOf(old, suffix));
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => log.Dispose();

    private static void WriteLine(ArrayBufferWriter<byte> target, string kind, StoredObject value, long version, bool deleted)
    {
        using (Utf8JsonWriter writer = new(target))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", version);
            writer.WriteString("k", kind);
            writer.WriteString("s", value.Key.Namespace);
            writer.WriteString("n", value.Key.Name);
            if (!deleted)
            {
                writer.WritePropertyName("o");
                writer.WriteRawValue(value.Json, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        target.Write("\n"u8);
    }

    private static long Read(string path, DateTimeOffset now, List<(string Kind, ObjectKey Key, StoredObject? Value)> kept)
    {
        byte[] all = File.ReadAllBytes(path);
        int start = 0;
        long version = 0;
        while (start < all.Length)
        {
            int length = all.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0 || ReadLine(all.AsMemory(start, length), now, kept) is not { } read)
            {
                // Cut off by a crash: what follows was never answered.
                using FileStream file = new(path, FileMode.Open, FileAccess.Write);
                file.SetLength(start);
                break;
            }

            version = Math.Max(version, read);
            start += length + 1;
        }

        return version;
    }

    private static long? ReadLine(ReadOnlyMemory<byte> text, DateTimeOffset now, List<(string Kind, ObjectKey Key, StoredObject? Value)> kept)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512 });
            JsonElement entry = document.RootElement;
            long version = entry.GetProperty("v").GetInt64();
            if (entry.TryGetProperty("k", out JsonElement kind))
            {
                StoredObject? value = entry.TryGetProperty("o", out JsonElement found)
                    ? StoredObject.Read(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(found).ToArray(), version, now)
                    : null;
                kept.Add((kind.GetString()!, new(entry.GetProperty("s").GetString()!, entry.GetProperty("n").GetString()!), value));
            }

            return version;
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IEnumerable<int> Numbers(string directory, string suffix) => Directory.EnumerateFiles(directory, $"objects-*{suffix}")
        .Select(path => Path.GetFileNameWithoutExtension(path)["objects-".Length..])
        .Where(text => int.TryParse(text, CultureInfo.InvariantCulture, out _))
        .Select(text => int.Parse(text, CultureInfo.InvariantCulture));

    private string PathOf(int file, string suffix) => Path.Combine(directory, Name(file, suffix));

    private static string Name(int file, string suffix) => string.Create(CultureInfo.InvariantCulture, $"objects-{file:d6}{suffix}");
}
