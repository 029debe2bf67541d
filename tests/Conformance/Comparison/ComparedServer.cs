using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Conformance.Comparison;

/// <summary>One of the two servers: sends requests as they are, without a client's help.</summary>
internal sealed class ComparedServer : IDisposable
{
    /// <summary>The longest a watch waits for its last event: a bound, reached only when the event is missing.</summary>
    private static readonly TimeSpan WatchBound = TimeSpan.FromSeconds(15);
    private readonly Dictionary<string, AuthenticationHeaderValue?> users = new() { [""] = null, ["wrong"] = new("Bearer", "no-such-token") };
    private readonly HttpClient client;

    private ComparedServer(string name, HttpClient client)
    {
        Name = name;
        this.client = client;
    }

    public string Name { get; }

    public ServerMemory Memory { get; } = new();

    public bool HasUser(string user) => users.ContainsKey(user);

    public static async Task<ComparedServer> ConnectAsync(string name, ClusterConfiguration admin, ClusterConfiguration? viewer, ClusterConfiguration? nobody, CancellationToken cancellationToken)
    {
        SocketsHttpHandler handler = new() { SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsTrusted(admin, certificate) } };
        HttpClient client = new(handler) { BaseAddress = admin.Server, DefaultRequestVersion = HttpVersion.Version20, Timeout = TimeSpan.FromMinutes(1) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("comparison/1");
        ComparedServer server = new(name, client);
        foreach ((string user, ClusterConfiguration? configuration) in new[] { ("admin", admin), ("viewer", viewer), ("nobody", nobody) })
        {
            if (configuration is not null)
            {
                Credential credential = await configuration.Credentials.GetAsync(null, cancellationToken);
                server.users[user] = credential.Authorization ?? throw new InvalidOperationException($"The comparison needs a token for {configuration.Name}; other credentials are not supported.");
            }
        }

        return server;
    }

    public void Dispose() => client.Dispose();

    /// <summary>Sends a request, its placeholders filled in. An answer that breaks off has code 0.</summary>
    public async Task<ComparisonAnswer> SendAsync(ComparisonRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(request, cancellationToken);
        }
        catch (HttpRequestException broken) when (broken.HttpRequestError == HttpRequestError.HttpProtocolError)
        {
            return new(0, "", broken.Message);
        }
    }

    private async Task<ComparisonAnswer> AnswerAsync(ComparisonRequest request, CancellationToken cancellationToken)
    {
        string target = Memory.Fill(request.Path) + (request.Query.Length > 0 ? "?" + Memory.Fill(request.Query) : "");
        using HttpRequestMessage message = new(request.Method, new Uri(client.BaseAddress!, target)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        message.Headers.Authorization = users[request.User];
        if (request.Accept is not null)
        {
            message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        }

        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Memory.Fill(request.Body)));
            if (request.ContentType.Length > 0)
            {
                message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
            }
        }

        using HttpResponseMessage response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        string text = request.IsWatch && response.IsSuccessStatusCode
            ? await ReadEventsAsync(response, request.WatchUntil, cancellationToken)
            : await response.Content.ReadAsStringAsync(cancellationToken);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", text);
    }

    private static async Task<string> ReadEventsAsync(HttpResponseMessage response, string until, CancellationToken cancellationToken)
    {
        using CancellationTokenSource bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(WatchBound);
        StringBuilder lines = new();
        try
        {
            using StreamReader reader = new(await response.Content.ReadAsStreamAsync(bound.Token));
            while (await reader.ReadLineAsync(bound.Token) is { } line)
            {
                if (JsonNode.Parse(line)?["type"]?.GetValue<string>() == "BOOKMARK")
                {
                    continue; // When they come is the server's own choice.
                }

                lines.AppendLine(line);
                if (until.Length > 0 && JsonNode.Parse(line)?["object"]?["metadata"]?["name"]?.GetValue<string>() == until)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            lines.AppendLine("{\"type\":\"the last event did not come\"}");
        }

        return lines.ToString();
    }

    private static bool IsTrusted(ClusterConfiguration configuration, X509Certificate? certificate)
    {
        if (configuration.InsecureSkipTlsVerify)
        {
            return true;
        }

        using X509Certificate2 server = new(certificate!);
        using X509Chain chain = new();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (configuration.CertificateAuthorities is { } authorities)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return chain.Build(server) || configuration.CertificateAuthorities?.Any(known => known.RawDataMemory.Span.SequenceEqual(server.RawDataMemory.Span)) == true;
    }
}
