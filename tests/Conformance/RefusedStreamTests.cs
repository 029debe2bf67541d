using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Testing;
using BackupConsole.Testing.ApiServer;

namespace BackupConsole.Conformance;

/// <summary>What an informer does when the server answers, but not with what it was asked for.</summary>
public sealed class RefusedStreamTests(ConformanceServer server) : InformerTest(server)
{
    [Fact]
    public async Task An_expired_version_as_a_status_costs_one_new_fill_and_no_row()
    {
        await CreateSessionsAsync(5);
        Observed observed = await ObserveLiveAsync();
        await observed.ForgetAsync();
        using FaultProxy.Answering expired = Proxy.Answer(IsResumption, new ScriptedAnswer(410), 1);
        Proxy.EndStreams();
        await Eventually.HoldsAsync(() => expired.Count == 1 && Proxy.Fills == 2, cancellationToken: Token);
        await DeleteSessionAsync("s-000");
        await EqualsAFreshListAsync(observed);
        Assert.Equal(2, Proxy.Fills);
        Assert.True(observed.Fewest >= 4);
    }

    [Fact]
    public async Task An_expired_version_in_the_stream_costs_one_new_fill_and_no_row()
    {
        await CreateSessionsAsync(5);
        Observed observed = await ObserveLiveAsync();
        await observed.ForgetAsync();
        Proxy.ExpireStreams();
        await Eventually.HoldsAsync(() => Proxy.Fills == 2, cancellationToken: Token);
        await CreateSessionAsync("later");
        await EqualsAFreshListAsync(observed);
        Assert.Equal(2, Proxy.Fills);
        Assert.True(observed.Fewest >= 5);
        Assert.Equal(["later"], observed.Versions.Select(version => version.Split(' ')[0]));
    }

    [Fact]
    public async Task What_was_deleted_while_the_version_expired_is_gone_after_the_new_fill()
    {
        await CreateSessionsAsync(5);
        Observed observed = await ObserveLiveAsync();
        using (FaultProxy.Answering expired = Proxy.Answer(IsResumption, new ScriptedAnswer(410)))
        using (Proxy.Answer(request => request.IsList || request.IsWatch, new ScriptedAnswer(503)))
        {
            Proxy.CutStreamsMidLine();
            await ReachesAsync(observed, InformerPhase.Stale);
            await DeleteSessionAsync("s-000");
            await DeleteSessionAsync("s-001");
            await CreateSessionAsync("s-001");
        }

        await EqualsAFreshListAsync(observed);
        Assert.Equal(4, observed.Rows.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_server_is_asked_again_only_after_the_wait_it_names(int code)
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync();
        using FaultProxy.Answering busy = Proxy.Answer(IsResumption, ScriptedAnswer.RetryAfter(code, 2), 1);
        long start = TimeProvider.System.GetTimestamp();
        Proxy.EndStreams();
        await ReachesAsync(observed, InformerPhase.Stale);
        int asked = Proxy.Watches;
        await DeleteSessionAsync("s-000");
        await Eventually.HoldsAsync(() => Proxy.Watches > asked, cancellationToken: Token);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(1.9));
        await EqualsAFreshListAsync(observed);
        Assert.Equal(1, Proxy.Fills);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_server_that_has_just_started_and_refuses_leaves_rows_stale_and_never_refused(int code)
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync();
        await observed.ForgetAsync();
        using (FaultProxy.Answering refusing = Proxy.Answer(
            request => request.IsWatch || request.IsList, code == 404 ? new ScriptedAnswer(404, "404 page not found\n") { ContentType = "text/plain" } : new ScriptedAnswer(403)))
        {
            Proxy.CutStreamsMidLine();
            await Eventually.HoldsAsync(() => refusing.Count >= 4, cancellationToken: Token);
            Assert.Equal(InformerPhase.Stale, observed.State.Phase);
            await DeleteSessionAsync("s-000");
        }

        await EqualsAFreshListAsync(observed);
        Assert.DoesNotContain(observed.Phases, phase => phase is InformerPhase.Forbidden or InformerPhase.NotInstalled or InformerPhase.Syncing);
        Assert.True(observed.Fewest >= 2);
    }

    [Fact]
    public async Task A_refusal_that_goes_on_and_is_confirmed_is_believed_and_ends_when_the_permission_comes_back()
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync(Fast with { RefusalGrace = TimeSpan.FromSeconds(1) });
        JsonObject denied = new() { ["apiVersion"] = "authorization.k8s.io/v1", ["kind"] = "SelfSubjectAccessReview", ["status"] = new JsonObject { ["allowed"] = false } };
        using (Proxy.Answer(request => request.IsWatch || request.IsList, new ScriptedAnswer(403)))
        using (Proxy.Answer(request => request.Path.EndsWith("selfsubjectaccessreviews", StringComparison.Ordinal), new ScriptedAnswer(201, denied.ToJsonString())))
        {
            Proxy.CutStreamsMidLine();
            await ReachesAsync(observed, InformerPhase.Forbidden);
            Assert.Empty(observed.Rows);
            Assert.Equal(Sessions, observed.State.Problem!.Resource);
            Assert.NotNull(observed.State.Problem.Verb);
        }

        await EqualsAFreshListAsync(observed);
        Assert.Equal(3, observed.Rows.Count);
    }

    [Fact]
    public async Task A_first_fill_that_fails_is_tried_again()
    {
        await CreateSessionsAsync(3);
        using FaultProxy.Answering failing = Proxy.Answer(request => request.IsWatch || request.IsList, new ScriptedAnswer(500), 4);
        Observed observed = Observe();
        await EqualsAFreshListAsync(observed);
        Assert.Equal(4, failing.Count);
        Assert.DoesNotContain(InformerPhase.Stale, observed.Phases);
    }

    private static bool IsResumption(RecordedRequest request) => request.IsWatch && request["sendInitialEvents"] is null;
}
