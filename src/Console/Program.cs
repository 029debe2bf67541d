using BackupConsole.Clusters;
using BackupConsole.Sandbox;
using BackupConsole.Settings;
using BackupConsole.Startup;
using Microsoft.AspNetCore.Connections;

try
{
    // Everything the application reads lies beside it, wherever it is started from.
    WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
    });
    ConsoleSettings settings = ConsoleSettings.Read(builder.Configuration);
    using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
    (SandboxCluster? started, string? trouble) = await StartSandboxAsync(settings, loggers);
    await using SandboxCluster? sandbox = started;
    LoadedClusters clusters = ClusterLoader.Load(settings.Clusters, sandbox?.Kubeconfig, TimeProvider.System);
    builder.AddConsole(settings, clusters);
    await using WebApplication app = builder.Build();
    app.UseConsole();
    if (sandbox is not null)
    {
        // They are loaded while the application is put together. Who gets a first answer finds them; what went wrong with them was logged.
        await Task.WhenAny(sandbox.DataLoaded);
    }

    await app.StartAsync();
    StartupReport.Welcome(Console.Out, settings, app.Urls, app.Services.GetRequiredService<ClusterRegistry>(), (sandbox?.Kubeconfig, trouble));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (SettingsException exception)
{
    return StartupReport.Refuse(Console.Error, exception.Problems);
}
catch (InvalidDataException exception)
{
    // A settings file that is not JSON.
    return StartupReport.Refuse(Console.Error, [exception.InnerException?.Message ?? exception.Message]);
}
catch (IOException exception) when (exception.InnerException is AddressInUseException)
{
    return StartupReport.Refuse(Console.Error, [$"{exception.Message} Stop the other program, or choose another port with Access:Port."]);
}

// The only place where the console meets the sandbox. Asked for by name, it has to start; beside other clusters it may fail, and says why.
static async Task<(SandboxCluster? Cluster, string? Trouble)> StartSandboxAsync(ConsoleSettings settings, ILoggerFactory loggers)
{
    if (settings.Clusters.Source is not (ClusterSource.Auto or ClusterSource.Sandbox))
    {
        return (null, null);
    }

    SandboxOptions options = new()
    {
        StateDirectory = settings.Sandbox.StateDirectory is { Length: > 0 } directory ? directory : null,
        KubeconfigPath = settings.Sandbox.KubeconfigPath is { Length: > 0 } path ? path : null,
        Port = settings.Sandbox.Port,
        Data = settings.Sandbox.Data == SandboxData.Demo ? SandboxStartData.Demo : SandboxStartData.Empty,
        ExtraSessions = settings.Sandbox.Sessions,
        OperatorSpeed = settings.Sandbox.Speed,
        Persist = settings.Sandbox.Storage == SandboxStorage.Disk,
    };
    try
    {
        return (await SandboxCluster.StartAsync(options, TimeProvider.System, loggers, CancellationToken.None), null);
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
    {
        return settings.Clusters.Source == ClusterSource.Sandbox
            ? throw new SettingsException([$"Clusters:Source is Sandbox, which does not start: {exception.Message}"])
            : (null, exception.Message);
    }
}
