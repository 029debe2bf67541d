using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Kinds;
using BackupConsole.Settings;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages.BackupSessions;

public class BackupSessionListTests : PageTest
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_sandbox_is_named_as_such_on_every_page()
    {
        FakeCluster cluster = new("sandbox");
        Use(cluster);
        Context.Navigation.StartAt("/c/sandbox/backupsessions.core.kubestash.com");
        RenderedComponent page = await RenderAsync<KindListPage>(("Cluster", "sandbox"), ("Resource", KubeStashKinds.BackupSession.Id));

        Assert.Contains("Sandbox: simulated backups", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prerendering_draws_a_skeleton_and_asks_nothing()
    {
        FakeCluster cluster = new();
        Use(cluster);
        Context.IsInteractive = false;

        RenderedComponent page = await OpenAsync();

        Assert.NotEmpty(page.FindAll(".bone"));
        Assert.Contains("Recent Backups", page.Text, StringComparison.Ordinal);
        Assert.Empty(cluster.Asked);
    }

    [Fact]
    public async Task Sessions_are_shown_newest_first_with_phase_and_age()
    {
        FakeCluster cluster = new();
        cluster.Put(FakeCluster.Session("demo", "older", "Failed", Noon.AddHours(-1)));
        cluster.Put(FakeCluster.Session("prod", "newer", "Running", Noon));
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Live", Cancel);

        Assert.Equal(["newer", "older"], Names(page));
        Assert.Equal(["Running", "Failed"], page.FindAll("tbody td.phase").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("2026-01-05T12:00:00Z", page.Find("tbody time[data-age]").GetAttribute("datetime"));
        Assert.Contains("Showing 1 to 2 of 2 Items", page.Text, StringComparison.Ordinal);
        Assert.Equal("ascending", page.Find("th.age").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task The_page_follows_what_happens_in_the_cluster()
    {
        FakeCluster cluster = new();
        cluster.Put(FakeCluster.Session("demo", "first"));
        Use(cluster);
        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Live", Cancel);

        cluster.Put(FakeCluster.Session("demo", "second", "Running", Noon.AddHours(1)));
        await page.WaitForStateAsync(() => Names(page) is ["second", "first"], Cancel);
        cluster.Put(FakeCluster.Session("demo", "second", "Failed", Noon.AddHours(1)));
        await page.WaitForStateAsync(() => page.Find("tbody td.phase").TextContent.Trim() == "Failed", Cancel);
        cluster.Delete("demo", "second");
        await page.WaitForStateAsync(() => Names(page) is ["first"], Cancel);
    }

    [Fact]
    public async Task While_the_first_rows_arrive_the_page_says_how_many()
    {
        FakeCluster cluster = new() { ListGate = new TaskCompletionSource() };
        cluster.Put(FakeCluster.Session("demo", "early"));
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => page.Text.Contains("received 1 so far", StringComparison.Ordinal), Cancel);
        Assert.Equal("Loading", Pill(page));
        Assert.Equal(["early"], Names(page));

        cluster.ListGate.SetResult();
        await page.WaitForStateAsync(() => Pill(page) == "Live", Cancel);
    }

    [Fact]
    public async Task A_lost_connection_is_told_with_the_time_and_the_rows_stay()
    {
        FakeCluster cluster = new();
        cluster.Put(FakeCluster.Session("demo", "kept"));
        Use(cluster);
        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Live", Cancel);

        cluster.Break(new HttpRequestException("Connection refused"));
        await page.WaitForStateAsync(() => Pill(page).StartsWith("Stale since", StringComparison.Ordinal), Cancel);
        Assert.Equal(["kept"], Names(page));
        Assert.NotEmpty(page.FindAll("[role=status] time[data-clock]"));
        Assert.Contains("data as of", page.Text, StringComparison.Ordinal);

        cluster.Trouble = null;
        await page.WaitForStateAsync(() => Pill(page) == "Live", Cancel);
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_reached_is_told_with_server_reason_and_next_try()
    {
        FakeCluster cluster = new() { Trouble = new HttpRequestException("No route to host") };
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Cannot connect", Cancel);

        Assert.Contains("Cannot connect to dev", page.Text, StringComparison.Ordinal);
        Assert.Contains("No route to host", page.Text, StringComparison.Ordinal);
        Assert.Contains("https://dev.example:6443/", page.Text, StringComparison.Ordinal);
        Assert.Contains("The next try is at", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_of_one_namespace_sees_it_and_is_told_so()
    {
        FakeCluster cluster = new() { AllowedIn = ["demo"], Namespaces = null };
        cluster.Put(FakeCluster.Session("demo", "mine"));
        cluster.Put(FakeCluster.Session("prod", "not-mine"));
        Use(new ClusterOptions { Namespaces = ["demo", "prod"] }, [], cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Live", Cancel);

        Assert.Equal(["mine"], Names(page));
        Assert.Contains("Only namespace demo is shown. User \"jane\" may not list backupsessions.core.kubestash.com in the whole cluster.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("list *", cluster.Asked);
    }

    [Fact]
    public async Task A_user_without_any_permission_gets_an_explanation()
    {
        FakeCluster cluster = new() { AllowedIn = [], Namespaces = null };
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Not permitted", Cancel);

        Assert.Contains("User \"jane\" may not list backupsessions.core.kubestash.com", page.Text, StringComparison.Ordinal);
        Assert.Contains("get, list and watch", page.Text, StringComparison.Ordinal);
        Assert.Contains("Namespaces may not be listed either", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Asked, question => question.StartsWith("list ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_namespace_may_be_typed_where_they_may_not_be_listed()
    {
        FakeCluster cluster = new() { AllowedIn = ["secret-place"], Namespaces = null };
        cluster.Put(FakeCluster.Session("secret-place", "found"));
        Use(cluster);
        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Not permitted", Cancel);

        await page.InvokeAsync(() => page.Find("input[aria-label='Select Namespace']").InputAsync("Not A Name"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains("A namespace has at most 63", page.Text, StringComparison.Ordinal);
        Assert.Empty(Context.Navigation.History);

        await page.InvokeAsync(() => page.Find("input[aria-label='Select Namespace']").InputAsync("secret-place"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        await page.WaitForStateAsync(() => Names(page) is ["found"], Cancel);
        Assert.EndsWith("?namespace=secret-place", Context.Navigation.Uri, StringComparison.Ordinal);

        // From now on it is one of those that are tried by themselves.
        await page.InvokeAsync(() =>
        {
            Context.Navigation.NavigateTo("/c/dev/backupsessions.core.kubestash.com");
            return Task.CompletedTask;
        });
        await page.WaitForStateAsync(() => page.Text.Contains("Only namespace secret-place is shown", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task Many_namespaces_need_a_choice()
    {
        FakeCluster cluster = new()
        {
            AllowedIn = [.. Enumerable.Range(0, 21).Select(at => $"team-{at}")],
            Namespaces = [.. Enumerable.Range(0, 30).Select(at => $"team-{at}")],
        };
        cluster.Put(FakeCluster.Session("team-3", "chosen"));
        Use(cluster);
        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Choose a namespace", Cancel);
        Assert.DoesNotContain(cluster.Asked, question => question.StartsWith("list ", StringComparison.Ordinal));

        await page.Find("select[aria-label='Select Namespace']").ChangeAsync("team-3");
        await page.WaitForStateAsync(() => Names(page) is ["chosen"], Cancel);
    }

    [Fact]
    public async Task A_kind_that_is_not_installed_is_told_with_what_to_install()
    {
        FakeCluster cluster = new() { Serves = false };
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Not installed", Cancel);

        Assert.Contains("dev does not know BackupSession", page.Text, StringComparison.Ordinal);
        Assert.Contains("Install KubeStash", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_cluster_says_how_to_get_a_first_backup()
    {
        Use(new FakeCluster());

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Live", Cancel);

        Assert.Contains("No backups yet", page.Text, StringComparison.Ordinal);
        Assert.Contains("BackupConfiguration", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_that_cannot_be_read_are_named_and_the_others_shown()
    {
        FakeCluster cluster = new() { Malformed = [new MalformedObject(new ObjectKey("demo", "odd"), "spec.session is a number")] };
        cluster.Put(FakeCluster.Session("demo", "even"));
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Live", Cancel);

        Assert.Equal(["even"], Names(page));
        Assert.Contains("1 object could not be read and is left out", page.Text, StringComparison.Ordinal);
        Assert.Contains("demo/odd: spec.session is a number", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_restores_namespace_text_sort_and_page()
    {
        FakeCluster cluster = new();
        for (int at = 0; at < 60; at++)
        {
            cluster.Put(FakeCluster.Session(at % 2 == 0 ? "demo" : "prod", $"nightly-{at:00}"));
        }

        Use(cluster);
        RenderedComponent page = await OpenAsync("?namespace=demo&q=NIGHTLY&sort=-name&page=2&size=20");
        await page.WaitForStateAsync(() => Pill(page) == "Live" && Names(page).Count == 10, Cancel);

        Assert.Equal(["nightly-18", "nightly-16", "nightly-14", "nightly-12", "nightly-10", "nightly-08", "nightly-06", "nightly-04", "nightly-02", "nightly-00"], Names(page));
        Assert.Contains("Showing 21 to 30 of 30 Items", page.Text, StringComparison.Ordinal);
        Assert.Equal("descending", page.Find("th.name").GetAttribute("aria-sort"));
        Assert.Equal("NIGHTLY", page.Find("input[type=search]").GetAttribute("value"));
        Assert.Equal("demo", page.Find(".namespace option[selected]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("?page=-1&sort=nonsense&namespace=NOT%20A%20NAME")]
    [InlineData("?page=99999999999999999999")]
    [InlineData("?page=7")]
    public async Task An_address_that_makes_no_sense_shows_what_there_is(string query)
    {
        FakeCluster cluster = new();
        cluster.Put(FakeCluster.Session("demo", "there"));
        Use(cluster);

        RenderedComponent page = await OpenAsync(query);
        await page.WaitForStateAsync(() => Names(page) is ["there"], Cancel);
    }

    [Fact]
    public async Task Sorting_paging_and_namespaces_are_steps_one_can_go_back()
    {
        FakeCluster cluster = new();
        for (int at = 0; at < 30; at++)
        {
            cluster.Put(FakeCluster.Session("demo", $"nightly-{at:00}", created: Noon.AddMinutes(at)));
        }

        Use(cluster);
        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Names(page).Count == 10, Cancel);

        await page.Find("th.name button").ClickAsync();
        await page.WaitForStateAsync(() => Names(page)[0] == "nightly-00", Cancel);
        await page.Find("button[aria-label='Next page']").ClickAsync();
        await page.WaitForStateAsync(() => Names(page) is ["nightly-10", ..], Cancel);
        await page.Find("select[aria-label='Select Namespace']").ChangeAsync("prod");
        await page.WaitForStateAsync(() => page.Text.Contains("No backups yet in namespace prod", StringComparison.Ordinal), Cancel);

        Assert.Equal(["?sort=name", "?sort=name&page=2", "?sort=name&namespace=prod"], Context.Navigation.History.Select(step => new Uri(step.Uri).Query));
        Assert.All(Context.Navigation.History, step => Assert.False(step.Replaced));
    }

    [Fact]
    public async Task Typing_filters_without_filling_the_history()
    {
        FakeCluster cluster = new();
        cluster.Put(FakeCluster.Session("demo", "orders-1"));
        cluster.Put(FakeCluster.Session("demo", "mails-1"));
        Use(cluster);
        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Names(page).Count == 2, Cancel);

        Task first = page.Find("input[type=search]").InputAsync("ord");
        await page.Find("input[type=search]").InputAsync("orders");
        await first;
        await page.WaitForStateAsync(() => Names(page) is ["orders-1"], Cancel);
        Assert.Contains("(filtered from 2)", page.Text, StringComparison.Ordinal);
        Assert.True(Assert.Single(Context.Navigation.History).Replaced);

        await page.Find("input[type=search]").InputAsync("nothing like it");
        await page.WaitForStateAsync(() => page.Text.Contains("No backup matches", StringComparison.Ordinal), Cancel);
        await page.Find(".state button").ClickAsync();
        await page.WaitForStateAsync(() => Names(page).Count == 2, Cancel);
    }

    [Fact]
    public async Task What_comes_from_the_cluster_is_text_and_nothing_else()
    {
        const string Payload = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        FakeCluster cluster = new() { Malformed = [new MalformedObject(new ObjectKey("prod", Payload), Payload)] };
        cluster.Put(FakeCluster.Session("demo", Payload, Payload) with { Session = Payload, FailureReason = Payload });
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Pill(page) == "Live", Cancel);

        Assert.Empty(page.FindAll("img, script"));
        Assert.Equal([Payload], Names(page));
    }

    [Fact]
    public async Task An_unknown_cluster_is_told_with_those_there_are()
    {
        FakeCluster cluster = new();
        Use(cluster);

        RenderedComponent page = await RenderAsync<KindListPage>(("Cluster", "gone"), ("Resource", KubeStashKinds.BackupSession.Id));

        Assert.Contains("There is no cluster “gone” here", page.Text, StringComparison.Ordinal);
        Assert.Equal("/c/dev", page.Find(".state ul a").GetAttribute("href"));
        Assert.Empty(cluster.Asked);
    }

    [Fact]
    public async Task A_cluster_whose_certificate_is_not_verified_is_marked()
    {
        FakeCluster cluster = new();
        FakeCluster insecure = new() { Configuration = cluster.Configuration with { InsecureSkipTlsVerify = true } };
        Use(insecure);

        RenderedComponent page = await OpenAsync();

        Assert.Contains("TLS certificate not verified", page.Find("header").TextContent, StringComparison.Ordinal);
    }

    private Task<RenderedComponent> OpenAsync(string query = "")
    {
        Context.Navigation.StartAt($"/c/dev/backupsessions.core.kubestash.com{query}");
        return RenderAsync<KindListPage>(("Cluster", "dev"), ("Resource", KubeStashKinds.BackupSession.Id));
    }

    private static string Pill(RenderedComponent page) => page.Find("header [role=status]").TextContent.Trim();

    private static IReadOnlyList<string> Names(RenderedComponent page) => [.. page.FindAll("tbody td.name .middle").Select(cell => cell.TextContent)];
}
