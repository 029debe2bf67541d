using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Testing;

/// <summary>One watch on its way through a <see cref="FaultProxy"/>, line by line.</summary>
internal sealed class ProxiedStream(FaultProxy proxy, HttpContext context) : IDisposable
{
    private const int RepeatLimit = 10_000;
    private readonly CancellationTokenSource order = new();
    private readonly Lock gate = new();
    private readonly List<byte[]> sent = [];
    private TaskCompletionSource released = Completed();
    private bool repeating;
    private Ending ending;

    private enum Ending
    {
        None,
        Clean,
        Cut,
        Stall,
        Expired,
    }

    public void Cut() => Give(Ending.Cut);

    public void End() => Give(Ending.Clean);

    public void Stall() => Give(Ending.Stall);

    public void Expire() => Give(Ending.Expired);

    /// <summary>After its next event, all events sent so far come once more.</summary>
    public void Repeat() => repeating = true;

    public void Hold()
    {
        lock (gate)
        {
            released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Release()
    {
        lock (gate)
        {
            released.TrySetResult();
        }
    }

    /// <summary>Passes lines on until the upstream ends, the client goes, or an order comes.</summary>
    public async Task RunAsync(Stream upstream)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(order.Token, context.RequestAborted);
        try
        {
            await context.Response.StartAsync(either.Token);
            await context.Response.Body.FlushAsync(either.Token);
            PipeReader reader = PipeReader.Create(upstream);
            while (true)
            {
                ReadResult read = await reader.ReadAsync(either.Token);
                ReadOnlySequence<byte> buffer = read.Buffer;
                while (buffer.PositionOf((byte)'\n') is SequencePosition end)
                {
                    SequencePosition next = buffer.GetPosition(1, end);
                    await PassAsync(buffer.Slice(0, next).ToArray(), either.Token);
                    buffer = buffer.Slice(next);
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                await context.Response.Body.FlushAsync(either.Token);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (order.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            await EndAsync();
        }
    }

    public void Dispose() => order.Dispose();

    private async Task PassAsync(byte[] line, CancellationToken cancellationToken)
    {
        Task wait;
        lock (gate)
        {
            wait = released.Task;
        }

        await wait.WaitAsync(cancellationToken);
        bool bookmark = line.AsSpan(0, Math.Min(line.Length, 24)).IndexOf("BOOKMARK"u8) >= 0;
        if (bookmark)
        {
            await WriteAsync(line, cancellationToken);
            return;
        }

        byte[][] earlier = repeating ? [.. sent] : [];
        repeating = false;
        if (sent.Count < RepeatLimit)
        {
            sent.Add(line);
        }

        for (int copies = proxy.DuplicateEvents ? 2 : 1; copies > 0; copies--)
        {
            await WriteAsync(line, cancellationToken);
        }

        foreach (byte[] late in earlier)
        {
            await WriteAsync(late, cancellationToken);
        }
    }

    private async Task WriteAsync(byte[] line, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(line, cancellationToken);
        proxy.CountWatchBytes(line.Length);
    }

    private async Task EndAsync()
    {
        switch (ending)
        {
            case Ending.Expired:
                await WriteAsync("""{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 1 (2)","reason":"Expired","code":410}}""" + "\n");
                break;
            case Ending.Cut:
                await WriteAsync("""{"type":"MODIFIED","object":{"apiVersion":"core.kubestash.com/v1alpha1","kind":"BackupSes""");
                context.Abort();
                break;
            case Ending.Stall:
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
        }
    }

    private async Task WriteAsync(string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private void Give(Ending how)
    {
        lock (gate)
        {
            if (ending != Ending.None)
            {
                return;
            }

            ending = how;
        }

        try
        {
            order.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself, which leaves nothing to break.
        }
    }

    private static TaskCompletionSource Completed()
    {
        TaskCompletionSource done = new();
        done.SetResult();
        return done;
    }
}
