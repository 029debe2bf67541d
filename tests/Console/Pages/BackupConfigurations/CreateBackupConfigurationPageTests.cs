using System.Collections.Immutable;
using AngleSharp.Dom;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupConfigurations;

/// <summary>The form: what it offers, what it counts, what it says of what is typed.</summary>
public sealed class CreateBackupConfigurationPageTests : CreateBackupConfigurationTest
{
    [Fact]
    public async Task The_form_has_the_guides_blocks_and_fields_in_their_order()
    {
        RenderedComponent page = await OpenAsync();
        await ClickAsync(page, "[aria-label='Add new session']");
        await ClickAsync(page, "[aria-label='Add new task']");

        Assert.Equal("Create BackupConfiguration", page.Find("h1").TextContent);
        Assert.Equal(["Labels & Annotations", "Sessions *", "Target *"], page.FindAll(".block h2 .title").Select(title => title.TextContent.Trim()));
        Assert.Equal(
            [
                "Namespace *", "Name *", "Storage Ref *", "Retention Policy *", "Session Name *", "Schedule *", "Security Context (runAsUser)", "Addon Name *", "Task Name *", "Params",
                "Encryption Secret Namespace", "Encryption Secret Name", "Repo Name *", "Api Group *", "Kind *", "Namespace *", "Name *",
            ],
            page.FindAll(".form-field > label").Select(label => label.TextContent.Trim()));
    }

    [Fact]
    public async Task Blocks_count_their_mistakes_from_the_start()
    {
        RenderedComponent page = await OpenAsync();

        Assert.Equal("Error in 3 fields", Count(page, "target"));
        Assert.Equal("Error in 1 field", Count(page, "fieldspec-sessions"));
        Assert.Equal("kubedb.com", Shown(page, "spec-target-apiGroup"));
        Assert.Empty(page.FindAll("[aria-invalid]"));

        await ClickAsync(page, "[aria-label='Add new session']");
        Assert.Equal("Error in 5 fields", Count(page, "fieldspec-sessions"));
        Assert.Equal("Error in 5 fields", Count(page, "fieldspec-sessions-0"));
        Assert.Equal("Error in 2 fields", Count(page, "fieldspec-sessions-0--addon-tasks"));
        await ClickAsync(page, "[aria-label='Add new task']");
        Assert.Equal("Error in 5 fields", Count(page, "fieldspec-sessions"));
        await TypeAsync(page, "spec-sessions-0--name", "full-backup");
        Assert.Equal("Error in 4 fields", Count(page, "fieldspec-sessions"));
        Assert.Equal("Session full-backup", page.Find("#fieldspec-sessions-0-title .title").TextContent);
    }

