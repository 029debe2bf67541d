using BackupConsole.Kubernetes.Api;
using BackupConsole.Testing;
using BackupConsole.Testing.ApiServer;

namespace BackupConsole.Conformance;

/// <summary>How requests travel; what the server would have to be asked to do wrong, the proxy does.</summary>
public sealed class TransportTests(ConformanceServer server) : ConformanceTest(server)
{
    private FaultProxy proxy = null!;
    private KubernetesClient proxied = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        proxy = await FaultProxy.StartAsync(Server.Admin);
        proxied = ConformanceServer.Connect(proxy.CreateConfiguration());
    }

    public override async ValueTask DisposeAsync()
    {
        await proxied.DisposeAsync();
        await proxy.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Requests_carry_a_user_agent_of_our_own_and_travel_over_HTTP_2()
    {
        await proxied.ListAsync(Sessions, Namespace, new(), Token);
        RecordedRequest request = Assert.Single(proxy.Requests);
        Assert.StartsWith("backup-console", request.Headers["User-Agent"].ToString(), StringComparison.Ordinal);
        Assert.Equal("HTTP/2", request.Protocol);
    }

    [Fact]
    public async Task Watches_and_actions_use_separate_connections()
    {
        string version = (await proxied.ListAsync(Sessions, Namespace, new(), Token)).Metadata.ResourceVersion;
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task watching = Task.Run(() => DrainAsync(version, cancel.Token), Token);
        await Eventually.HoldsAsync(() => proxy.OpenWatches == 1, cancellationToken: Token);
        await proxied.ListAsync(Sessions, Namespace, new(), Token);

        string watch = proxy.Requests.Single(request => request.IsWatch).ConnectionId;
        Assert.All(proxy.Requests.Where(request => !request.IsWatch), request => Assert.NotEqual(watch, request.ConnectionId));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_refusal_that_asks_to_wait_is_tried_again_after_that_wait(int code)
    {
        using FaultProxy.Answering busy = proxy.Answer(request => request.IsList, ScriptedAnswer.RetryAfter(code, 1), 1);
        long start = TimeProvider.System.GetTimestamp();
        await proxied.ListAsync(Sessions, Namespace, new(), Token);

        Assert.Equal(1, busy.Count);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(0.95));
        Assert.Equal(2, proxy.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_stays_busy_is_given_to_the_caller_with_the_wait_it_asks_for()
    {
        await using KubernetesClient impatient = ConformanceServer.Connect(proxy.CreateConfiguration(), new() { MaxRetryAfter = TimeSpan.FromSeconds(5) });
        using FaultProxy.Answering busy = proxy.Answer(request => request.IsList, ScriptedAnswer.RetryAfter(429, 60));
        ApiStatus refused = await RefusedAsync(() => impatient.ListAsync(Sessions, Namespace, new(), Token));
        Assert.Equal((429, TimeSpan.FromSeconds(60)), (refused.Code, refused.RetryAfter));
        Assert.Single(proxy.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using FaultProxy.Answering away = proxy.Answer(request => request.IsList, new ScriptedAnswer(307, "") { Headers = new Dictionary<string, string> { ["Location"] = $"{proxy.Address}elsewhere" } });
        ApiStatus refused = await RefusedAsync(() => proxied.ListAsync(Sessions, Namespace, new(), Token));
        Assert.Equal(307, refused.Code);
        Assert.DoesNotContain(proxy.Requests, request => request.Path == "/elsewhere");
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_obeyed_at_once()
    {
        using IDisposable hole = proxy.BlackHole();
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<ObjectList> asking = proxied.ListAsync(Sessions, Namespace, new(), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_an_error_after_the_request_timeout()
    {
        await using KubernetesClient impatient = ConformanceServer.Connect(proxy.CreateConfiguration(), new() { RequestTimeout = TimeSpan.FromSeconds(1) });
        using IDisposable hole = proxy.BlackHole();
        await Assert.ThrowsAsync<HttpRequestException>(() => impatient.ListAsync(Sessions, Namespace, new(), Token));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error_and_is_found_again()
    {
        using (proxy.Down())
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => proxied.ListAsync(Sessions, Namespace, new(), Token));
        }

        await proxied.ListAsync(Sessions, Namespace, new(), Token);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using TestCertificates others = new();
        await using KubernetesClient deceived = ConformanceServer.Connect(TestConfiguration.Create("deceived", proxy.Address, others.AuthorityPem, "not-a-secret"));
        await Assert.ThrowsAsync<HttpRequestException>(() => deceived.ListAsync(Sessions, Namespace, new(), Token));
        Assert.Empty(proxy.Requests);
    }

    private async Task DrainAsync(string version, CancellationToken cancellationToken)
    {
        await foreach (object item in proxied.WatchAsync(KubeStash.Core.BackupSessionRow.Reader, Namespace, new() { ResourceVersion = version }, cancellationToken))
        {
            Assert.NotNull(item);
        }
    }
}
