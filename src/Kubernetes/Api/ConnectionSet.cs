using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Kubernetes.Api;

/// <summary>
/// The connections made with one client certificate: one pool for a person's actions, one for streams, so that watches never
/// hold up a click. When the certificate rotates the set is retired and ends with the last request that uses it.
/// </summary>
internal sealed class ConnectionSet : IDisposable
{
    private readonly Lock gate = new();
    private readonly HttpMessageInvoker actions;
    private readonly HttpMessageInvoker streams;
    private int users;
    private bool retired;

    public ConnectionSet(ClusterConfiguration configuration, KubernetesClientOptions options, Credential credential)
    {
        ClientCertificate = credential.ClientCertificate;
        actions = new HttpMessageInvoker(CreateHandler(configuration, options, credential));
        streams = new HttpMessageInvoker(CreateHandler(configuration, options, credential));
    }

    public X509Certificate2? ClientCertificate { get; }

    public HttpMessageInvoker For(Lane lane) => lane == Lane.Streams ? streams : actions;

    /// <summary>Keeps the connections open until <see cref="Leave"/>; <c>false</c> when they are closed already.</summary>
    public bool TryEnter()
    {
        lock (gate)
        {
            if (retired)
            {
                return false;
            }

            users++;
            return true;
        }
    }

    public void Leave()
    {
        bool close;
        lock (gate)
        {
            close = --users == 0 && retired;
        }

        if (close)
        {
            Dispose();
        }
    }

    /// <summary>Takes no new requests, and closes when those under way have ended.</summary>
    public void Retire()
    {
        bool close;
        lock (gate)
        {
            close = !retired && users == 0;
            retired = true;
        }

        if (close)
        {
            Dispose();
        }
    }

    /// <summary>Closes at once; requests under way break off.</summary>
    public void Dispose()
    {
        actions.Dispose();
        streams.Dispose();
    }

    private static SocketsHttpHandler CreateHandler(ClusterConfiguration configuration, KubernetesClientOptions options, Credential credential)
    {
        SocketsHttpHandler handler = new()
        {
            // A redirect could carry the credential to another host.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = configuration.DisableCompression ? DecompressionMethods.None : DecompressionMethods.GZip,
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = options.PingInterval,
            KeepAlivePingTimeout = options.PingInterval,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context, options, cancellationToken),
            SslOptions = CreateTls(configuration, credential),
        };
        if (configuration.Proxy is { } proxy)
        {
            handler.Proxy = new WebProxy(proxy) { Credentials = configuration.ProxyCredentials };
        }
        else if (configuration.Server.IsLoopback)
        {
            // As Go's clients do: the environment's proxy is never asked for this machine itself.
            handler.UseProxy = false;
        }

        return handler;
    }

    private static SslClientAuthenticationOptions CreateTls(ClusterConfiguration configuration, Credential credential)
    {
        SslClientAuthenticationOptions tls = new();
        if (configuration.InsecureSkipTlsVerify)
        {
#pragma warning disable CA5359 // The kubeconfig asks for it by name, and the interface warns about it for as long as it is in use.
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (configuration.CertificateAuthorities is { } authorities)
        {
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            tls.CertificateChainPolicy = policy;
        }

        if (credential.ClientCertificate is { } certificate)
        {
            // Sent whatever issuers the server names. Offline: what the kubeconfig leaves out is not fetched from the internet.
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, credential.Intermediates, offline: true);
        }

        return tls;
    }

    /// <summary>HTTP/1.1 has no pings: TCP's own keep-alive finds a peer that vanished without saying so.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, KubernetesClientOptions options, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            int seconds = Math.Max(1, (int)options.PingInterval.TotalSeconds);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Math.Max(1, seconds / 3));
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>Which connections a request uses.</summary>
internal enum Lane
{
    /// <summary>Short requests on a person's behalf.</summary>
    Actions,

    /// <summary>Watches, logs and the lists that fill a store.</summary>
    Streams,
}
