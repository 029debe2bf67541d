using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Informers;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class RefusalTests
{
    [Fact]
    public void A_user_who_may_not_list_is_told_so_at_once_with_verb_and_resource_and_namespace()
    {
        using InformerHarness harness = new(InformerScope.Of("demo"));
        Forbid(harness, "list", "watch");
        harness.Started();

        Assert.Equal(InformerPhase.Forbidden, harness.State.Phase);
        Assert.Equal(InformerProblemKind.Forbidden, harness.State.Problem!.Kind);
        Assert.Equal("list", harness.State.Problem.Verb);
        Assert.Equal(TestRow.Kind, harness.State.Problem.Resource);
        Assert.Equal("demo", Assert.Single(harness.State.Scopes).Namespace);
        Assert.Equal(new AccessRequest("list", TestRow.Kind, "demo"), Assert.Single(harness.Server.Reviews));
    }

    [Fact]
    public void A_first_refusal_that_the_review_contradicts_is_tried_again_while_syncing()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Server.Fault = verb => verb == "list" ? ModelServer.Refusal(403) : null;
        harness.Started();
        Assert.Equal(InformerPhase.Syncing, harness.State.Phase);
        Assert.Equal(InformerProblemKind.Forbidden, harness.State.Problem!.Kind);
        harness.Server.Fault = _ => null;
        harness.Advance(5);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
    }

    [Fact]
    public void Who_may_not_even_ask_is_refused()
    {
        using InformerHarness harness = new();
        Forbid(harness, "list", "watch", "review");
        harness.Started();
        Assert.Equal(InformerPhase.Forbidden, harness.State.Phase);
    }

    [Fact]
    public void A_question_that_fails_decides_nothing()
    {
        using InformerHarness harness = new();
        harness.Server.Fault = verb => verb == "list" ? ModelServer.Refusal(403) : verb == "review" ? new HttpRequestException("down") : null;
        harness.Started();
        Assert.Equal(InformerPhase.Syncing, harness.State.Phase);
    }

    [Fact]
    public void A_granted_permission_heals_by_itself()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        Forbid(harness, "list", "watch");
        harness.Started();
        harness.Advance(120);
        Assert.InRange(harness.Server.Lists.Count, 4, 6);
        Allow(harness);
        harness.Advance(31);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        harness.AssertEqualToServer();
    }

    [Fact]
    public void Refusals_after_a_restart_are_stale_for_thirty_seconds_and_then_believed()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.Fault = _ => new HttpRequestException("refused");
        harness.Server.CutAll(new IOException("cut"));
        harness.Advance(90);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);

        Forbid(harness, "list", "watch");
        harness.Advance(29);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        Assert.Equal(1, harness.Snapshot.Count);
        harness.Advance(32);
        Assert.Equal(InformerPhase.Forbidden, harness.State.Phase);
        Assert.Equal(0, harness.Snapshot.Count);
        Assert.Equal(0, harness.State.Received);
        Assert.Empty(harness.Server.Lists.Skip(1));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(503)]
    public void A_refusal_that_passes_leaves_no_trace(int code)
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.Allowed = false;
        harness.Server.Served = false;
        harness.Server.Fault = _ => ModelServer.Refusal(code);
        harness.Server.CutAll(new IOException("cut"));
        harness.Advance(20);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        Assert.Equal(1, harness.Snapshot.Count);
        harness.Server.Fault = _ => null;
        harness.Advance(31);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        Assert.Single(harness.Server.Lists);
    }

    [Fact]
    public void Server_errors_never_turn_into_a_refusal()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.Fault = _ => ModelServer.Refusal(503);
        harness.Server.CutAll(new IOException("cut"));
        harness.Advance(600);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        Assert.Equal(InformerProblemKind.ServerError, harness.State.Problem!.Kind);
        Assert.Equal(1, harness.Snapshot.Count);
    }

    [Fact]
    public void A_kind_that_discovery_does_not_name_is_not_installed_and_heals_when_it_is()
    {
        using InformerHarness harness = new();
        harness.Server.Fault = verb => verb is "list" or "watch" ? ModelServer.Refusal(404) : null;
        harness.Server.Served = false;
        harness.Started();
        Assert.Equal(InformerPhase.NotInstalled, harness.State.Phase);
        Assert.Equal(InformerProblemKind.NotInstalled, harness.State.Problem!.Kind);
        harness.Server.Put("a", "one");
        Allow(harness);
        harness.Advance(31);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        harness.AssertEqualToServer();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void A_missing_kind_that_discovery_names_or_cannot_tell_is_tried_again(bool? served)
    {
        using InformerHarness harness = new();
        harness.Server.Fault = verb => verb is "list" or "watch" ? ModelServer.Refusal(404) : null;
        harness.Server.Served = served;
        harness.Started();
        Assert.Equal(InformerPhase.Syncing, harness.State.Phase);
    }

    [Fact]
    public void A_kind_that_is_removed_while_watched_is_stale_and_then_not_installed()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.Fault = verb => verb is "list" or "watch" ? ModelServer.Refusal(404) : null;
        harness.Server.Served = false;
        harness.Server.EndAll();
        harness.Advance(29);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        harness.Advance(2);
        Assert.Equal(InformerPhase.NotInstalled, harness.State.Phase);
        Assert.Equal(0, harness.Snapshot.Count);
    }

    [Fact]
    public void A_list_that_is_allowed_while_the_watch_is_not_is_said()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        Forbid(harness, "watch");
        harness.Started();
        Assert.Equal(InformerPhase.Forbidden, harness.State.Phase);
        Assert.Equal("watch", harness.State.Problem!.Verb);
        Assert.Equal(0, harness.Snapshot.Count);

        harness.Advance(100);
        Assert.Single(harness.Server.Lists);
        Allow(harness);
        harness.Advance(31);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        harness.AssertEqualToServer();
    }

    [Fact]
    public void A_refused_credential_is_said_and_tried_slowly()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Server.Fault = _ => ModelServer.Refusal(401, "Unauthorized");
        harness.Started();
        Assert.Equal(InformerPhase.Syncing, harness.State.Phase);
        Assert.Equal(InformerProblemKind.Unauthorized, harness.State.Problem!.Kind);
        harness.Server.Fault = _ => null;
        harness.Advance(31);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);

        harness.Server.Fault = _ => new CredentialException("the plugin failed");
        harness.Server.CutAll(ModelServer.Refusal(401, "Unauthorized"));
        harness.Advance(300);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        Assert.Equal("the plugin failed", harness.State.Problem!.Message);
        Assert.InRange(harness.Server.Watches.Count, 8, 13);
    }

    [Fact]
    public void One_forbidden_namespace_does_not_hide_the_others()
    {
        using InformerHarness harness = new(InformerScope.Of("a", "b"));
        harness.Server.Put("a", "one");
        harness.Server.Put("b", "two");
        harness.Started();
        harness.Server.Allowed = false;
        harness.Server.Fault = verb => verb == "watch" && harness.Server.Streams.Any(stream => stream.Namespace == "b") ? ModelServer.Refusal(403) : null;
        harness.Server.Streams.Single(stream => stream.Namespace == "a").Fail(new IOException("cut"));
        harness.Advance(40);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        Assert.Equal([InformerPhase.Forbidden, InformerPhase.Live], harness.State.Scopes.Select(scope => scope.Phase));
        Assert.Equal(["two"], harness.Names);
    }

    private static void Forbid(InformerHarness harness, params string[] verbs)
    {
        harness.Server.Allowed = false;
        harness.Server.Fault = verb => verbs.Contains(verb) ? ModelServer.Refusal(403, "Forbidden") : null;
    }

    private static void Allow(InformerHarness harness)
    {
        harness.Server.Allowed = true;
        harness.Server.Served = true;
        harness.Server.Fault = _ => null;
    }
}
