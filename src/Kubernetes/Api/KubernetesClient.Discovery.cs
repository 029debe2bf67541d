using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BackupConsole.Kubernetes.Api;

/// <content>What the API server serves.</content>
public sealed partial class KubernetesClient
{
    private const int DiscoveryFanOut = 8;

    private const string AggregatedDiscovery =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    /// <summary>What the server serves: by aggregated discovery where there is one (1.26+), else group by group.</summary>
    public async Task<ApiDiscovery> DiscoverAsync(CancellationToken cancellationToken)
    {
        JsonObject[] roots = await Task.WhenAll(DiscoverRootAsync("api", cancellationToken), DiscoverRootAsync("apis", cancellationToken));
        return roots.All(root => root.Text("kind") == "APIGroupDiscoveryList")
            ? DiscoveryReader.ReadAggregated(roots)
            : await DiscoverGroupsAsync(roots, cancellationToken);
    }

    /// <summary>The OpenAPI v3 document of a group and version; <c>null</c> where the server publishes none (before 1.24).</summary>
    public async Task<JsonObject?> GetOpenApiAsync(string group, string version, CancellationToken cancellationToken)
    {
        ApiPath path = group.Length == 0
            ? ApiPath.Fixed("openapi/v3/api").Segment(version)
            : ApiPath.Fixed("openapi/v3/apis").Segment(group).Segment(version);
        try
        {
            return await SendAsync(HttpMethod.Get, path, cancellationToken);
        }
        catch (ApiStatusException exception) when (exception.Status.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>The kinds of one group and version; <c>null</c> when the server does not serve it.</summary>
    public async Task<ImmutableArray<ApiResource>?> GetResourcesAsync(string group, string version, CancellationToken cancellationToken)
    {
        ApiPath path = group.Length == 0 ? ApiPath.Fixed("api").Segment(version) : ApiPath.Fixed("apis").Segment(group).Segment(version);
        try
        {
            return DiscoveryReader.ReadResources(await SendAsync(HttpMethod.Get, path, cancellationToken), group, version);
        }
        catch (ApiStatusException exception) when (exception.Status.IsNotFound)
        {
            return null;
        }
    }

    private async Task<JsonObject> DiscoverRootAsync(string root, CancellationToken cancellationToken) =>
        await transport.SendAsync(new ApiRequest(HttpMethod.Get, root, AggregatedDiscovery), ReadObjectAsync, cancellationToken);

    private async Task<ApiDiscovery> DiscoverGroupsAsync(JsonObject[] roots, CancellationToken cancellationToken)
    {
        List<(string Group, string Version)> versions = DiscoveryReader.ReadVersions(roots);
        ImmutableArray<ApiResource>[] found = new ImmutableArray<ApiResource>[versions.Count];
        string?[] errors = new string?[versions.Count];
        ParallelOptions fanOut = new() { MaxDegreeOfParallelism = DiscoveryFanOut, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, versions.Count, fanOut, async (index, token) =>
        {
            try
            {
                found[index] = await GetResourcesAsync(versions[index].Group, versions[index].Version, token) ?? [];
            }
            catch (ApiStatusException exception)
            {
                // One aggregated API that is down must not hide the others.
                found[index] = [];
                errors[index] = exception.Message;
            }
        });

        IEnumerable<(string, string)> failed = versions.Zip(errors)
            .Where(pair => pair.Second is not null)
            .Select(pair => (pair.First.Group.Length == 0 ? pair.First.Version : $"{pair.First.Group}/{pair.First.Version}", pair.Second!));
        return new ApiDiscovery([.. found.SelectMany(resources => resources)], [.. failed]);
    }
}
