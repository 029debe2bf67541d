using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Testing.ApiServer;

/// <summary>
/// A small Kubernetes-like API server in memory: HTTPS on loopback, HTTP/1.1 and 2, three users (<c>admin</c>, <c>viewer</c> who reads
/// KubeStash kinds in namespace demo, <c>nobody</c>), and hooks for scripts.
/// </summary>
public sealed partial class FakeApiServer : IAsyncDisposable
{
    private const int RequestLimit = 100_000;
    private readonly TestCertificates certificates = new();
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("fake-api-");
    private readonly ObjectStore store = new();
    private readonly PodLogs logs = new();
    private readonly ConcurrentQueue<RecordedRequest> requests = new();
    private readonly WriteHandler writes;
    private readonly ReadHandler reads;
    private readonly WebApplication application;
    private ImmutableList<Func<HttpContext, RecordedRequest, Task<bool>>> scripts = [];
    private ImmutableDictionary<string, FakeKind> kinds = FakeKinds.All.ToImmutableDictionary(kind => kind.Kind.Id);

    private FakeApiServer(FakeFeatures features, TimeProvider time)
    {
        Features = features;
        writes = new WriteHandler(store, features, time);
        reads = new ReadHandler(store, features, time);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.Http2.MaxStreamsPerConnection = 1000;
            options.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificates.Server);
            });
        });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        application = builder.Build();
        application.Run(HandleAsync);
    }

    /// <summary>What this server can do; may be changed at any time.</summary>
    public FakeFeatures Features { get; }

    /// <summary>Root of the server.</summary>
    public Uri Address { get; private set; } = new("https://127.0.0.1");

    /// <summary>The authority that signed the server's certificate.</summary>
    public string AuthorityPem => certificates.AuthorityPem;

    /// <summary>A kubeconfig with the contexts <c>admin</c> (current), <c>viewer</c> and <c>nobody</c>.</summary>
    public string Kubeconfig => Path.Combine(directory.FullName, "kubeconfig");

    /// <summary>Every request so far, in order of arrival.</summary>
    public IReadOnlyCollection<RecordedRequest> Requests => requests;

    /// <summary>The newest resourceVersion.</summary>
    public long Version => store.Version;

    /// <summary>How many watches are open.</summary>
    public int OpenWatches => store.Watchers().Length;

    /// <summary>Starts a server on a free port, with the namespaces default, demo and stash.</summary>
    public static async Task<FakeApiServer> StartAsync(FakeFeatures? features = null, TimeProvider? time = null)
    {
        FakeApiServer server = new(features ?? FakeFeatures.Modern(), time ?? TimeProvider.System);
        await server.application.StartAsync();
        IServerAddressesFeature addresses = server.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Address = new Uri(addresses.Addresses.First());
        server.WriteKubeconfig("kubeconfig", "admin");
        foreach (string ns in (string[])["default", "demo", "stash"])
        {
            server.Put(FakeKinds.Namespaces, new JsonObject { ["metadata"] = new JsonObject { ["name"] = ns } });
        }

        return server;
    }

    /// <summary>A kubeconfig whose current context is one of the users.</summary>
    public string KubeconfigOf(string user) => WriteKubeconfig($"{user}.kubeconfig", user);

    /// <summary>A configuration to talk to this server as one of the users, without a kubeconfig.</summary>
    public ClusterConfiguration ConfigurationOf(string user) =>
        TestConfiguration.Create(user, Address, AuthorityPem, $"{user}-token", user == "viewer" ? Access.ViewerNamespace : null);

    /// <summary>Serves a kind, or serves it differently.</summary>
    public void Register(FakeKind kind) => ImmutableInterlocked.Update(ref kinds, present => present.SetItem(kind.Kind.Id, kind));

    /// <summary>Stops serving a kind, as if its CRD were deleted; its watches end.</summary>
    public void Unregister(FakeKind kind)
    {
        ImmutableInterlocked.Update(ref kinds, present => present.Remove(kind.Kind.Id));
        ForWatches(watcher => watcher.Kind.Kind.Id == kind.Kind.Id, watcher => watcher.End());
    }

    /// <summary>Creates or replaces an object without any check; status included. Returns its version.</summary>
    public string Put(FakeKind kind, JsonObject value)
    {
        lock (store.Gate)
        {
            JsonObject stored = Objects.Clone(value);
            stored["apiVersion"] = kind.Kind.ApiVersion;
            stored["kind"] = kind.Kind.Kind;
            JsonObject metadata = Objects.Metadata(stored);
            metadata["uid"] ??= Objects.Text(store.Find(kind, Objects.Key(stored))?.Value, "metadata", "uid") ?? Guid.NewGuid().ToString();
            metadata["creationTimestamp"] ??= "2026-01-01T00:00:00Z";
            return Objects.Text(store.Put(kind, stored, ImmutableDictionary<string, ImmutableHashSet<string>>.Empty).Value, "metadata", "resourceVersion")!;
        }
    }

    /// <summary>Puts many objects.</summary>
    public void Seed(FakeKind kind, int count, Func<int, JsonObject> make)
    {
        for (int i = 0; i < count; i++)
        {
            Put(kind, make(i));
        }
    }

    /// <summary>Removes an object without any check.</summary>
    public void Remove(FakeKind kind, ObjectKey key)
    {
        lock (store.Gate)
        {
            store.Remove(kind, Objects.Key(key.Namespace, key.Name));
        }
    }

    /// <summary>The objects of a kind as stored now.</summary>
    public ImmutableArray<JsonObject> List(FakeKind kind)
    {
        lock (store.Gate)
        {
            return [.. store.List(kind).Select(item => Objects.Clone(item.Value))];
        }
    }

    /// <summary>Adds lines to a pod's log.</summary>
    public void AppendLog(ObjectKey pod, IEnumerable<string> lines, bool ends = false) => logs.Append(Objects.Key(pod.Namespace, pod.Name), lines, ends);

    /// <summary>Forgets all history: versions and continue tokens from before are expired.</summary>
    public void Compact() => store.Compact();

    /// <summary>Sends a bookmark to the watches.</summary>
    public void SendBookmarks(Func<RecordedRequest, bool>? which = null)
    {
        lock (store.Gate)
        {
            ForWatches(which, watcher => watcher.Bookmark(store.Version));
        }
    }

    /// <summary>Writes bytes as they are into the open watches: malformed JSON, half a line, anything.</summary>
    public void WriteIntoWatches(ReadOnlySpan<byte> raw, Func<RecordedRequest, bool>? which = null)
    {
        byte[] bytes = raw.ToArray();
        ForWatches(which, watcher => watcher.Write(bytes));
    }

    /// <summary>Sends the in-stream error 410 and ends the watches.</summary>
    public void ExpireWatches(Func<RecordedRequest, bool>? which = null) =>
        ForWatches(which, watcher => watcher.Fail(FakeStatusException.Expired("too old resource version")));

    /// <summary>Ends the watches as a server does whose time is up.</summary>
    public void EndWatches(Func<RecordedRequest, bool>? which = null) => ForWatches(which, watcher => watcher.End());

    /// <summary>Breaks the watches off, without an end.</summary>
    public void CutWatches(Func<RecordedRequest, bool>? which = null) => ForWatches(which, watcher => watcher.Break());

    /// <summary>Answers requests instead of the server, before authentication, until disposed or used up.</summary>
    public IDisposable Intercept(Func<RecordedRequest, bool> when, ScriptedAnswer answer, int times = int.MaxValue)
    {
        int left = times;
        return Intercept(async (context, request) =>
        {
            if (!when(request) || Interlocked.Decrement(ref left) < 0)
            {
                return false;
            }

            await answer.WriteAsync(context.Response);
            return true;
        });
    }

    /// <summary>Handles requests instead of the server where the script returns true.</summary>
    public IDisposable Intercept(Func<HttpContext, RecordedRequest, Task<bool>> script)
    {
        ImmutableInterlocked.Update(ref scripts, list => list.Add(script));
        return new Undo(() => ImmutableInterlocked.Update(ref scripts, list => list.Remove(script)));
    }

    public async ValueTask DisposeAsync()
    {
        ForWatches((Func<Watcher, bool>)(_ => true), watcher => watcher.Break());
        await application.StopAsync();
        await application.DisposeAsync();
        certificates.Dispose();
        directory.Delete(true);
    }

    private void ForWatches(Func<RecordedRequest, bool>? which, Action<Watcher> action) => ForWatches(watcher => which?.Invoke(watcher.Request) ?? true, action);

    private void ForWatches(Func<Watcher, bool> which, Action<Watcher> action)
    {
        foreach (Watcher watcher in store.Watchers().Where(which))
        {
            action(watcher);
        }
    }

    private string WriteKubeconfig(string file, string current)
    {
        string path = Path.Combine(directory.FullName, file);
        TestKubeconfig.Write(path, Address, AuthorityPem, current, ("admin", "admin-token", null), ("viewer", "viewer-token", Access.ViewerNamespace), ("nobody", "nobody-token", null));
        return path;
    }

    private sealed class Undo(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
