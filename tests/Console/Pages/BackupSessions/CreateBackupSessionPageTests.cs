using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.BackupSessions;
using BackupConsole.Testing.ComponentHost;
using Microsoft.Extensions.DependencyInjection;

namespace BackupConsole.Tests.Pages.BackupSessions;

/// <summary>The form: what it offers, what it says of mistakes, what it keeps.</summary>
public sealed class CreateBackupSessionPageTests : CreateBackupSessionTest
{
    [Fact]
    public async Task The_form_has_the_guides_fields_in_their_order()
    {
        RenderedComponent page = await OpenAsync();

        Assert.Equal("Create BackupSession", page.Find("h1").TextContent);
        Assert.Equal(
            ["Namespace *", "Labels & Annotations", "Invoker Kind *", "Invoker Name *", "Session *", "Timeout"],
            page.FindAll(".form-field > label, .block .title").Select(label => label.TextContent.Trim()));
        Assert.Equal("BackupConfiguration", Field(page, "spec-invoker-kind").GetAttribute("value"));
        Assert.Empty(page.FindAll("[aria-invalid]"));
    }

    [Fact]
    public async Task Preview_with_mistakes_shows_them_and_leads_to_the_first()
    {
        RenderedComponent page = await OpenAsync();

        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());

        Assert.Equal(["fieldmetadata-namespace", "fieldspec-invoker-name", "fieldspec-session"], page.FindAll("[aria-invalid=true]").Select(field => field.Id));
        Assert.Contains("3 fields need attention", page.Text, StringComparison.Ordinal);
        Assert.Contains("focusFirstMistake", Tab.Calls);
        Assert.DoesNotContain("step=preview", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_namespace_clears_what_depends_on_it()
    {
        RenderedComponent page = await FilledAsync();

        await page.InvokeAsync(() => Field(page, "metadata-namespace").ChangeAsync("prod"));

        await page.WaitForStateAsync(() => page.Text.Contains("There is no BackupConfiguration in namespace prod.", StringComparison.Ordinal), Cancel);
        Assert.True(string.IsNullOrEmpty(Field(page, "spec-invoker-name").GetAttribute("value")));
        Assert.True(string.IsNullOrEmpty(Field(page, "spec-session").GetAttribute("value")));
    }

    [Fact]
    public async Task An_invoker_that_disappears_is_told_at_its_field_and_stays_chosen()
    {
        RenderedComponent page = await FilledAsync();

        Cluster.Delete(KubeStashKinds.BackupConfiguration, new ObjectKey("demo", "mongodb"));

        await page.WaitForStateAsync(() => page.Text.Contains("There is no BackupConfiguration mongodb in namespace demo any more.", StringComparison.Ordinal), Cancel);
        Assert.Equal("mongodb", Field(page, "spec-invoker-name").GetAttribute("value"));
        Assert.Equal("full", Field(page, "spec-session").GetAttribute("value"));
    }

    [Theory]
    [InlineData("2 hours")]
    [InlineData("-1h")]
    [InlineData("0s")]
    public async Task A_timeout_that_is_none_is_told_when_the_field_is_left(string text)
    {
        RenderedComponent page = await OpenAsync();
        await page.InvokeAsync(() => Field(page, "spec-backupTimeout").InputAsync(text));
        Assert.Empty(page.FindAll("#fieldspec-backupTimeout[aria-invalid]"));

        await page.InvokeAsync(() => Field(page, "spec-backupTimeout").RaiseAsync("onfocusout", EventArgs.Empty));

        Assert.NotEmpty(page.FindAll("#fieldspec-backupTimeout[aria-invalid=true]"));
    }

    [Fact]
    public async Task Arrows_and_Enter_take_a_suggested_timeout()
    {
        RenderedComponent page = await OpenAsync();
        for (int step = 0; step < 5; step++)
        {
            await page.InvokeAsync(() => Field(page, "spec-backupTimeout").KeyDownAsync("ArrowDown"));
        }

        Assert.Equal("2 hours2h", page.Find(".options .at").TextContent);
        await page.InvokeAsync(() => Field(page, "spec-backupTimeout").KeyDownAsync("Enter"));

        Assert.Equal("2h", Field(page, "spec-backupTimeout").GetAttribute("value"));
        Assert.Equal("false", Field(page, "spec-backupTimeout").GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task Labels_are_checked_counted_while_closed_and_written()
    {
        RenderedComponent page = await FilledAsync();
        await page.InvokeAsync(() => page.Find("[aria-label='Add new label']").ClickAsync());
        await page.InvokeAsync(() => page.Find("[aria-label='Key of label 1']").InputAsync("team"));
        await page.InvokeAsync(() => page.Find("[aria-label='Value of label 1']").InputAsync("shop floor"));
        Assert.Contains("Error in 1 field", page.Find(".block h2").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("[aria-label='Add new label']").ClickAsync());
        await page.InvokeAsync(() => page.Find("[aria-label='Key of label 2']").InputAsync("team"));
        Assert.Contains("Error in 2 fields", page.Find(".block h2").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        Assert.Equal("true", page.Find(".block button").GetAttribute("aria-expanded"));
        Assert.Contains("there twice", page.Text, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("[aria-label='Value of label 1']").InputAsync("shop"));
        await page.InvokeAsync(() => page.FindAll("[aria-label='Delete label team']")[1].ClickAsync());
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());
        Assert.Equal("""{"team":"shop"}""", Assert.Single(Cluster.All(KubeStashKinds.BackupSession))["metadata"]!["labels"]!.ToJsonString());
    }

    [Fact]
    public async Task A_half_filled_form_comes_back_after_a_reload()
    {
        RenderedComponent page = await FilledAsync();
        await page.InvokeAsync(() => Field(page, "spec-backupTimeout").InputAsync("3h"));
        await page.WaitForStateAsync(() => Tab.Kept.Values.Any(text => text.Contains("3h", StringComparison.Ordinal)), Cancel);

        string address = Context.Navigation.Uri;
        await GoAsync(page, $"{Base}?draft=another");
        await page.WaitForStateAsync(() => string.IsNullOrEmpty(Field(page, "spec-backupTimeout").GetAttribute("value")), Cancel);
        await GoAsync(page, address);

        await page.WaitForStateAsync(() => Field(page, "spec-backupTimeout").GetAttribute("value") == "3h", Cancel);
        Assert.Equal("mongodb", Field(page, "spec-invoker-name").GetAttribute("value"));
        Assert.Equal("full", Field(page, "spec-session").GetAttribute("value"));
    }

    [Fact]
    public async Task Fields_show_only_after_the_draft_was_read()
    {
        Tab.ReadGate = new TaskCompletionSource();
        Context.Navigation.StartAt($"{Base}?draft=abc");
        Use(Cluster);
        Task<RenderedComponent> opening = RenderAsync<CreateBackupSessionPage>((nameof(CreateBackupSessionPage.Cluster), "dev"));
        Assert.False(opening.IsCompleted);

        Tab.ReadGate.SetResult();
        RenderedComponent page = await opening;

        Assert.NotEmpty(page.FindAll("#fieldspec-session"));
    }

    [Fact]
    public async Task Prerendering_asks_nobody()
    {
        Context.IsInteractive = false;
        Context.Navigation.StartAt(Base);
        Use(Cluster);

        RenderedComponent page = await RenderAsync<CreateBackupSessionPage>((nameof(CreateBackupSessionPage.Cluster), "dev"));

        Assert.NotEmpty(page.FindAll(".bones"));
        Assert.Empty(Cluster.Asked);
        Assert.DoesNotContain("read", Tab.Calls);
    }

    [Fact]
    public async Task Cancel_leaves_nothing_behind()
    {
        RenderedComponent page = await FilledAsync();
        Assert.NotEmpty(Tab.Kept);

        await page.InvokeAsync(() => Button(page, "Cancel").ClickAsync());

        Assert.Empty(Tab.Kept);
        Assert.EndsWith("/c/dev/backupsessions.core.kubestash.com?namespace=demo", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_create_anything_is_told_before_filling_in()
    {
        Cluster.Allows = request => new AccessDecision(request.Verb != "create", "");
        RenderedComponent page = await OpenAsync();

        await page.WaitForStateAsync(() => page.Text.Contains("You may not create this here", StringComparison.Ordinal), Cancel);
        Assert.Contains("user \"jane\" may not create backupsessions.core.kubestash.com", page.Text, StringComparison.Ordinal);
        Assert.All(page.FindAll("#fieldmetadata-namespace option[value]:not([value=''])"), option => Assert.True(option.HasAttribute("disabled")));
    }

    [Fact]
    public async Task The_form_has_the_editor_fetched_ahead()
    {
        await OpenAsync();

        Assert.Contains("preload", Tab.Calls);
    }

    [Fact]
    public async Task An_address_fills_in_the_form()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&invoker=mongodb&session=logs");

        Assert.Equal("demo", Field(page, "metadata-namespace").GetAttribute("value"));
        Assert.Equal("mongodb", Field(page, "spec-invoker-name").GetAttribute("value"));
        Assert.Equal("logs", Field(page, "spec-session").GetAttribute("value"));
    }
}
