using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>How a plugin's run ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed. May be secret.</param>
/// <param name="ErrorTail">The end of what it printed to its error output.</param>
internal readonly record struct PluginResult(int ExitCode, ReadOnlyMemory<byte> Output, string ErrorTail)
{
    // A record would print the output.
    public override string ToString() => $"exit code {ExitCode}";
}

/// <summary>Runs a program without a shell and without a terminal, within limits of time and output, and leaves no child behind.</summary>
internal sealed class PluginProcess(TimeProvider time)
{
    public const int MaxOutput = 1024 * 1024;
    public const int MaxErrorTail = 2048;

    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(5);

    /// <exception cref="EntryException">It took too long, or printed too much.</exception>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; the program was killed.</exception>
    public async Task<PluginResult> RunAsync(ProcessStartInfo start, TimeSpan limit, CancellationToken cancellationToken)
    {
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        using CancellationTokenSource timeout = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using Process process = Process.Start(start) ?? throw new Win32Exception();
        try
        {
            process.StandardInput.Close();
            Task<ReadOnlyMemory<byte>> output = ReadAllAsync(process.StandardOutput.BaseStream, either.Token);
            Task<string> errors = ReadTailAsync(process.StandardError.BaseStream, either.Token);
            ReadOnlyMemory<byte> printed = await output.WaitAsync(either.Token);
            either.Token.ThrowIfCancellationRequested();
            if (printed.Length > MaxOutput)
            {
                throw new EntryException(null, $"printed more than {MaxOutput / 1024} KiB", "Run the plugin by hand and see what it prints.");
            }

            await process.WaitForExitAsync(either.Token);

            // A helper it left running may hold the error output open: that is waited for only when there is something to explain.
            string tail = process.ExitCode == 0 ? "" : await errors.WaitAsync(either.Token);
            return new PluginResult(process.ExitCode, printed, tail);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EntryException(
                null, $"did not finish within {limit.TotalSeconds:0.#} s and was killed", "Run the plugin by hand; it may be waiting for input or for the network.");
        }
        finally
        {
            await KillAsync(process);
            process.StandardOutput.Dispose();
            process.StandardError.Dispose();
        }
    }

    private static async Task KillAsync(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None).WaitAsync(KillPatience);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException or TimeoutException)
        {
            // It ended by itself meanwhile, or the system holds on to it: the error on its way says more than this one.
            Debug.WriteLine(exception);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        int length = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0 && (length += read) <= MaxOutput)
            {
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 4, MaxOutput + 1));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // As below.
            Debug.WriteLine(exception);
        }

        return buffer.AsMemory(0, length);
    }

    private static async Task<string> ReadTailAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] tail = new byte[2 * MaxErrorTail];
        int length = 0;
        try
        {
            while (true)
            {
                int read = await stream.ReadAsync(tail.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    break;
                }

                length += read;
                if (length == tail.Length)
                {
                    tail.AsSpan(length - MaxErrorTail).CopyTo(tail);
                    length = MaxErrorTail;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The run was given up; what came until then is enough, and nobody may be waiting for it any more.
            Debug.WriteLine(exception);
        }

        int start = Math.Max(0, length - MaxErrorTail);
        return Encoding.UTF8.GetString(tail, start, length - start);
    }
}
