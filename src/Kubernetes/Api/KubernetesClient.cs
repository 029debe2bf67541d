using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Api;

/// <summary>
/// Talks to one API server as one user. Thread-safe; one instance per cluster and identity serves any number of callers.
/// Every method throws <see cref="ApiStatusException"/> when the server refuses, <see cref="HttpRequestException"/> when it cannot be
/// reached or breaks off, <see cref="CredentialException"/> when no credential can be had, and
/// <see cref="OperationCanceledException"/> only when the caller cancelled. Streams may also break off with <see cref="IOException"/>.
/// </summary>
public sealed partial class KubernetesClient : IAsyncDisposable
{
    private const int DefaultPage = 500;
    private const int MaxLogLine = 64 * 1024;

    private static readonly JsonDocumentOptions DeepJson = new() { MaxDepth = 512 };

    private readonly KubernetesClientOptions options;
    private readonly TimeProvider time;
    private readonly ApiTransport transport;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="configuration">Which server, as whom. Its credentials are disposed with the client.</param>
    /// <param name="options">Limits and names.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of waits a server asks for.</param>
    public KubernetesClient(ClusterConfiguration configuration, KubernetesClientOptions options, TimeProvider time, ILogger<KubernetesClient> logger)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        this.options = options;
        this.time = time;
        transport = new ApiTransport(configuration, options, time, logger);
    }

    /// <summary>One object, whole.</summary>
    public Task<JsonObject> GetAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellationToken, string? subresource = null) =>
        SendAsync(HttpMethod.Get, ApiPath.Object(kind, key, subresource), cancellationToken);

    /// <summary>One page of whole objects.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="ns">Namespace; <c>null</c> means all of them, or a cluster-scoped kind.</param>
    /// <param name="options">Selectors, version and page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ObjectList> ListAsync(ResourceKind kind, string? ns, ListOptions options, CancellationToken cancellationToken)
    {
        JsonObject list = await SendAsync(HttpMethod.Get, ApiPath.Collection(kind, ns).Query(options), cancellationToken);
        List<JsonObject> items = [];
        if (list["items"] is JsonArray array)
        {
            foreach (JsonNode? node in array.ToArray())
            {
                if (node is JsonObject item)
                {
                    array.Remove(item);
                    items.Add(WithKind(item, kind));
                }
            }
        }

        return new ObjectList([.. items], Metadata(list));
    }

    /// <summary>All pages, one after the other, of <see cref="ListOptions.Limit"/> objects each (500 when unset).</summary>
    public async IAsyncEnumerable<ObjectList> ListPagesAsync(ResourceKind kind, string? ns, ListOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListOptions page = options with { Limit = options.Limit ?? DefaultPage };
        while (true)
        {
            ObjectList list = await ListAsync(kind, ns, page, cancellationToken);
            yield return list;
            if (list.Metadata.Continue is not { } next)
            {
                yield break;
            }

            page = page with { Continue = next };
        }
    }

    /// <summary>A page of a list as the server prints it.</summary>
    public async Task<ObjectTable> GetTableAsync(ResourceKind kind, string? ns, ListOptions options, CancellationToken cancellationToken)
    {
        ApiRequest request = new(HttpMethod.Get, ApiPath.Collection(kind, ns).Query(options).ToString(), "application/json;as=Table;v=v1;g=meta.k8s.io");
        return TableReader.Read(await transport.SendAsync(request, ReadObjectAsync, cancellationToken));
    }

    /// <summary>The server's version.</summary>
    public async Task<ServerVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        JsonObject version = await SendAsync(HttpMethod.Get, ApiPath.Fixed("version"), cancellationToken);
        return new ServerVersion(Number("major"), Number("minor"), version.Text("gitVersion"), version.Text("platform"));

        // Some distributions write "20+".
        int Number(string name) => int.TryParse(version.Text(name).TrimEnd('+'), out int value) ? value : 0;
    }

    /// <summary>Creates an object and returns it as stored (or as it would be, on a dry run).</summary>
    public Task<JsonObject> CreateAsync(ResourceKind kind, string? ns, JsonObject manifest, WriteOptions options, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, ApiPath.Collection(kind, ns).Query(options, this.options.FieldManager), cancellationToken, manifest);

    /// <summary>Replaces an object, or one of its subresources.</summary>
    public Task<JsonObject> ReplaceAsync(ResourceKind kind, ObjectKey key, JsonObject manifest, WriteOptions options, CancellationToken cancellationToken, string? subresource = null) =>
        SendAsync(HttpMethod.Put, ApiPath.Object(kind, key, subresource).Query(options, this.options.FieldManager), cancellationToken, manifest);

    /// <summary>Patches an object, or one of its subresources.</summary>
    public Task<JsonObject> PatchAsync(ResourceKind kind, ObjectKey key, Patch patch, WriteOptions options, CancellationToken cancellationToken, string? subresource = null)
    {
        // Only an apply can be forced; servers refuse the parameter elsewhere.
        ApiPath path = ApiPath.Object(kind, key, subresource).Query(patch.IsApply ? options : options with { Force = false }, this.options.FieldManager);
        return SendAsync(HttpMethod.Patch, path, cancellationToken, patch.Body, patch.ContentType);
    }

    /// <summary>Deletes an object. Returns the object when finalizers hold it back, or the server's Status when it is gone.</summary>
    public Task<JsonObject> DeleteAsync(ResourceKind kind, ObjectKey key, DeleteOptions options, CancellationToken cancellationToken)
    {
        JsonObject body = new() { ["kind"] = "DeleteOptions", ["apiVersion"] = "v1" };
        if (options.Propagation != PropagationPolicy.Unset)
        {
            body["propagationPolicy"] = options.Propagation.ToString();
        }

        if (options.Uid is not null || options.ResourceVersion is not null)
        {
            JsonObject preconditions = [];
            preconditions.AddText("uid", options.Uid);
            preconditions.AddText("resourceVersion", options.ResourceVersion);
            body["preconditions"] = preconditions;
        }

        if (options.DryRun)
        {
            body["dryRun"] = new JsonArray("All");
        }

        return SendAsync(HttpMethod.Delete, ApiPath.Object(kind, key, null), cancellationToken, body);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => transport.DisposeAsync();

    private static JsonObject WithKind(JsonObject item, ResourceKind kind)
    {
        // Built-in kinds leave both out of list items.
        if (!item.ContainsKey("kind"))
        {
            item.Insert(0, "kind", kind.Kind);
        }

        if (!item.ContainsKey("apiVersion"))
        {
            item.Insert(0, "apiVersion", kind.ApiVersion);
        }

        return item;
    }

    private static ListMetadata Metadata(JsonObject list) =>
        ListMetadataReader.Read(list["metadata"] is { } metadata ? JsonSerializer.SerializeToElement(metadata) : default);

    private Task<JsonObject> SendAsync(HttpMethod method, ApiPath path, CancellationToken cancellationToken, JsonNode? body = null, string contentType = ApiRequest.Json)
    {
        ReadOnlyMemory<byte>? bytes = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, DeepNodes.Default.JsonNode);
        return transport.SendAsync(new ApiRequest(method, path.ToString(), Body: bytes, ContentType: contentType), ReadObjectAsync, cancellationToken);
    }

    private async Task<JsonObject> ReadObjectAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using Stream body = new LimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), options.MaxAnswerBytes);
        try
        {
            return await JsonNode.ParseAsync(body, documentOptions: DeepJson, cancellationToken: cancellationToken) as JsonObject
                ?? throw new HttpRequestException("The server answered with JSON that is not an object.");
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException(
                $"The server's answer is not JSON ({response.Content.Headers.ContentType?.MediaType ?? "no media type"}). Is this the address of a Kubernetes API server?", exception);
        }
    }
}
