using BackupConsole.Clusters;
using BackupConsole.Components;
using BackupConsole.Components.Controls;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Security;
using BackupConsole.Settings;
using Microsoft.AspNetCore.DataProtection;

namespace BackupConsole.Startup;

/// <summary>Puts the web application together.</summary>
public static class ConsoleServices
{
    /// <summary>
    /// Largest message a browser may send over its circuit. Pages send clicks and short texts; a larger one is somebody trying something.
    /// </summary>
    public const int MaximumMessageBytes = 64 * 1024;

    /// <summary>Adds what the application is made of.</summary>
    public static void AddConsole(this WebApplicationBuilder builder, ConsoleSettings settings, LoadedClusters clusters)
    {
        // Settings are read once; the addresses were checked, so they are set in their checked form.
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, string.Join(';', settings.Addresses));
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });

        IServiceCollection services = builder.Services;
        // Open pages keep their sockets open; they are not waited for longer than a person waits after Ctrl+C.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        services.AddSingleton(settings);
        services.AddSingleton(settings.Access);
        services.AddSingleton(settings.Clusters);
        services.AddSingleton(TimeProvider.System);
        AddClusters(services, clusters);
        AddKeys(services, settings.Access);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "backup-console-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true; // The security headers say more.
        });
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            // What went wrong is for the server's log; a browser gets one sentence.
            options.DetailedErrors = false;
            options.DisconnectedCircuitMaxRetained = 50;
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            options.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(20);
            options.MaxBufferedUnacknowledgedRenderBatches = 10;
        }).AddHubOptions(options => options.MaximumReceiveMessageSize = MaximumMessageBytes);
    }

    /// <summary>Puts the request's road together. The refusals come first: nothing else should see a request that is not meant for us.</summary>
    public static void UseConsole(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<HostHeaderMiddleware>();
        app.UseMiddleware<OriginMiddleware>();
        app.UseExceptionHandler(error => error.Run(context => PlainRefusal.WriteAsync(
            context,
            StatusCodes.Status500InternalServerError,
            "The console made a mistake while answering; its log says which.")));
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static void AddClusters(IServiceCollection services, LoadedClusters clusters)
    {
        // The container disposes what it makes, in reverse order: sessions before informers, both before the credentials of the catalog.
        services.AddSingleton(_ => clusters.Catalog);
        services.AddSingleton(new ClusterRegistry(clusters));
        services.AddSingleton(provider => new InformerPool(
            new InformerOptions(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<Func<ClusterConfiguration, IClusterConnection>>(provider => cluster => new KubernetesConnection(
            cluster, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<KubernetesClient>>()));
        services.AddSingleton<ClusterSessions>();
        services.AddScoped<TypedNamespaces>();
        services.AddScoped<Toasts>();
        services.AddScoped<BrowserMemory>();
    }

    // Without a directory nothing is written anywhere: cookies and form tokens end with the process, which is all they are for.
    private static void AddKeys(IServiceCollection services, AccessOptions access)
    {
        IDataProtectionBuilder keys = services.AddDataProtection().SetApplicationName("backup-console");
        if (access.KeyDirectory.Length > 0)
        {
            keys.PersistKeysToFileSystem(new DirectoryInfo(access.KeyDirectory));
        }
        else
        {
            keys.UseEphemeralDataProtectionProvider();
        }
    }
}
