using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using BackupConsole.Kubernetes.Configuration;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Api;

/// <summary>
/// Sends requests under the configured identity: adds the credential, renews it once after a 401, waits as a 429 or 503 asks,
/// and turns refusals into <see cref="ApiStatusException"/>.
/// </summary>
internal sealed class ApiTransport(ClusterConfiguration configuration, KubernetesClientOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim slots = new(options.MaxConcurrentRequests);
    private ConnectionSet? connections;
    private bool disposed;

    /// <summary>
    /// Sends a short request and hands its successful response to <paramref name="read"/>, all within the request timeout.
    /// </summary>
    public async Task<T> SendAsync<T>(ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(options.RequestTimeout, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await slots.WaitAsync(linked.Token);
            try
            {
                using ApiResponse response = await OpenAsync(request, Lane.Actions, options.MaxRetries, linked.Token);
                return await read(response.Message, linked.Token);
            }
            finally
            {
                slots.Release();
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer();
        }
        catch (IOException exception)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The server broke off its answer.", exception);
        }
    }

    /// <summary>Opens a stream: only its headers have a deadline. Refusals are not retried here, so that the caller can say it waits.</summary>
    public async Task<ApiResponse> OpenStreamAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(options.RequestTimeout, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await OpenAsync(request, Lane.Streams, retries: 0, linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer();
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (disposed)
            {
                return ValueTask.CompletedTask;
            }

            disposed = true;
            connections?.Retire();
            connections?.Dispose();
        }

        // The semaphore is left to the collector: a request that is just breaking off still releases its slot.
        return configuration.Credentials.DisposeAsync();
    }

    private async Task<ApiResponse> OpenAsync(ApiRequest request, Lane lane, int retries, CancellationToken cancellationToken)
    {
        Credential credential = await configuration.Credentials.GetAsync(null, cancellationToken);
        bool renewed = false;
        for (int attempt = 0; ; attempt++)
        {
            ApiResponse response = await SendOnceAsync(request, lane, credential, cancellationToken);
            if (response.Message.IsSuccessStatusCode)
            {
                return response;
            }

            ApiStatus status;
            using (response)
            {
                status = await StatusReader.ReadAsync(response.Message, time, cancellationToken);
            }

            if (status.Code == (int)HttpStatusCode.Unauthorized && !renewed)
            {
                renewed = true;
                Credential fresh = await configuration.Credentials.GetAsync(credential, cancellationToken);
                if (!ReferenceEquals(fresh, credential))
                {
                    credential = fresh;
                    attempt--;
                    continue;
                }
            }

            if (status is { Code: 429 or 503, RetryAfter: { } wait } && wait <= options.MaxRetryAfter && attempt < retries)
            {
                logger.LogDebug("{Cluster} asks to wait {Seconds} s ({Code})", configuration.Name, wait.TotalSeconds, status.Code);
                await Task.Delay(wait, time, cancellationToken);
                continue;
            }

            throw new ApiStatusException(status);
        }
    }

    private async Task<ApiResponse> SendOnceAsync(ApiRequest request, Lane lane, Credential credential, CancellationToken cancellationToken)
    {
        ConnectionSet set = Enter(credential);
        HttpRequestMessage message = CreateMessage(request, credential);
        try
        {
            // Content is not buffered by an invoker, so this returns with the headers.
            HttpResponseMessage response = await set.For(lane).SendAsync(message, cancellationToken);
            return new ApiResponse(message, response, set);
        }
        catch (Exception exception)
        {
            message.Dispose();
            set.Leave();
            if (exception is IOException or ObjectDisposedException or SocketException)
            {
                // The handler lets the last through when a connection is reset between being made and being used.
                throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection broke off.", exception);
            }

            throw;
        }
    }

    private ConnectionSet Enter(Credential credential)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, typeof(KubernetesClient));
            if (connections is null || !ReferenceEquals(connections.ClientCertificate, credential.ClientCertificate))
            {
                connections?.Retire();
                connections = new ConnectionSet(configuration, options, credential);
            }

            bool entered = connections.TryEnter();
            System.Diagnostics.Debug.Assert(entered, "The current set is retired only under the same lock.");
            return connections;
        }
    }

    private HttpRequestMessage CreateMessage(ApiRequest request, Credential credential)
    {
        HttpRequestMessage message = new(request.Method, new Uri(configuration.Server, request.PathAndQuery))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (configuration.TlsServerName is { } name)
        {
            // The handler takes the name for both SNI and the certificate check from the Host header.
            message.Headers.Host = name;
        }

        // As kubectl does: no secret ever goes over an unencrypted connection.
        if (configuration.Server.Scheme == Uri.UriSchemeHttps)
        {
            message.Headers.Authorization = credential.Authorization;
        }

        if (configuration.Impersonation is { } impersonation)
        {
            AddImpersonation(message.Headers, impersonation);
        }

        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
        }

        return message;
    }

    private static void AddImpersonation(HttpRequestHeaders headers, Impersonation impersonation)
    {
        headers.TryAddWithoutValidation("Impersonate-User", impersonation.User);
        if (impersonation.Uid is { } uid)
        {
            headers.TryAddWithoutValidation("Impersonate-Uid", uid);
        }

        foreach (string group in impersonation.Groups)
        {
            headers.TryAddWithoutValidation("Impersonate-Group", group);
        }

        foreach ((string key, IReadOnlyList<string> values) in impersonation.Extra)
        {
            headers.TryAddWithoutValidation("Impersonate-Extra-" + Uri.EscapeDataString(key), values);
        }
    }

    private HttpRequestException NoAnswer() =>
        new(HttpRequestError.Unknown, $"{configuration.Server.Authority} did not answer within {options.RequestTimeout.TotalSeconds:0} s.");
}

/// <summary>A successful response with what must be given back when it has been read.</summary>
internal sealed class ApiResponse(HttpRequestMessage request, HttpResponseMessage message, ConnectionSet connections) : IDisposable
{
    private bool disposed;

    public HttpResponseMessage Message { get; } = message;

    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            Message.Dispose();
            request.Dispose();
            connections.Leave();
        }
    }
}
