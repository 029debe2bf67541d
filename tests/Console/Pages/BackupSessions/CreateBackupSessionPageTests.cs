using System.Text.Json.Nodes;
using AngleSharp.Dom;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.BackupSessions;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Pages.BackupSessions;

/// <summary>From the empty form to the new object, and everything that can stand in its way.</summary>
public sealed class CreateBackupSessionPageTests : PageTest
{
    private const string Base = "/c/dev/backupsessions.core.kubestash.com/new";
    private readonly MemoryCluster cluster = new();
    private readonly FakeTab tab = new();

    public CreateBackupSessionPageTests()
    {
        Context.Services.AddSingleton<IJSRuntime>(tab);
        PutConfiguration("mongodb", "uid-1");
    }

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
        Assert.Contains("focusFirstMistake", tab.Calls);
        Assert.DoesNotContain("step=preview", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_object_is_the_one_the_operators_own_client_makes()
    {
        RenderedComponent page = await PreviewAsync();
        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        JsonObject made = Assert.Single(cluster.All(KubeStashKinds.BackupSession));
        JsonNode metadata = made["metadata"]!;
        Assert.Matches("^mongodb-full-[0-9]{10}$", metadata["name"]!.GetValue<string>());
        Assert.Null(metadata["labels"]);
        Assert.Equal(
            """[{"apiVersion":"core.kubestash.com/v1alpha1","kind":"BackupConfiguration","name":"mongodb","uid":"uid-1","controller":true,"blockOwnerDeletion":true}]""",
            metadata["ownerReferences"]!.ToJsonString());
        Assert.Equal(
            """{"invoker":{"apiGroup":"core.kubestash.com","kind":"BackupConfiguration","name":"mongodb"},"session":"full","backupTimeout":"30m","retryLeft":2}""",
            made["spec"]!.ToJsonString());
        Assert.EndsWith($"/n/demo/o/{metadata["name"]!.GetValue<string>()}", Context.Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("was created", page.Find(".toasts").TextContent, StringComparison.Ordinal);
        Assert.Empty(tab.Kept);
    }

    [Fact]
    public async Task A_double_click_makes_one_object()
    {
        RenderedComponent page = await PreviewAsync();

        tab.FlushGate = new TaskCompletionSource();
        IElement submit = Button(page, "Submit");
        Task first = page.InvokeAsync(() => submit.ClickAsync());
        Task second = page.InvokeAsync(() => submit.ClickAsync());
        await page.WaitForStateAsync(() => Button(page, "Submitting…").HasAttribute("disabled"), Cancel);
        tab.FlushGate.SetResult();
        await Task.WhenAll(first, second);

        Assert.Single(cluster.All(KubeStashKinds.BackupSession));
        Assert.Single(cluster.Asked, question => question.StartsWith("create ", StringComparison.Ordinal) && !question.EndsWith("(dry run)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_name_stays_through_Previous_and_changes_with_the_session()
    {
        RenderedComponent page = await PreviewAsync();
        string first = KeptName();
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        await page.InvokeAsync(() => Field(page, "spec-backupTimeout").InputAsync("2h"));
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        Assert.Equal(first, KeptName());

        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        await page.InvokeAsync(() => Field(page, "spec-session").ChangeAsync("logs"));
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        Assert.StartsWith("mongodb-logs-", KeptName(), StringComparison.Ordinal);
        Assert.Contains("2h", tab.Kept.Values.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeout_that_was_only_taken_over_goes_with_its_session()
    {
        RenderedComponent page = await PreviewAsync();
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        Assert.Equal("30m", Field(page, "spec-backupTimeout").GetAttribute("value"));
        await page.InvokeAsync(() => Field(page, "spec-session").ChangeAsync("logs"));
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Null(Assert.Single(cluster.All(KubeStashKinds.BackupSession))["spec"]!["backupTimeout"]);
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

        cluster.Delete(KubeStashKinds.BackupConfiguration, new ObjectKey("demo", "mongodb"));

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
        Assert.Equal("""{"team":"shop"}""", Assert.Single(cluster.All(KubeStashKinds.BackupSession))["metadata"]!["labels"]!.ToJsonString());
    }

    [Fact]
    public async Task A_half_filled_form_comes_back_after_a_reload()
    {
        RenderedComponent page = await FilledAsync();
        await page.InvokeAsync(() => Field(page, "spec-backupTimeout").InputAsync("3h"));
        await page.WaitForStateAsync(() => tab.Kept.Values.Any(text => text.Contains("3h", StringComparison.Ordinal)), Cancel);

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
        tab.ReadGate = new TaskCompletionSource();
        Context.Navigation.StartAt($"{Base}?draft=abc");
        Use(cluster);
        Task<RenderedComponent> opening = RenderAsync<CreateBackupSessionPage>((nameof(CreateBackupSessionPage.Cluster), "dev"));
        Assert.False(opening.IsCompleted);

        tab.ReadGate.SetResult();
        RenderedComponent page = await opening;

        Assert.NotEmpty(page.FindAll("#fieldspec-session"));
    }

    [Fact]
    public async Task Prerendering_asks_nobody()
    {
        Context.IsInteractive = false;
        Context.Navigation.StartAt(Base);
        Use(cluster);

        RenderedComponent page = await RenderAsync<CreateBackupSessionPage>((nameof(CreateBackupSessionPage.Cluster), "dev"));

        Assert.NotEmpty(page.FindAll(".bones"));
        Assert.Empty(cluster.Asked);
        Assert.DoesNotContain("read", tab.Calls);
    }

    [Fact]
    public async Task Cancel_leaves_nothing_behind()
    {
        RenderedComponent page = await FilledAsync();
        Assert.NotEmpty(tab.Kept);

        await page.InvokeAsync(() => Button(page, "Cancel").ClickAsync());

        Assert.Empty(tab.Kept);
        Assert.EndsWith("/c/dev/backupsessions.core.kubestash.com?namespace=demo", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_create_anything_is_told_before_filling_in()
    {
        cluster.Allows = request => new AccessDecision(request.Verb != "create", "");
        RenderedComponent page = await OpenAsync();

        await page.WaitForStateAsync(() => page.Text.Contains("You may not create this here", StringComparison.Ordinal), Cancel);
        Assert.Contains("user \"jane\" may not create backupsessions.core.kubestash.com", page.Text, StringComparison.Ordinal);
        Assert.All(page.FindAll("#fieldmetadata-namespace option[value]:not([value=''])"), option => Assert.True(option.HasAttribute("disabled")));
    }

    [Fact]
    public async Task A_refused_field_is_told_in_the_text_and_at_the_field()
    {
        cluster.Refuses = (_, _, _) => MemoryCluster.Refusal(422, "Invalid", "is invalid", new ApiStatusCause("spec.backupTimeout", "FieldValueInvalid", "too short for this cluster"));
        RenderedComponent page = await PreviewAsync();

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Contains("Nothing was created", page.Text, StringComparison.Ordinal);
        Assert.Contains("Too short for this cluster.", page.Find(".problems").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        Assert.Contains("Too short for this cluster.", page.Find("#fieldspec-backupTimeout-error").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => Field(page, "spec-backupTimeout").InputAsync("5h"));
        Assert.DoesNotContain("Too short", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhooks_denial_is_told_at_the_field_its_words_mean()
    {
        cluster.Refuses = (_, _, _) => MemoryCluster.Refusal(403, "Forbidden", "admission webhook \"vbackupsession.kb.io\" denied the request: session can not be empty");
        RenderedComponent page = await PreviewAsync();

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Contains("Session can not be empty.", page.Find(".problems").TextContent, StringComparison.Ordinal);
        Assert.Matches("Line [0-9]+", page.Find(".problems .is-error button").TextContent);
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        Assert.Contains("Session can not be empty.", page.Find("#fieldspec-session-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_clusters_schema_does_not_know_is_told_while_typing()
    {
        cluster.OpenApi = (_, _) => JsonNode.Parse("""
            { "components": { "schemas": { "s": { "properties": { "apiVersion": {}, "kind": {}, "metadata": {}, "spec": { "properties":
              { "session": {}, "invoker": {}, "backupTimeout": {}, "retryLeft": { "type": "integer" } } } },
              "x-kubernetes-group-version-kind": [ { "kind": "BackupSession" } ] } } } }
            """)!.AsObject();
        RenderedComponent page = await PreviewAsync();

        await TypeAsync(page, "  sesion: full\n  retryLeft: many\n");

        Assert.Contains("Did you mean \"session\"?", page.Find(".problems").TextContent, StringComparison.Ordinal);
        Assert.Contains("retryLeft", page.Find(".problems").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_too_large_to_be_kept_is_told_until_it_is_shorter()
    {
        RenderedComponent page = await PreviewAsync();
        string kept = tab.Kept.Values.Single();

        await TypeAsync(page, $"  note: {new string('x', 300_000)}\n");
        Assert.Contains("What you type is not kept", page.Text, StringComparison.Ordinal);
        Assert.Equal(kept, tab.Kept.Values.Single());

        await TypeAsync(page, "  note: short\n");
        Assert.DoesNotContain("What you type is not kept", page.Text, StringComparison.Ordinal);
        Assert.Contains("short", tab.Kept.Values.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_is_brought_before_Submit_and_before_Previous()
    {
        RenderedComponent page = await PreviewAsync();
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        Assert.Single(tab.Calls, call => call == "flush");
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Equal(2, tab.Calls.Count(call => call == "flush"));
    }

    [Fact]
    public async Task The_form_has_the_editor_fetched_ahead()
    {
        await OpenAsync();

        Assert.Contains("preload", tab.Calls);
    }

    [Fact]
    public async Task A_lost_connection_leaves_it_open_and_submitting_again_finds_what_was_made()
    {
        bool lost = false;
        cluster.Refuses = (kind, manifest, dryRun) =>
        {
            if (dryRun || lost)
            {
                return null;
            }

            lost = true;
            cluster.Put(kind, manifest!);
            return new HttpRequestException("The connection broke off");
        };
        RenderedComponent page = await PreviewAsync();

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());
        Assert.Contains("It is not known whether it was created", page.Text, StringComparison.Ordinal);
        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Single(cluster.All(KubeStashKinds.BackupSession));
        Assert.Contains("/n/demo/o/mongodb-full-", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_object_of_the_name_is_told_and_a_new_name_can_be_taken()
    {
        cluster.Refuses = (kind, manifest, dryRun) =>
        {
            JsonObject other = manifest!.DeepClone().AsObject();
            other["spec"]!["session"] = "other";
            return cluster.Find(kind, new ObjectKey("demo", manifest["metadata"]!["name"]!.GetValue<string>())) is null && dryRun && cluster.Put(kind, other) is null ? new InvalidOperationException() : null;
        };
        RenderedComponent page = await PreviewAsync();

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Contains("There is another BackupSession of this name already", page.Text, StringComparison.Ordinal);
        Assert.NotNull(Button(page, "Take a new name"));
    }

    [Fact]
    public async Task An_invoker_made_again_meanwhile_is_told_at_Submit()
    {
        RenderedComponent page = await PreviewAsync();
        cluster.Delete(KubeStashKinds.BackupConfiguration, new ObjectKey("demo", "mongodb"));
        PutConfiguration("mongodb", "uid-2");

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Contains("was deleted and made again since", page.Text, StringComparison.Ordinal);
        Assert.Empty(cluster.All(KubeStashKinds.BackupSession));
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());
        Assert.Equal("uid-2", Assert.Single(cluster.All(KubeStashKinds.BackupSession))["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_field_the_server_would_drop_silently_is_listed_and_nothing_is_created()
    {
        cluster.Admits = stored => stored["spec"]!.AsObject().Remove("retryLeft");
        RenderedComponent page = await PreviewAsync();

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Contains("The cluster would drop spec.retryLeft", page.Text, StringComparison.Ordinal);
        Assert.Empty(cluster.All(KubeStashKinds.BackupSession));
    }

    [Fact]
    public async Task The_preview_says_what_will_be_used_and_what_may_go_wrong()
    {
        cluster.Put(KubeStashKinds.BackupSession, """{"metadata":{"name":"earlier","namespace":"demo"},"spec":{"invoker":{"kind":"BackupConfiguration","name":"mongodb"},"session":"full"},"status":{"phase":"Running"}}""");
        RenderedComponent page = await PreviewAsync();

        await page.WaitForStateAsync(() => page.Text.Contains("earlier of the same invoker is Running", StringComparison.Ordinal), Cancel);
        Assert.Contains("1 object will be created in namespace demo", page.Text, StringComparison.Ordinal);
        Assert.Contains("stash/default", page.Text, StringComparison.Ordinal);
        Assert.Contains("is NotReady, so the backup will be skipped", page.Text, StringComparison.Ordinal);
        Assert.Contains("is paused", page.Text, StringComparison.Ordinal);
        Assert.Contains("Counts as failed after 30m.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_fills_in_the_form()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&invoker=mongodb&session=logs");

        Assert.Equal("demo", Field(page, "metadata-namespace").GetAttribute("value"));
        Assert.Equal("mongodb", Field(page, "spec-invoker-name").GetAttribute("value"));
        Assert.Equal("logs", Field(page, "spec-session").GetAttribute("value"));
    }

    private async Task<RenderedComponent> OpenAsync(string query = "")
    {
        Context.Navigation.StartAt($"{Base}{query}");
        Use(cluster);
        RenderedComponent page = await RenderAsync<CreateBackupSessionPage>((nameof(CreateBackupSessionPage.Cluster), "dev"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldmetadata-namespace option").Count > 2, Cancel);
        return page;
    }

    private async Task<RenderedComponent> FilledAsync()
    {
        RenderedComponent page = await OpenAsync();
        await page.InvokeAsync(() => Field(page, "metadata-namespace").ChangeAsync("demo"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-invoker-name option[value=mongodb]").Count == 1, Cancel);
        await page.InvokeAsync(() => Field(page, "spec-invoker-name").ChangeAsync("mongodb"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-session option[value=full]").Count == 1, Cancel);
        await page.InvokeAsync(() => Field(page, "spec-session").ChangeAsync("full"));
        return page;
    }

    private async Task<RenderedComponent> PreviewAsync()
    {
        RenderedComponent page = await FilledAsync();
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1, Cancel);
        return page;
    }

    // Writes lines at the end of the manifest, which belong to its spec.
    private Task TypeAsync(RenderedComponent page, string lines) => page.InvokeAsync(() => tab.Editor!.ChangedAsync($"""
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupSession
        metadata:
          name: typed
          namespace: demo
        spec:
          invoker: {"{"} apiGroup: core.kubestash.com, kind: BackupConfiguration, name: mongodb {"}"}
          session: full
        {lines}
        """));

    private Task GoAsync(RenderedComponent page, string address) => page.InvokeAsync(() =>
    {
        Context.Navigation.NavigateTo(address);
        return Task.CompletedTask;
    });

    private string KeptName() =>
        JsonNode.Parse(JsonNode.Parse(tab.Kept.Values.Single())!["manifest"]!.GetValue<string>())!["metadata"]!["name"]!.GetValue<string>();

    private static IElement Field(RenderedComponent page, string path) => page.Find($"#field{path}");

    private static IElement Button(RenderedComponent page, string words) => page.FindAll("main button").First(button => button.TextContent.Trim() == words);

    private void PutConfiguration(string name, string uid) => cluster.Put(KubeStashKinds.BackupConfiguration, $$"""
        {
          "metadata": { "name": "{{name}}", "namespace": "demo", "uid": "{{uid}}" },
          "spec": {
            "paused": true,
            "target": { "kind": "MongoDB", "name": "mongodb", "namespace": "demo" },
            "backends": [{ "name": "first", "storageRef": { "name": "default", "namespace": "stash" } }],
            "sessions": [
              { "name": "full", "backupTimeout": "30m", "retryConfig": { "maxRetry": 2 }, "addon": { "name": "mongodb-addon", "tasks": [{ "name": "logical-backup" }] }, "repositories": [{ "name": "repo", "directory": "/a" }] },
              { "name": "logs" }
            ]
          },
          "status": { "phase": "NotReady" }
        }
        """);
}
