namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Reads small files whole, with a limit, and tells in words why one cannot be read.</summary>
internal static class BoundedFile
{
    public const int MaxKubeconfig = 4 * 1024 * 1024;
    public const int MaxPem = 1024 * 1024;
    public const int MaxToken = 64 * 1024;

    /// <exception cref="EntryException">It cannot be read; the words name <paramref name="field"/>.</exception>
    public static byte[] Read(string path, int maxBytes, string field, int? line)
    {
        try
        {
            using FileStream stream = Open(path, useAsync: false);
            byte[] buffer = new byte[BufferSize(stream, maxBytes)];
            int length = 0;
            while (true)
            {
                int read = stream.Read(buffer, length, buffer.Length - length);
                length += read;
                if (read == 0)
                {
                    return buffer[..length];
                }

                buffer = Grow(buffer, length, maxBytes, field, line);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Explain(path, field, line, exception);
        }
    }

    /// <exception cref="EntryException">It cannot be read; the words name <paramref name="field"/>.</exception>
    public static async ValueTask<byte[]> ReadAsync(string path, int maxBytes, string field, int? line, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream stream = Open(path, useAsync: true);
            byte[] buffer = new byte[BufferSize(stream, maxBytes)];
            int length = 0;
            while (true)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                length += read;
                if (read == 0)
                {
                    return buffer[..length];
                }

                buffer = Grow(buffer, length, maxBytes, field, line);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Explain(path, field, line, exception);
        }
    }

    private static FileStream Open(string path, bool useAsync) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        // Whoever rotates the file must not be hindered.
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = useAsync ? FileOptions.Asynchronous : FileOptions.None,
    });

    // One byte more than the file has, so that its end is seen without growing. A pipe tells no length.
    private static int BufferSize(FileStream stream, int maxBytes) =>
        (int)Math.Min(maxBytes, stream.CanSeek && stream.Length > 0 ? stream.Length : 4096) + 1;

    private static byte[] Grow(byte[] buffer, int length, int maxBytes, string field, int? line)
    {
        if (length > maxBytes)
        {
            throw new EntryException(line, $"{field} is larger than {maxBytes / 1024} KiB", "Check that it is the right file.");
        }

        if (length < buffer.Length)
        {
            return buffer;
        }

        byte[] larger = new byte[Math.Min((buffer.Length * 2) + 1, maxBytes + 1)];
        buffer.CopyTo(larger, 0);
        return larger;
    }

    private static EntryException Explain(string path, string field, int? line, Exception exception)
    {
        if (LooksLikeData(path))
        {
            return new EntryException(
                line,
                $"{field} is a path, but what stands there looks like the content itself",
                field == "tokenFile" ? "Put it into the field token, or into a file." : $"Put base64 of PEM into {field}-data, or PEM into a file.");
        }

        // The line of its own says which field; a file as a whole is named by the message around.
        string named = line is null ? field : $"{field} {EntryLocation.Quote(path)}";
        if (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            string tilde = path.Contains("/~", StringComparison.Ordinal) || path.StartsWith('~') ? " A tilde is not expanded: write the whole path." : "";
            return new EntryException(line, $"{named} does not exist", $"Create the file or correct the path.{tilde}");
        }

        if (Directory.Exists(path))
        {
            return new EntryException(line, $"{named} is a directory", "Name a file in it.");
        }

        return exception is UnauthorizedAccessException
            ? new EntryException(line, $"{named} may not be read by this process", "Give the user it runs as permission to read it.")
            : new EntryException(line, $"{named} cannot be read ({exception.GetType().Name})", "Check the path and the disk.");
    }

    // A key or a token pasted into a field for paths must not reach a message.
    private static bool LooksLikeData(string path)
    {
        string value = Path.GetFileName(path);
        return path.Length > 1024
            || path.Contains("-----BEGIN", StringComparison.Ordinal)
            || path.Contains("LS0tLS1", StringComparison.Ordinal)
            || value.StartsWith("eyJ", StringComparison.Ordinal)
            || path.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0;
    }
}
