using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Conformance;

public sealed class RefusalTests(ConformanceServer server) : ConformanceTest(server)
{
    [Fact]
    public async Task A_value_of_the_wrong_type_is_refused_with_a_cause_at_its_field()
    {
        ApiStatus refused = await RefusedAsync(() => CreateSessionAsync("one", session => session["spec"]!["retryLeft"] = "three"));

        Assert.Equal((422, "Invalid"), (refused.Code, refused.Reason));
        ApiStatusCause cause = Assert.Single(refused.Causes);
        Assert.Equal("spec.retryLeft", cause.Field);
        // Servers since 1.23 tell a wrong type from a wrong value.
        Assert.Contains(cause.Reason, new[] { "FieldValueInvalid", "FieldValueTypeInvalid" });
        Assert.Contains("integer", cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_mistakes_are_several_causes()
    {
        ApiStatus refused = await RefusedAsync(() => CreateSessionAsync("one", session =>
        {
            session["spec"]!["retryLeft"] = "three";
            session["spec"]!["session"] = 5;
        }));

        Assert.Equal(["spec.retryLeft", "spec.session"], refused.Causes.Select(cause => cause.Field).Order());
    }

    [Fact]
    public async Task A_missing_required_field_is_a_cause_of_its_own_reason()
    {
        ApiStatus refused = await RefusedAsync(() => CreateSessionAsync("one", session => session["spec"]!["invoker"]!.AsObject().Remove("name")));
        ApiStatusCause cause = Assert.Single(refused.Causes);
        Assert.Equal(("spec.invoker.name", "FieldValueRequired"), (cause.Field, cause.Reason));
    }

    [Fact]
    public async Task A_bad_name_is_refused_at_metadata_name()
    {
        ApiStatus refused = await RefusedAsync(() => Client.CreateAsync(Sessions, Namespace, NewSession("Not_A_Name"), new(), Token));
        Assert.Equal(422, refused.Code);
        Assert.Contains(refused.Causes, cause => cause.Field == "metadata.name");
    }

    [Fact]
    public async Task Strict_validation_refuses_a_misspelt_field_where_the_server_has_it_and_drops_it_where_not()
    {
        JsonObject misspelt = NewSession("one");
        misspelt["spec"]!["retriesLeft"] = 3;
        if (Server.Version.IsAtLeast(1, 25))
        {
            ApiStatus refused = await RefusedAsync(() => Client.CreateAsync(Sessions, Namespace, misspelt, new(), Token));
            Assert.Equal((400, "BadRequest"), (refused.Code, refused.Reason));
            Assert.Contains("unknown field \"spec.retriesLeft\"", refused.Message, StringComparison.Ordinal);
        }

        JsonObject created = await Client.CreateAsync(Sessions, Namespace, misspelt, new() { StrictFieldValidation = !Server.Version.IsAtLeast(1, 25) }, Token);
        Assert.Null(created["spec"]!["retriesLeft"]);
        Assert.Equal("1", Text(created, "spec", "retryLeft"));
    }

    [Fact]
    public async Task A_namespace_that_is_not_there_is_NotFound()
    {
        ApiStatus refused = await RefusedAsync(() => Client.CreateAsync(TestKinds.ConfigMap, $"{Namespace}-no", new() { ["metadata"] = new JsonObject { ["name"] = "one" } }, new(), Token));
        Assert.True(refused.IsNotFound);
        Assert.Contains($"{Namespace}-no", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_that_is_not_there_is_NotFound()
    {
        ApiStatus refused = await RefusedAsync(() => Client.ListAsync(new("nothing.example", "v1", "things", "Thing", true), Namespace, new(), Token));
        Assert.True(refused.IsNotFound);
        Assert.False(refused.IsForbidden);
    }

    [Fact]
    public async Task A_missing_permission_is_Forbidden_and_names_user_verb_and_resource()
    {
        Assert.SkipWhen(Server.Nobody is null, "No kubeconfig of a user without permissions was given (CONSOLE_TEST_KUBECONFIG_NOBODY).");
        await using KubernetesClient nobody = ConformanceServer.Connect(Server.Nobody);
        ApiStatus refused = await RefusedAsync(() => nobody.ListAsync(Sessions, null, new(), Token));

        Assert.True(refused.IsForbidden);
        Assert.False(refused.IsWebhookRefusal);
        Assert.Contains("cannot list resource \"backupsessions\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhooks_refusal_is_told_from_a_missing_permission()
    {
        Assert.SkipWhen(Server.Fake is null, "KubeStash's webhooks do not run on this API server, so none refuses.");
        ApiStatus refused = await RefusedAsync(() => CreateSessionAsync("one", session => session["spec"]!.AsObject().Remove("session")));

        Assert.Equal(403, refused.Code);
        Assert.True(refused.IsWebhookRefusal);
        Assert.False(refused.IsForbidden);
        Assert.Equal("backupsessions.webhook.test", refused.Webhook);
    }

    [Fact]
    public async Task An_unknown_credential_is_Unauthorized()
    {
        await using KubernetesClient stranger = ConformanceServer.Connect(Server.Admin with { Credentials = new Testing.FixedToken("no-such-token") });
        ApiStatus refused = await RefusedAsync(() => stranger.ListAsync(Sessions, Namespace, new(), Token));
        Assert.Equal(401, refused.Code);
    }
}
