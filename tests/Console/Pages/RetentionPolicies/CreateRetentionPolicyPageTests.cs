using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Pages.RetentionPolicies;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages.RetentionPolicies;

/// <summary>The form of a RetentionPolicy.</summary>
public sealed class CreateRetentionPolicyPageTests() : CreatePageTest<CreateRetentionPolicyPage>(KubeStashKinds.RetentionPolicy)
{
    [Fact]
    public async Task The_policy_is_stored_as_the_form_has_it_and_said_in_words()
    {
        RenderedComponent page = await FilledAsync(("spec-maxRetentionPeriod", "2y"), ("spec-successfulSnapshots-weekly", "4"), ("spec-successfulSnapshots-last", "7"), ("spec-failedSnapshots-last", "0"));
        Assert.StartsWith("The newest 7 backups, and the newest one of each of the last 4 weeks that have any are kept.", page.Find(".kept").TextContent.Trim(), StringComparison.Ordinal);
        await page.InvokeAsync(() => Field(page, "spec-default").ChangeAsync("true"));
        await ChooseAsync(page, "spec-usagePolicy-allowedNamespaces-from", "All");
        await PreviewAsync(page);
        Assert.Contains("Nothing older than 2 years is kept", page.Find(".plan").TextContent, StringComparison.Ordinal);
        await SubmitAsync(page);

        JsonObject stored = Stored(KubeStashKinds.RetentionPolicy);
        Assert.Equal(
            """{"default":true,"maxRetentionPeriod":"2y","successfulSnapshots":{"last":7,"weekly":4},"failedSnapshots":{"last":0},"usagePolicy":{"allowedNamespaces":{"from":"All"}}}""",
            stored["spec"]!.ToJsonString());
        Assert.EndsWith("/n/demo/o/keep", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_or_a_count_is_needed()
    {
        RenderedComponent page = await FilledAsync();
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        Assert.Equal("Max Retention Period is required.", ErrorAt(page, "spec-maxRetentionPeriod"));
        Assert.Empty(page.FindAll("[data-manifest]"));

        await TypeAsync(page, ("spec-successfulSnapshots-daily", "7"));
        Assert.Equal("", ErrorAt(page, "spec-maxRetentionPeriod"));
        await PreviewAsync(page);
    }

    [Fact]
    public async Task A_period_that_cannot_be_read_is_told_with_what_can()
    {
        RenderedComponent page = await FilledAsync(("spec-maxRetentionPeriod", "30 days"));
        await page.InvokeAsync(() => Field(page, "spec-maxRetentionPeriod").RaiseAsync("onblur", EventArgs.Empty));

        Assert.Contains("such as 2mo or 30d12h", ErrorAt(page, "spec-maxRetentionPeriod"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_without_effect_and_a_second_default_are_told_before()
    {
        Cluster.Put(KubeStashKinds.RetentionPolicy, """{"metadata":{"name":"first","namespace":"demo"},"spec":{"default":true}}""");
        RenderedComponent page = await FilledAsync(("spec-maxRetentionPeriod", "1y"), ("spec-successfulSnapshots-yearly", "3"));
        await page.InvokeAsync(() => Field(page, "spec-default").ChangeAsync("true"));
        await PreviewAsync(page);

        await page.WaitForStateAsync(() => page.Find(".problems").TextContent.Contains("first is the default", StringComparison.Ordinal), Cancel);
        Assert.Contains("The period of 1 year ends before 3 years", page.Find(".problems").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhooks_refusal_lands_on_its_field()
    {
        Cluster.Refuses = (_, _, _) => MemoryCluster.Refusal(403, "Forbidden", "admission webhook \"w\" denied the request: multiple default RetentionPolicies are not allowed within the same namespace");
        RenderedComponent page = await FilledAsync(("spec-maxRetentionPeriod", "1y"));
        await PreviewAsync(page);
        await SubmitAsync(page);
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());

        Assert.Contains("Multiple default RetentionPolicies", ErrorAt(page, "spec-default"), StringComparison.Ordinal);
    }

    private async Task<RenderedComponent> FilledAsync(params (string Field, string Value)[] typed)
    {
        RenderedComponent page = await OpenAsync();
        await ChooseAsync(page, "metadata-namespace", "demo");
        await TypeAsync(page, [("metadata-name", "keep"), .. typed]);
        return page;
    }
}
