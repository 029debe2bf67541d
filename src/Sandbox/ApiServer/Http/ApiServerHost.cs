using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>The web application that listens: HTTPS on loopback, HTTP/1.1 and HTTP/2.</summary>
internal sealed class ApiServerHost : IAsyncDisposable
{
    private const int MaxStreams = 250;
    private readonly WebApplication application;

    private ApiServerHost(WebApplication application, int port)
    {
        this.application = application;
        Port = port;
    }

    /// <summary>The port listened on.</summary>
    public int Port { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="port">Port wanted; 0 for any.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ApiServerHost> StartAsync(int port, X509Certificate2 certificate, RequestDelegate handler, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        // Nothing of the console's own settings, environment or command line reaches this application.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = Bodies.Limit + 1;
            options.Limits.MinResponseDataRate = null; // Watches are quiet for as long as nothing happens.
            options.Limits.Http2.MaxStreamsPerConnection = MaxStreams;
            options.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate);
            });
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton(loggers);
        // The signals of the process belong to the console: this application ends when it is disposed.
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        WebApplication application = builder.Build();
        application.Run(handler);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        IServerAddressesFeature addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new(application, new Uri(addresses.Addresses.First()).Port);
    }

    /// <summary>Whether listening failed because somebody else has the port.</summary>
    public static bool IsPortTaken(Exception failure) =>
        failure is AddressInUseException || failure.InnerException is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AccessDenied };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
