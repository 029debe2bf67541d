using BackupConsole.Components;
using BackupConsole.Components.Controls;
using BackupConsole.Testing;
using BackupConsole.Testing.ComponentHost;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace BackupConsole.Tests.Components.Controls;

public sealed class ControlTests : IAsyncDisposable
{
    private readonly ComponentTestContext context = new();

    [Fact]
    public async Task A_question_is_answered_by_its_buttons_and_by_closing_it()
    {
        RenderedComponent dialog = await context.RenderAsync<ConfirmDialog>(parameters => parameters
            .Add(ask => ask.Title, "Delete BackupSession")
            .Add(ask => ask.ChildContent, (RenderFragment)(builder => builder.AddContent(0, "Do you want to delete nightly-1 ?"))));
        Assert.Empty(dialog.FindAll("button"));

        Task<bool> answer = await AskAsync(dialog);
        Assert.Equal("Delete BackupSession", dialog.Find("h2").TextContent);
        Assert.Contains("Do you want to delete nightly-1 ?", dialog.Text, StringComparison.Ordinal);
        Assert.Equal(["Cancel", "Yes"], dialog.FindAll("footer button").Select(button => button.TextContent));
        Assert.True(dialog.Find("footer button").HasAttribute("autofocus"), "The harmless answer has the focus.");
        await dialog.Find("button.danger").ClickAsync();
        Assert.True(await answer);

        answer = await AskAsync(dialog);
        await dialog.FindAll("footer button")[0].ClickAsync();
        Assert.False(await answer);

        answer = await AskAsync(dialog);
        await dialog.Find("dialog").RaiseAsync("onclose", EventArgs.Empty);
        Assert.False(await answer);
    }

    [Fact]
    public async Task A_message_goes_by_itself_unless_somebody_reads_it_and_a_bad_one_stays()
    {
        FakeTimeProvider time = new();
        Toasts toasts = new();
        context.Services.AddSingleton<TimeProvider>(time);
        context.Services.AddSingleton(toasts);
        RenderedComponent region = await context.RenderAsync<ToastRegion>();

        await region.InvokeAsync(() => Do(() => toasts.Show("Saved")));
        await region.WaitForStateAsync(() => region.Text == "Saved", TestContext.Current.CancellationToken);
        await region.Find(".toast").RaiseAsync("onmouseenter", EventArgs.Empty);
        time.Advance(ToastView.Stay * 2);
        Assert.Single(toasts.Items);
        await region.Find(".toast").RaiseAsync("onmouseleave", EventArgs.Empty);
        time.Advance(ToastView.Stay);
        await region.WaitForStateAsync(() => region.FindAll(".toast").Count == 0, TestContext.Current.CancellationToken);

        await region.InvokeAsync(() => Do(() => toasts.Show("Refused", StateTone.Bad, "/c/dev", "Why")));
        await region.WaitForStateAsync(() => region.Text == "Refused Why", TestContext.Current.CancellationToken);
        time.Advance(ToastView.Stay * 5);
        Assert.Equal("/c/dev", region.Find(".toast a").GetAttribute("href"));
        await region.Find("button[aria-label='Close message']").ClickAsync();
        await region.WaitForStateAsync(() => region.FindAll(".toast").Count == 0, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Of_many_messages_the_latest_are_kept()
    {
        Toasts toasts = new();
        for (int at = 0; at < 10; at++)
        {
            toasts.Show($"{at}");
        }

        Assert.Equal(["6", "7", "8", "9"], toasts.Items.Select(toast => toast.Text));
    }

    [Fact]
    public async Task A_short_pair_is_shown_whole_and_of_a_long_one_the_value_is_asked_for()
    {
        Dictionary<string, string> pairs = new() { ["app"] = "redis", ["kubestash.com/invoker-name"] = "sessions-redis", ["empty"] = "" };
        RenderedComponent chips = await context.RenderAsync<KeyValueChips>(parameters => parameters.Add(list => list.Pairs, pairs));

        Assert.Equal(["app: redis", "kubestash.com/invoker-name", "empty"], chips.FindAll("li").Select(item => item.TextContent.Trim()));
        Assert.DoesNotContain("sessions-redis", chips.Text, StringComparison.Ordinal);
        await chips.Find("button[aria-expanded=false]").ClickAsync();
        Assert.Contains("sessions-redis", chips.Text, StringComparison.Ordinal);
        Assert.Equal("sessions-redis", chips.Find("[data-copy]").GetAttribute("data-copy"));
        await chips.Find("button[aria-expanded=true]").ClickAsync();
        Assert.DoesNotContain("sessions-redis", chips.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_pairs_the_rest_is_asked_for_and_of_none_a_dash_is_shown()
    {
        Dictionary<string, string> pairs = Enumerable.Range(0, 20).ToDictionary(at => $"key-{at:00}", _ => "v");
        RenderedComponent chips = await context.RenderAsync<KeyValueChips>(parameters => parameters.Add(list => list.Pairs, pairs).Add(list => list.Maximum, 2));

        Assert.Equal(["key-00: v", "key-01: v", "More..."], chips.FindAll("li").Select(item => item.TextContent.Trim()));
        await chips.Find(".more").ClickAsync();
        Assert.Equal(20, chips.FindAll("li").Count);

        RenderedComponent none = await context.RenderAsync<KeyValueChips>(parameters => parameters.Add(list => list.Pairs, []));
        Assert.Equal("-", none.Text);
    }

    [Fact]
    public async Task Of_segments_one_is_chosen()
    {
        string? chosen = null;
        RenderedComponent toggle = await context.RenderAsync<Segmented>(parameters => parameters
            .Add(segments => segments.Name, "format").Add(segments => segments.Label, "Format")
            .Add(segments => segments.Options, ["YAML", "JSON"]).Add(segments => segments.Value, "YAML")
            .Add(segments => segments.ValueChanged, EventCallback.Factory.Create<string>(this, value => chosen = value)));

        Assert.Equal("YAML", toggle.Find("input[checked]").GetAttribute("value"));
        await toggle.Find("input[value=JSON]").ChangeAsync("JSON");
        Assert.Equal("JSON", chosen);
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private static Task Do(Action work)
    {
        work();
        return Task.CompletedTask;
    }

    private static async Task<Task<bool>> AskAsync(RenderedComponent dialog)
    {
        Task<bool>? answer = null;
        await dialog.InvokeAsync(() => Do(() => answer = ((ConfirmDialog)dialog.Instance).AskAsync()));
        await dialog.WaitForStateAsync(() => dialog.FindAll("footer button").Count == 2, TestContext.Current.CancellationToken);
        return answer!;
    }
}
