using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Conformance;

public sealed class ReviewTests(ConformanceServer server) : ConformanceTest(server)
{
    [Fact]
    public async Task An_admin_may_do_everything()
    {
        Assert.True((await Client.ReviewAccessAsync(new("create", Sessions, Namespace), Token)).Allowed);
        Assert.True((await Client.ReviewAccessAsync(new("list", Sessions), Token)).Allowed);
        Assert.True((await Client.ReviewAccessAsync(new("get", TestKinds.Pod, Namespace, "one", "log"), Token)).Allowed);
        AccessRules rules = await Client.ReviewRulesAsync(Namespace, Token);
        Assert.Contains(rules.Rules, rule => rule.Verbs.Contains("*") && rule.Groups.Contains("*") && rule.Resources.Contains("*"));
    }

    [Fact]
    public async Task A_viewer_may_read_backups_of_one_namespace()
    {
        Assert.SkipWhen(Server.Viewer is null, "No kubeconfig of a user who reads one namespace was given (CONSOLE_TEST_KUBECONFIG_VIEWER).");
        await using KubernetesClient viewer = ConformanceServer.Connect(Server.Viewer);
        string ns = Server.Viewer.Namespace ?? "demo";
        foreach (string verb in (string[])["get", "list", "watch"])
        {
            Assert.True((await viewer.ReviewAccessAsync(new(verb, Sessions, ns), Token)).Allowed);
        }

        Assert.False((await viewer.ReviewAccessAsync(new("list", Sessions), Token)).Allowed);
        Assert.False((await viewer.ReviewAccessAsync(new("delete", Sessions, ns), Token)).Allowed);
        Assert.False((await viewer.ReviewAccessAsync(new("list", TestKinds.Namespace), Token)).Allowed);

        AccessRules rules = await viewer.ReviewRulesAsync(ns, Token);
        Assert.Contains(rules.Rules, rule => rule.Groups.Contains("core.kubestash.com") && rule.Verbs.Contains("watch"));
        Assert.DoesNotContain(rules.Rules, rule => rule.Groups.Contains("core.kubestash.com") && rule.Verbs.Contains("delete"));

        await viewer.ListAsync(Sessions, ns, new(), Token);
        Assert.True((await RefusedAsync(() => viewer.ListAsync(Sessions, null, new(), Token))).IsForbidden);
    }

    [Fact]
    public async Task A_user_without_permissions_is_told_so()
    {
        Assert.SkipWhen(Server.Nobody is null, "No kubeconfig of a user without permissions was given (CONSOLE_TEST_KUBECONFIG_NOBODY).");
        await using KubernetesClient nobody = ConformanceServer.Connect(Server.Nobody);
        Assert.False((await nobody.ReviewAccessAsync(new("list", Sessions, Namespace), Token)).Allowed);
        AccessRules rules = await nobody.ReviewRulesAsync(Namespace, Token);
        Assert.DoesNotContain(rules.Rules, rule => rule.Groups.Contains("core.kubestash.com"));
    }

    [Fact]
    public async Task The_server_says_who_the_user_is_where_it_can_be_asked()
    {
        UserIdentity? user = await Client.WhoAmIAsync(Token);
        if (Server.Version.IsAtLeast(1, 28))
        {
            Assert.NotNull(user);
            Assert.NotEmpty(user.Name);
            Assert.Contains("system:authenticated", user.Groups);
        }
        else
        {
            Assert.True(user is null || user.Name.Length > 0);
        }
    }
}
