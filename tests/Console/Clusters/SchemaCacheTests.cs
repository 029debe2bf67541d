using System.Text.Json.Nodes;
using BackupConsole.Clusters;
using BackupConsole.Testing;

namespace BackupConsole.Tests.Clusters;

public class SchemaCacheTests
{
    private readonly List<string> fetched = [];
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task A_document_is_fetched_once_and_again_after_a_while()
    {
        using SchemaCache cache = new(FetchAsync, time);

        Assert.NotNull(await cache.GetAsync("g/v1", "A", TestContext.Current.CancellationToken));
        Assert.Null(await cache.GetAsync("g/v1", "B", TestContext.Current.CancellationToken));
        Assert.Null(await cache.GetAsync("v1", "B", TestContext.Current.CancellationToken));
        Assert.Equal(["g/v1", "/v1"], fetched);

        time.Advance(TimeSpan.FromMinutes(11));
        await cache.GetAsync("g/v1", "A", TestContext.Current.CancellationToken);
        Assert.Equal(["g/v1", "/v1", "g/v1"], fetched);
    }

    [Fact]
    public async Task A_failure_is_not_remembered_and_the_oldest_document_is_let_go()
    {
        bool down = true;
        using SchemaCache cache = new((group, version, token) => down ? throw new HttpRequestException("down") : FetchAsync(group, version, token), time);
        await Assert.ThrowsAsync<HttpRequestException>(() => cache.GetAsync("g0/v1", "A", TestContext.Current.CancellationToken));
        down = false;
        for (int i = 0; i <= SchemaCache.MaximumDocuments; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await cache.GetAsync($"g{i}/v1", "A", TestContext.Current.CancellationToken);
        }

        fetched.Clear();
        await cache.GetAsync("g1/v1", "A", TestContext.Current.CancellationToken);
        await cache.GetAsync("g0/v1", "A", TestContext.Current.CancellationToken);
        Assert.Equal(["g0/v1"], fetched);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b/c")]
    [InlineData("/v1")]
    public async Task What_is_no_version_is_not_asked_for(string apiVersion)
    {
        using SchemaCache cache = new(FetchAsync, time);

        Assert.Null(await cache.GetAsync(apiVersion, "A", TestContext.Current.CancellationToken));
        Assert.Empty(fetched);
    }

    private Task<JsonObject?> FetchAsync(string group, string version, CancellationToken cancellationToken)
    {
        fetched.Add($"{group}/{version}");
        return Task.FromResult<JsonObject?>(JsonNode.Parse("""{ "components": { "schemas": { "a": { "x-kubernetes-group-version-kind": [ { "kind": "A" } ] } } } }""")!.AsObject());
    }
}
