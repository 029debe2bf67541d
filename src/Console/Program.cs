using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Configuration;
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
    ClusterCatalog catalog = ClusterLoader.Load(settings.Clusters, TimeProvider.System);
    builder.AddConsole(settings, catalog);
    await using WebApplication app = builder.Build();
    app.UseConsole();
    await app.StartAsync();
    StartupReport.Welcome(Console.Out, settings, app.Urls, app.Services.GetRequiredService<ClusterRegistry>());
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
