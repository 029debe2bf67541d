using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Reads the lines of a log, each cut at a limit, so that a container that never writes a newline costs no more.</summary>
internal static class LineReader
{
    public static async IAsyncEnumerable<string> ReadAsync(Stream body, int maxLineBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PipeReader pipe = PipeReader.Create(body);
        try
        {
            bool cutting = false;
            while (true)
            {
                System.IO.Pipelines.ReadResult read = await pipe.ReadAsync(cancellationToken);
                ReadOnlySequence<byte> rest = read.Buffer;
                List<string> lines = [];
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    if (!cutting)
                    {
                        lines.Add(Text(rest.Slice(0, end), maxLineBytes));
                    }

                    cutting = false;
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (rest.Length >= maxLineBytes || (read.IsCompleted && !rest.IsEmpty))
                {
                    if (!cutting)
                    {
                        lines.Add(Text(rest, maxLineBytes));
                    }

                    cutting = true;
                    rest = rest.Slice(rest.End);
                }

                pipe.AdvanceTo(rest.Start, read.Buffer.End);
                foreach (string line in lines)
                {
                    yield return line;
                }

                if (read.IsCompleted)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static string Text(in ReadOnlySequence<byte> line, int maxBytes)
    {
        string text = Encoding.UTF8.GetString(line.Length > maxBytes ? line.Slice(0, maxBytes) : line);
        return text.EndsWith('\r') ? text[..^1] : text;
    }
}
