using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Testing.ApiServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Testing;

/// <summary>
/// Stands in front of any API server and breaks what passes, as told: ends TLS with a certificate of its own, sends requests on with the
/// upstream's credentials, speaks HTTP/2 and 1.1 to its clients. Without orders everything passes unchanged.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int RequestLimit = 100_000;
    private readonly ClusterConfiguration upstream;
    private readonly TestCertificates certificates = new();
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("fault-proxy-");
    private readonly HttpMessageInvoker forward;
    private readonly WebApplication application;
    private readonly ConcurrentQueue<RecordedRequest> requests = new();
    private readonly ConcurrentDictionary<ProxiedStream, byte> streams = new();
    private TcpRelay? relay;
    private ImmutableList<Rule> rules = [];

    private FaultProxy(ClusterConfiguration upstream, X509Certificate2? clientCertificate)
    {
        this.upstream = upstream;
        forward = new HttpMessageInvoker(CreateHandler(upstream, clientCertificate));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(certificates.Server);
        }));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        application = builder.Build();
        application.Run(HandleAsync);
    }

    /// <summary>A kubeconfig whose only context points here.</summary>
    public string Kubeconfig { get; private set; } = "";

    /// <summary>A configuration to talk through this proxy, without a kubeconfig.</summary>
    public ClusterConfiguration CreateConfiguration() => TestConfiguration.Create("proxied", Address, certificates.AuthorityPem, "not-a-secret", upstream.Namespace);

    /// <summary>Root of the proxy.</summary>
    public Uri Address { get; private set; } = new("https://127.0.0.1");

    /// <summary>Every request so far, answered by whom it may.</summary>
    public IReadOnlyCollection<RecordedRequest> Requests => requests;

    /// <summary>How many lists of objects were asked for, fills by streaming lists among them.</summary>
    public int Fills => requests.Count(request => request.IsList || (request.IsWatch && request["sendInitialEvents"] == "true"));

    /// <summary>How many watches were asked for.</summary>
    public int Watches => requests.Count(request => request.IsWatch);

    /// <summary>How many watches are open now.</summary>
    public int OpenWatches => streams.Count;

    /// <summary>Whether each event of a watch is sent twice.</summary>
    public bool DuplicateEvents { get; set; }

    /// <summary>Changes the Accept header on its way, so that a new server answers as an old one.</summary>
    public Func<string, string> RewriteAccept { get; set; } = accept => accept;

    /// <summary>How many bytes of watches have been passed on.</summary>
    public long WatchBytes => watchBytes;

    private long watchBytes;

    /// <summary>Starts a proxy on a free port.</summary>
    public static async Task<FaultProxy> StartAsync(ClusterConfiguration upstream)
    {
        Credential credential = await upstream.Credentials.GetAsync(null, CancellationToken.None);
        FaultProxy proxy = new(upstream, credential.ClientCertificate);
        await proxy.application.StartAsync();
        IServerAddressesFeature addresses = proxy.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        proxy.relay = new TcpRelay(new Uri(addresses.Addresses.First()).Port);
        proxy.Address = new UriBuilder("https", "127.0.0.1", proxy.relay.Port).Uri;
        proxy.Kubeconfig = Path.Combine(proxy.directory.FullName, "kubeconfig");
        TestKubeconfig.Write(proxy.Kubeconfig, proxy.Address, proxy.certificates.AuthorityPem, "proxied", ("proxied", "not-a-secret", upstream.Namespace));
        return proxy;
    }

    /// <summary>Sends half a line into every open watch and breaks it off.</summary>
    public void CutStreamsMidLine() => ForStreams(stream => stream.Cut());

    /// <summary>Ends every open watch as a server whose time is up does.</summary>
    public void EndStreams() => ForStreams(stream => stream.End());

    /// <summary>Keeps the open watches open and sends nothing more on them, ever; later ones are unharmed.</summary>
    public void StallStreams() => ForStreams(stream => stream.Stall());

    /// <summary>Sends the in-stream error 410 on every open watch, and ends it.</summary>
    public void ExpireStreams() => ForStreams(stream => stream.Expire());

    /// <summary>Makes every open watch send all its events once more after its next one: late, and known already.</summary>
    public void RepeatEvents() => ForStreams(stream => stream.Repeat());

    /// <summary>Holds events of the open watches back until disposed, then sends them in their order: late, but all of them.</summary>
    public IDisposable HoldEvents()
    {
        ProxiedStream[] held = [.. streams.Keys];
        foreach (ProxiedStream stream in held)
        {
            stream.Hold();
        }

        return new Undo(() =>
        {
            foreach (ProxiedStream stream in held)
            {
                stream.Release();
            }
        });
    }

    /// <summary>Drops everything on open connections without closing them, and takes new ones without an answer, until disposed.</summary>
    public IDisposable BlackHole()
    {
        relay!.Swallow();
        return new Undo(() => relay.Swallowing = false);
    }

    /// <summary>Resets all connections and those that come, until disposed: a server that is not there.</summary>
    public IDisposable Down()
    {
        relay!.Refuse(true);
        return new Undo(() => relay.Refuse(false));
    }

    /// <summary>Answers matching requests itself, until disposed or used up.</summary>
    public Answering Answer(Func<RecordedRequest, bool> when, ScriptedAnswer answer, int times = int.MaxValue)
    {
        Rule rule = new(when, answer, times);
        ImmutableInterlocked.Update(ref rules, list => list.Add(rule));
        return new Answering(rule, () => ImmutableInterlocked.Update(ref rules, list => list.Remove(rule)));
    }

    public async ValueTask DisposeAsync()
    {
        ForStreams(stream => stream.Cut());
        if (relay is not null)
        {
            await relay.DisposeAsync();
        }

        await application.StopAsync();
        await application.DisposeAsync();
        forward.Dispose();
        certificates.Dispose();
        directory.Delete(true);
    }

    internal void CountWatchBytes(int bytes) => Interlocked.Add(ref watchBytes, bytes);

    private void ForStreams(Action<ProxiedStream> action)
    {
        foreach (ProxiedStream stream in streams.Keys)
        {
            action(stream);
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        RecordedRequest request = new(context.Request);
        if (requests.Count < RequestLimit)
        {
            requests.Enqueue(request);
        }

        try
        {
            foreach (Rule rule in rules)
            {
                if (rule.Takes(request))
                {
                    await rule.Answer.WriteAsync(context.Response);
                    return;
                }
            }

            await ForwardAsync(context, request);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // The client has gone; there is nobody to answer.
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            context.Abort(); // The upstream broke off: so does this.
        }
    }

    private async Task ForwardAsync(HttpContext context, RecordedRequest request)
    {
        Credential credential = await upstream.Credentials.GetAsync(null, context.RequestAborted);
        using HttpRequestMessage message = new(new HttpMethod(request.Method), new Uri(upstream.Server, context.Request.Path.ToUriComponent().TrimStart('/') + request.QueryString))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.Authorization = credential.Authorization;
        message.Headers.TryAddWithoutValidation("Accept", RewriteAccept(context.Request.Headers.Accept.ToString()));
        message.Headers.TryAddWithoutValidation("User-Agent", context.Request.Headers.UserAgent.ToString());

        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            message.Content = new StreamContent(context.Request.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        using HttpResponseMessage response = await forward.SendAsync(message, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        if (response.Headers.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = wait.ToString();
        }

        await using Stream body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        if (!request.IsWatch || !response.IsSuccessStatusCode)
        {
            await body.CopyToAsync(context.Response.Body, context.RequestAborted);
            return;
        }

        using ProxiedStream stream = new(this, context);
        streams[stream] = 0;
        try
        {
            await stream.RunAsync(body);
        }
        finally
        {
            streams.TryRemove(stream, out _);
        }
    }

    private static SocketsHttpHandler CreateHandler(ClusterConfiguration upstream, X509Certificate2? clientCertificate)
    {
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, EnableMultipleHttp2Connections = true };
        SslClientAuthenticationOptions tls = handler.SslOptions;
        if (upstream.CertificateAuthorities is { } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (clientCertificate is not null)
        {
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => clientCertificate;
        }

        return handler;
    }

    /// <summary>Requests being answered by the proxy; dispose to let them pass again.</summary>
    public sealed class Answering : IDisposable
    {
        private readonly Rule rule;
        private readonly Action undo;

        internal Answering(Rule rule, Action undo)
        {
            this.rule = rule;
            this.undo = undo;
        }

        /// <summary>How many requests were answered so far.</summary>
        public int Count => rule.Count;

        public void Dispose() => undo();
    }

    internal sealed class Rule(Func<RecordedRequest, bool> when, ScriptedAnswer answer, int times)
    {
        private int count;

        public ScriptedAnswer Answer { get; } = answer;

        public int Count => Math.Min(count, times);

        public bool Takes(RecordedRequest request) => when(request) && Interlocked.Increment(ref count) <= times;
    }

    private sealed class Undo(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
