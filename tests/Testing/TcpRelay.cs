using System.Net;
using System.Net.Sockets;

namespace BackupConsole.Testing;

/// <summary>
/// Passes TCP connections on, until it is told to swallow them: then data is dropped in both directions without an end, and new
/// connections are taken and never answered. What was swallowed once stays dead; later connections are unharmed.
/// </summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly HashSet<Connection> connections = [];
    private readonly int target;
    private readonly Task accepting;
    private bool refusing;

    public TcpRelay(int target)
    {
        this.target = target;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Whether new connections are swallowed.</summary>
    public bool Swallowing { get; set; }

    /// <summary>Swallows what is open and what comes, until <see cref="Swallowing"/> is false again.</summary>
    public void Swallow()
    {
        Swallowing = true;
        ForEach(connection => connection.Dead = true);
    }

    /// <summary>Whether new connections are reset at once, as where no server listens.</summary>
    public void Refuse(bool refuse)
    {
        refusing = refuse;
        if (refuse)
        {
            Reset();
        }
    }

    /// <summary>Resets every open connection.</summary>
    public void Reset() => ForEach(connection => connection.Close());

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        Reset();
        stop.Dispose();
    }

    private void ForEach(Action<Connection> action)
    {
        Connection[] open;
        lock (gate)
        {
            open = [.. connections];
        }

        foreach (Connection connection in open)
        {
            action(connection);
        }
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stop.Token);
                if (refusing)
                {
                    client.Client.Close(0);
                    continue;
                }

                Connection connection = new(client) { Dead = Swallowing };
                lock (gate)
                {
                    connections.Add(connection);
                }

                _ = ServeAsync(connection);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return; // Stopped while waiting for a connection.
            }
        }
    }

    private async Task ServeAsync(Connection connection)
    {
        try
        {
            await connection.Server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
            await Task.WhenAny(
                PassAsync(connection, connection.Client, connection.Server),
                PassAsync(connection, connection.Server, connection.Client));
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side broke off, or the test ended: the other side is closed below.
        }
        finally
        {
            connection.Close();
            lock (gate)
            {
                connections.Remove(connection);
            }
        }
    }

    private async Task PassAsync(Connection connection, TcpClient from, TcpClient to)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            NetworkStream source = from.GetStream();
            NetworkStream target = to.GetStream();
            while (true)
            {
                int read = await source.ReadAsync(buffer, stop.Token);
                if (connection.Dead)
                {
                    if (read == 0)
                    {
                        // Even an end is swallowed: only the client's own giving up closes a dead connection.
                        await Task.Delay(from == connection.Client ? 0 : Timeout.Infinite, stop.Token);
                        return;
                    }

                    continue;
                }

                if (read == 0)
                {
                    return;
                }

                await target.WriteAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Broken off: the caller closes both sides.
        }
    }

    private sealed class Connection(TcpClient client)
    {
        public TcpClient Client { get; } = client;

        public TcpClient Server { get; } = new() { NoDelay = true };

        public bool Dead { get; set; }

        /// <summary>Resets both sides.</summary>
        public void Close()
        {
            Client.Client?.Close(0);
            Server.Client?.Close(0);
        }
    }
}
