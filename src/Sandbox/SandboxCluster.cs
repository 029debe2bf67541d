using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Files;
using BackupConsole.Sandbox.ApiServer.Http;
using BackupConsole.Sandbox.ApiServer.Security;
using BackupConsole.Sandbox.ApiServer.Writing;
using BackupConsole.Sandbox.Objects;
using BackupConsole.Sandbox.Operator;
using BackupConsole.Sandbox.SampleData;
using BackupConsole.Sandbox.SampleData.Model;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox;

/// <summary>An embedded Kubernetes cluster: an API server on loopback with its controllers, in this process.</summary>
public sealed class SandboxCluster : IAsyncDisposable
{
    private readonly ClusterParts parts;
    private readonly ApiServerHost host;
    private readonly Certificates certificates;
    private readonly FileStream directoryLock;
    private readonly CancellationTokenSource stopping;
    private Task living = Task.CompletedTask;

    private SandboxCluster(ClusterParts parts, ApiServerHost host, Certificates certificates, SandboxIdentity identity, FileStream directoryLock, CancellationTokenSource stopping, string kubeconfig)
    {
        this.parts = parts;
        this.host = host;
        this.certificates = certificates;
        this.directoryLock = directoryLock;
        this.stopping = stopping;
        Kubeconfig = kubeconfig;
        Identity = identity;
        Address = new UriBuilder("https", "127.0.0.1", host.Port).Uri;
        SandboxKubeconfig.Write(kubeconfig, Address, certificates.AuthorityPem, identity);
    }

    /// <summary>Path of the kubeconfig, with the contexts <c>sandbox-admin</c> (current), <c>sandbox-viewer</c> and <c>sandbox-nobody</c>.</summary>
    public string Kubeconfig { get; }

    /// <summary>Where the API server listens.</summary>
    public Uri Address { get; }

    /// <summary>
    /// Ends when the start data are there. Objects that are kept are there from the start; others arrive within seconds, while their owner may have
    /// other things to start.
    /// </summary>
    public Task DataLoaded { get; private set; } = Task.CompletedTask;

    /// <summary>The cluster's objects, for code in this process.</summary>
    internal IClusterObjects Objects => parts.Objects;

    internal SandboxIdentity Identity { get; }

    internal ClusterState State => parts.State;

    internal string AuthorityPem => certificates.AuthorityPem;

    /// <summary>Starts a cluster. It is ready when the task is done.</summary>
    /// <exception cref="InvalidOperationException">The state folder is in use, or the kubeconfig's path is somebody else's file.</exception>
    public static async Task<SandboxCluster> StartAsync(SandboxOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        string directory = options.StateDirectory ?? StateFolder.Default();
        PrivateFiles.EnsureDirectory(directory);
        FileStream directoryLock = StateFolder.Lock(directory);
        ClusterParts? parts = null;
        Certificates? certificates = null;
        CancellationTokenSource stopping = new();
        try
        {
            certificates = Certificates.Load(directory, time.GetUtcNow());
            SandboxIdentity identity = SandboxIdentity.Load(directory);
            parts = ClusterParts.Create(options.Persist ? Path.Combine(directory, "objects") : null, options.Webhooks, time, loggers.CreateLogger<SandboxCluster>());
            int port = 0;
            ApiPipeline pipeline = new(parts.Writes, parts.Logs, identity, () => Volatile.Read(ref port), loggers.CreateLogger<SandboxCluster>(), stopping.Token);
            ApiServerHost host = await ListenAsync(options.Port, identity.Port, wanted => ApiServerHost.StartAsync(wanted, certificates.Server, pipeline.HandleAsync, loggers, cancellationToken));
            Volatile.Write(ref port, host.Port);
            identity.KeepPort(host.Port);
            SandboxCluster cluster = new(parts, host, certificates, identity, directoryLock, stopping, options.KubeconfigPath ?? Path.Combine(directory, "kubeconfig"));
            cluster.DataLoaded = Task.Run(() => LoadDataAsync(options, parts.Objects, stopping.Token), CancellationToken.None);
            if (options.Persist)
            {
                // What is kept has to be whole: nobody gets to see, or to stop, a half of it.
                await cluster.DataLoaded.WaitAsync(cancellationToken);
            }

            cluster.living = LiveAsync(cluster.DataLoaded, parts.Objects, options.OperatorSpeed, loggers.CreateLogger<SandboxCluster>(), stopping.Token);
            return cluster;
        }
        catch
        {
            if (parts is not null)
            {
                await parts.DisposeAsync();
            }

            certificates?.Dispose();
            stopping.Dispose();
            await directoryLock.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await living;
        await host.DisposeAsync();
        await parts.DisposeAsync();
        certificates.Dispose();
        stopping.Dispose();
        await directoryLock.DisposeAsync();
    }

    /// <summary>Waits for the data and runs the operator until the cluster stops. A mistake of the simulation is logged; the cluster goes on without it.</summary>
    private static async Task LiveAsync(Task dataLoaded, IClusterObjects objects, double? speed, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await dataLoaded;
            if (speed is { } times)
            {
                await Task.Run(() => SandboxOperator.RunAsync(objects, new OperatorOptions { Speed = times }, logger, cancellationToken), CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped while it was still loading.
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "The sandbox's simulated operator has failed; until the next start nothing is backed up in the sandbox.");
        }
    }

    private static async Task LoadDataAsync(SandboxOptions options, IClusterObjects objects, CancellationToken cancellationToken)
    {
        if (options.Data == SandboxStartData.None || objects.List(KubeStashKinds.Addon).Count > 0)
        {
            return;
        }

        SampleDataOptions wanted = new() { Now = objects.Time.GetUtcNow(), ExtraSessions = options.ExtraSessions };
        SampleCluster data = options.Data == SandboxStartData.Demo ? SampleCompany.Generate(wanted) : SampleCompany.Empty(wanted);
        await new SampleDataLoader(data).LoadAsync(objects, cancellationToken);
    }

    private static async Task<ApiServerHost> ListenAsync(int asked, int known, Func<int, Task<ApiServerHost>> listen)
    {
        try
        {
            return await listen(asked != 0 ? asked : known);
        }
        catch (IOException taken) when (asked == 0 && known != 0 && ApiServerHost.IsPortTaken(taken))
        {
            return await listen(0);
        }
    }
}