    [Fact]
    public async Task Preview_with_mistakes_opens_the_blocks_that_have_them()
    {
        RenderedComponent page = await OpenAsync();
        Assert.Equal("false", page.Find("#target-title button").GetAttribute("aria-expanded"));

        await PressAsync(page, "Preview");

        Assert.Equal("true", page.Find("#target-title button").GetAttribute("aria-expanded"));
        Assert.Contains("At least one session is needed.", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-mistake]"));
        Assert.DoesNotContain("step=preview", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_namespace_may_not_use_is_shown_with_the_reason()
    {
        RenderedComponent page = await OpenAsync();
        await ChooseAsync(page, "metadata-namespace", "demo");

        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-backends-0--storageRef option[disabled]").Count == 2, Cancel);
        Assert.Equal(
            ["stash/default", "stash/labelled (its usage policy asks for labels that namespace demo does not have)", "web/own (its usage policy admits namespace web only)"],
            Options(page, "spec-backends-0--storageRef"));

        await ChooseAsync(page, "spec-backends-0--storageRef", "web/own");
        Assert.Contains("BackupStorage web/own may not be used here", page.Find("#fieldspec-backends-0--storageRef-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_of_the_namespace_let_a_storage_be_used()
    {
        Cluster.Put(BuiltInKinds.Namespace, """{"metadata":{"name":"demo","labels":{"team":"finance"}}}""");
        RenderedComponent page = await OpenAsync();
        await ChooseAsync(page, "metadata-namespace", "demo");

        await page.WaitForStateAsync(() => Options(page, "spec-backends-0--storageRef").Contains("stash/labelled") && Cluster.Asked.Contains("get namespaces demo"), Cancel);
    }

    [Fact]
    public async Task A_schedule_is_told_in_words_with_its_next_runs()
    {
        RenderedComponent page = await OpenAsync();
        await ClickAsync(page, "[aria-label='Add new session']");
        await TypeAsync(page, "spec-sessions-0--scheduler-schedule", "*/30 * * * *");

        Assert.Contains("Every 30 minutes.", Help(page, "spec-sessions-0--scheduler-schedule"), StringComparison.Ordinal);
        Assert.Equal(5, page.FindAll("#fieldspec-sessions-0--scheduler-schedule-help time").Count);
        Assert.Contains("UTC", Help(page, "spec-sessions-0--scheduler-schedule"), StringComparison.Ordinal);

        await TypeAsync(page, "spec-sessions-0--scheduler-schedule", "0 0 30 2 *");
        Assert.Contains("This never fires", Help(page, "spec-sessions-0--scheduler-schedule"), StringComparison.Ordinal);

        await TypeAsync(page, "spec-sessions-0--scheduler-schedule", "0 25 * * *");
        await PressAsync(page, "Preview");
        Assert.Contains("Hour: ", page.Find("#fieldspec-sessions-0--scheduler-schedule-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_that_run_in_the_same_minute_on_the_same_storage_are_named()
    {
        Cluster.Put(KubeStashKinds.BackupConfiguration, """
            {"metadata":{"name":"other","namespace":"prod"},"spec":{"backends":[{"name":"a","storageRef":{"name":"default","namespace":"stash"}}],
             "sessions":[{"name":"early","scheduler":{"schedule":"0 1-3 * * *"},"repositories":[{"name":"r"}]},{"name":"late","scheduler":{"schedule":"0 9 * * *"},"repositories":[{"name":"r"}]}]}}
            """);
        RenderedComponent page = await FilledAsync();

        await page.WaitForStateAsync(() => Help(page, "spec-sessions-0--scheduler-schedule").Contains("session early of prod/other runs too", StringComparison.Ordinal), Cancel);
        Assert.DoesNotContain("late", Help(page, "spec-sessions-0--scheduler-schedule"), StringComparison.Ordinal);
        await AddSessionAsync(page, 1, "logs", "*/15 * * * *", "mongodb-repo");
        Assert.Contains("session logs of this configuration runs too", Help(page, "spec-sessions-0--scheduler-schedule"), StringComparison.Ordinal);
        Assert.Contains("session full-backup of this configuration runs too", Help(page, "spec-sessions-1--scheduler-schedule"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_and_their_parameters_come_from_the_addon()
    {
        RenderedComponent page = await FilledAsync();

        Assert.Equal(["logical-backup", "manifest-backup"], Options(page, "spec-sessions-0--addon-tasks-0--name"));
        Assert.Contains("enableCache: Keeps a cache. Else true.", Help(page, "spec-sessions-0--addon-tasks-0--params"), StringComparison.Ordinal);
        await TypeAsync(page, "spec-sessions-0--addon-tasks-0--params", "enableCach: \"false\"");
        Assert.Contains("knows no parameter \"enableCach\". Is enableCache meant?", Help(page, "spec-sessions-0--addon-tasks-0--params"), StringComparison.Ordinal);
        Assert.Equal("""{"enableCach":"false"}""", Kept()["spec"]!["sessions"]![0]!["addon"]!["tasks"]![0]!["params"]!.ToJsonString());

        await ChooseAsync(page, "spec-sessions-0--addon-name", "workload-addon");
        Assert.Equal("logical-backup", Shown(page, "spec-sessions-0--addon-tasks-0--name"));
        Assert.Equal("Error in 1 field", Count(page, "fieldspec-sessions-0--addon-tasks-0"));
        await PressAsync(page, "Preview");
        Assert.Contains("Task logical-backup needs paths", page.Find("#fieldspec-sessions-0--addon-tasks-0--params-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_another_addon_does_not_have_is_cleared()
    {
        RenderedComponent page = await FilledAsync();
        await ChooseAsync(page, "spec-sessions-0--addon-tasks-0--name", "manifest-backup");

        await ChooseAsync(page, "spec-sessions-0--addon-name", "workload-addon");

        Assert.True(string.IsNullOrEmpty(Shown(page, "spec-sessions-0--addon-tasks-0--name")));
    }

    [Theory]
    [InlineData("a: [", "Line 1")]
    [InlineData("- a", "This is no map of names and values.")]
    public async Task Params_that_are_no_map_are_told_and_stay(string text, string words)
    {
        RenderedComponent page = await FilledAsync();
        await TypeAsync(page, "spec-sessions-0--addon-tasks-0--params", text);
        await PressAsync(page, "Preview");

        Assert.Contains(words, page.Find("#fieldspec-sessions-0--addon-tasks-0--params-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(text, page.Find("#fieldspec-sessions-0--addon-tasks-0--params").GetAttribute("value"));
        await TypeAsync(page, "spec-sessions-0--addon-tasks-0--params", "args: --gzip # small");
        Assert.Equal("args: --gzip # small", page.Find("#fieldspec-sessions-0--addon-tasks-0--params").GetAttribute("value"));
        await PressAsync(page, "Preview");
        Assert.Contains("step=preview", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_named_with_the_key_they_need_and_never_shown()
    {
        RenderedComponent page = await FilledAsync();
        Assert.DoesNotContain("list secrets demo", Cluster.Asked);
        await ChooseAsync(page, "spec-sessions-0--repositories-0--encryptionSecret-namespace", "demo");
        await page.WaitForStateAsync(() => Options(page, "spec-sessions-0--repositories-0--encryptionSecret-name").Any(), Cancel);

        Assert.Equal(["encryption", "other (no key RESTIC_PASSWORD)"], Options(page, "spec-sessions-0--repositories-0--encryptionSecret-name"));
        Assert.Equal("Error in 1 field", Count(page, "fieldspec-sessions"));
        await ChooseAsync(page, "spec-sessions-0--repositories-0--encryptionSecret-name", "encryption");
        Assert.Empty(page.FindAll("#fieldspec-sessions-title .count"));
        Assert.Single(Cluster.Asked, "list secrets demo");
        Assert.DoesNotContain("Y2FuYXJ5", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-value", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_list_Secrets_types_the_name()
    {
        Cluster.Allows = request => new AccessDecision(request.Kind != BuiltInKinds.Secret, "");
        RenderedComponent page = await FilledAsync();
        await ChooseAsync(page, "spec-sessions-0--repositories-0--encryptionSecret-namespace", "demo");

        await page.WaitForStateAsync(() => page.Text.Contains("You may not list Secrets in namespace demo. Type the name.", StringComparison.Ordinal), Cancel);
        await TypeAsync(page, "spec-sessions-0--repositories-0--encryptionSecret-name", "mine");
        Assert.Equal("""{"namespace":"demo","name":"mine"}""", Kept()["spec"]!["sessions"]![0]!["repositories"]![0]!["encryptionSecret"]!.ToJsonString());
    }

    [Fact]
    public async Task The_target_is_chosen_from_what_the_cluster_has_and_core_has_no_name()
    {
        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Options(page, "spec-target-kind").Any(), Cancel);
        Assert.Equal(["core", "apps", "kubedb.com"], Options(page, "spec-target-apiGroup"));
        Assert.Equal(["MongoDB", "Postgres"], Options(page, "spec-target-kind"));
        await ChooseAsync(page, "spec-target-kind", "MongoDB");
        await ChooseAsync(page, "spec-target-namespace", "demo");
        await ChooseAsync(page, "spec-target-name", "mongodb");
        Assert.Empty(page.FindAll("#target-title .count"));

        await ChooseAsync(page, "spec-target-apiGroup", "core");
        Assert.Equal("Error in 2 fields", Count(page, "target"));
        Assert.Equal(["PersistentVolumeClaim", "Secret"], Options(page, "spec-target-kind"));
        await ChooseAsync(page, "spec-target-kind", "PersistentVolumeClaim");
        await page.WaitForStateAsync(() => page.Text.Contains("There is no PersistentVolumeClaim in namespace demo.", StringComparison.Ordinal), Cancel);
        Assert.Equal("""{"apiGroup":"","namespace":"demo","kind":"PersistentVolumeClaim"}""", Kept()["spec"]!["target"]!.ToJsonString());
    }

    [Fact]
    public async Task Kinds_that_are_installed_while_the_form_is_open_are_found()
    {
        ImmutableArray<ResourceKind> all = Cluster.Serves;
        Cluster.Serves = [.. all.Where(kind => kind.Group != "kubedb.com")];
        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => page.Text.Contains("The cluster serves no kinds of kubedb.com", StringComparison.Ordinal), Cancel);

        Cluster.Serves = all;
        await ChooseAsync(page, "spec-target-apiGroup", "core");
        await ChooseAsync(page, "spec-target-apiGroup", "kubedb.com");
        await ChooseAsync(page, "spec-target-kind", "MongoDB");
        Assert.Equal("MongoDB", Shown(page, "spec-target-kind"));
    }

    [Fact]
    public async Task Deleting_a_session_leaves_the_others_as_they_are()
    {
        RenderedComponent page = await FilledAsync();
        await AddSessionAsync(page, 1, "logs", "0 * * * *", "logs-repo");
        await TypeAsync(page, "spec-sessions-1--addon-tasks-0--params", "args: x # kept");
        await AddSessionAsync(page, 2, "bad name", "0 4 * * *", "third-repo");
        await page.InvokeAsync(() => page.Find("#fieldspec-sessions-2--name").RaiseAsync("onblur", EventArgs.Empty));
        Assert.NotEmpty(page.FindAll("#fieldspec-sessions-2--name[aria-invalid=true]"));

        await ClickAsync(page, "[aria-label='Delete session full-backup']");

        Assert.Equal(["logs", "bad name"], Kept()["spec"]!["sessions"]!.AsArray().Select(session => session!["name"]!.GetValue<string>()));
        Assert.Equal("logs", Shown(page, "spec-sessions-0--name"));
        Assert.Equal("args: x # kept", page.Find("#fieldspec-sessions-0--addon-tasks-0--params").GetAttribute("value"));
        Assert.Empty(page.FindAll("#fieldspec-sessions-0--name[aria-invalid]"));
        Assert.NotEmpty(page.FindAll("#fieldspec-sessions-1--name[aria-invalid=true]"));
    }

    [Fact]
    public async Task Two_sessions_of_one_name_are_a_mistake_of_the_second()
    {
        RenderedComponent page = await FilledAsync();
        await AddSessionAsync(page, 1, "full-backup", "0 4 * * *", "mongodb-repo");

        Assert.Contains("There is a session full-backup above.", page.Find("#fieldspec-sessions-1--name-error").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.Find("#fieldspec-sessions-0--name-error").TextContent);
    }

    [Fact]
    public async Task A_repository_of_another_target_is_told()
    {
        Cluster.Put(KubeStashKinds.Repository, """
            {"metadata":{"name":"taken","namespace":"demo"},"spec":{"appRef":{"apiGroup":"kubedb.com","kind":"Postgres","namespace":"demo","name":"orders"},"storageRef":{"name":"default","namespace":"stash"},"path":"demo/orders"}}
            """);
        RenderedComponent page = await FilledAsync();
        await TypeAsync(page, "spec-sessions-0--repositories-0--name", "taken");

        await page.WaitForStateAsync(() => page.Find("#fieldspec-sessions-0--repositories-0--name-error").TextContent.Contains("holds backups of Postgres demo/orders", StringComparison.Ordinal), Cancel);
    }

    private static string Help(RenderedComponent page, string path) => string.Join(' ', page.Find($"#field{path}-help").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
