using System.Text.Json.Nodes;
using AngleSharp.Dom;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages.BackupSessions;

/// <summary>From the preview to the new object, and everything that can stand in its way.</summary>
public sealed class CreateBackupSessionSubmissionTests : CreateBackupSessionTest
{
    [Fact]
    public async Task The_object_is_the_one_the_operators_own_client_makes()
    {
        RenderedComponent page = await PreviewAsync();
        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        JsonObject made = Assert.Single(Cluster.All(KubeStashKinds.BackupSession));
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
        Assert.Empty(Tab.Kept);
    }

    [Fact]
    public async Task A_double_click_makes_one_object()
    {
        RenderedComponent page = await PreviewAsync();

        Tab.FlushGate = new TaskCompletionSource();
        IElement submit = Button(page, "Submit");
        Task first = page.InvokeAsync(() => submit.ClickAsync());
        Task second = page.InvokeAsync(() => submit.ClickAsync());
        await page.WaitForStateAsync(() => Button(page, "Submitting…").HasAttribute("disabled"), Cancel);
        Tab.FlushGate.SetResult();
        await Task.WhenAll(first, second);

        Assert.Single(Cluster.All(KubeStashKinds.BackupSession));
        Assert.Single(Cluster.Asked, question => question.StartsWith("create ", StringComparison.Ordinal) && !question.EndsWith("(dry run)", StringComparison.Ordinal));
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
        Assert.Contains("2h", Tab.Kept.Values.Single(), StringComparison.Ordinal);
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

        Assert.Null(Assert.Single(Cluster.All(KubeStashKinds.BackupSession))["spec"]!["backupTimeout"]);
    }

    [Fact]
    public async Task A_refused_field_is_told_in_the_text_and_at_the_field()
    {
        Cluster.Refuses = (_, _, _) => MemoryCluster.Refusal(422, "Invalid", "is invalid", new ApiStatusCause("spec.backupTimeout", "FieldValueInvalid", "too short for this cluster"));
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
        Cluster.Refuses = (_, _, _) => MemoryCluster.Refusal(403, "Forbidden", "admission webhook \"vbackupsession.kb.io\" denied the request: session can not be empty");
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
        Cluster.OpenApi = (_, _) => JsonNode.Parse("""
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
        string kept = Tab.Kept.Values.Single();

        await TypeAsync(page, $"  note: {new string('x', 300_000)}\n");
        Assert.Contains("What you type is not kept", page.Text, StringComparison.Ordinal);
        Assert.Equal(kept, Tab.Kept.Values.Single());

        await TypeAsync(page, "  note: short\n");
        Assert.DoesNotContain("What you type is not kept", page.Text, StringComparison.Ordinal);
        Assert.Contains("short", Tab.Kept.Values.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_is_brought_before_Submit_and_before_Previous()
    {
        RenderedComponent page = await PreviewAsync();
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        Assert.Single(Tab.Calls, call => call == "flush");
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Equal(2, Tab.Calls.Count(call => call == "flush"));
    }

    [Fact]
    public async Task A_lost_connection_leaves_it_open_and_submitting_again_finds_what_was_made()
    {
        bool lost = false;
        Cluster.Refuses = (kind, manifest, dryRun) =>
        {
            if (dryRun || lost)
            {
                return null;
            }

            lost = true;
            Cluster.Put(kind, manifest!);
            return new HttpRequestException("The connection broke off");
        };
        RenderedComponent page = await PreviewAsync();

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());
        Assert.Contains("It is not known whether it was created", page.Text, StringComparison.Ordinal);
        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Single(Cluster.All(KubeStashKinds.BackupSession));
        Assert.Contains("/n/demo/o/mongodb-full-", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_object_of_the_name_is_told_and_a_new_name_can_be_taken()
    {
        Cluster.Refuses = (kind, manifest, dryRun) =>
        {
            JsonObject other = manifest!.DeepClone().AsObject();
            other["spec"]!["session"] = "other";
            return Cluster.Find(kind, new ObjectKey("demo", manifest["metadata"]!["name"]!.GetValue<string>())) is null && dryRun && Cluster.Put(kind, other) is null ? new InvalidOperationException() : null;
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
        Cluster.Delete(KubeStashKinds.BackupConfiguration, new ObjectKey("demo", "mongodb"));
        PutConfiguration("mongodb", "uid-2");

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Contains("was deleted and made again since", page.Text, StringComparison.Ordinal);
        Assert.Empty(Cluster.All(KubeStashKinds.BackupSession));
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());
        Assert.Equal("uid-2", Assert.Single(Cluster.All(KubeStashKinds.BackupSession))["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_field_the_server_would_drop_silently_is_listed_and_nothing_is_created()
    {
        Cluster.Admits = stored => stored["spec"]!.AsObject().Remove("retryLeft");
        RenderedComponent page = await PreviewAsync();

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        Assert.Contains("The cluster would drop spec.retryLeft", page.Text, StringComparison.Ordinal);
        Assert.Empty(Cluster.All(KubeStashKinds.BackupSession));
    }

    [Fact]
    public async Task The_preview_says_what_will_be_used_and_what_may_go_wrong()
    {
        Cluster.Put(KubeStashKinds.BackupSession, """{"metadata":{"name":"earlier","namespace":"demo"},"spec":{"invoker":{"kind":"BackupConfiguration","name":"mongodb"},"session":"full"},"status":{"phase":"Running"}}""");
        RenderedComponent page = await PreviewAsync();

        await page.WaitForStateAsync(() => page.Text.Contains("earlier of the same invoker is Running", StringComparison.Ordinal), Cancel);
        Assert.Contains("1 object will be created in namespace demo", page.Text, StringComparison.Ordinal);
        Assert.Contains("stash/default", page.Text, StringComparison.Ordinal);
        Assert.Contains("is NotReady, so the backup will be skipped", page.Text, StringComparison.Ordinal);
        Assert.Contains("is paused", page.Text, StringComparison.Ordinal);
        Assert.Contains("Counts as failed after 30m.", page.Text, StringComparison.Ordinal);
    }
}
