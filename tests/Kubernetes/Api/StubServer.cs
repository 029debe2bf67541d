using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Kubernetes.Tests.Api;

/// <summary>An HTTPS server on loopback that answers as a test says, and remembers what it was asked.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly TestCertificates certificates = new();
    private readonly WebApplication application;

    private StubServer(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(https =>
        {
            https.ServerCertificate = certificates.Server;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (_, _, _) => true;
        })));
        application = builder.Build();
        application.Run(async context =>
        {
            Requests.Enqueue(new Seen(
                context.Request.Method,
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                context.Connection.Id,
                context.Request.Protocol,
                context.Connection.ClientCertificate?.Subject));
            await answer(context);
        });
    }

    public ConcurrentQueue<Seen> Requests { get; } = [];

    public Uri Address => new(application.Urls.First() + "/");

    public static async Task<StubServer> StartAsync(RequestDelegate answer)
    {
        StubServer server = new(answer);
        await server.application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ClusterConfiguration Configuration(ICredentialSource? credentials = null)
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPem(certificates.AuthorityPem);
        return new ClusterConfiguration
        {
            Name = "stub",
            Slug = "stub",
            Origin = "test",
            Server = Address,
            CertificateAuthorities = authorities,
            Credentials = credentials ?? new FixedCredential(Credential.Anonymous),
        };
    }

    public KubernetesClient Client(ICredentialSource? credentials = null, TimeProvider? time = null, KubernetesClientOptions? options = null) =>
        Client(Configuration(credentials), time, options);

    public static KubernetesClient Client(ClusterConfiguration configuration, TimeProvider? time = null, KubernetesClientOptions? options = null) =>
        new(configuration, options ?? new KubernetesClientOptions(), time ?? TimeProvider.System, NullLogger<KubernetesClient>.Instance);

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        certificates.Dispose();
    }

    internal sealed record Seen(string Method, string Target, Dictionary<string, string> Headers, string Connection, string Protocol, string? ClientCertificate);
}

internal sealed class FixedCredential(Credential credential) : ICredentialSource
{
    public FixedCredential(string token)
        : this(new Credential(new AuthenticationHeaderValue("Bearer", token), null))
    {
    }

    public ValueTask<Credential> GetAsync(Credential? rejected, CancellationToken cancellationToken) => new(credential);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
