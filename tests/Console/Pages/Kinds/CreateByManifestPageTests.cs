using System.Text.Json.Nodes;
using AngleSharp.Dom;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Kinds;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Pages.Kinds;

public class CreateByManifestPageTests : PageTest
{
    private readonly MemoryCluster cluster = new();
    private readonly FakeTab tab = new();

    public CreateByManifestPageTests()
    {
        Context.Services.AddSingleton<IJSRuntime>(tab);
        Use(cluster);
    }

    [Theory]
    [InlineData("/new")]
    [InlineData("/new/manifest")]
    public async Task It_begins_with_a_manifest_that_is_submitted_after_the_server_was_asked(string place)
    {
        RenderedComponent page = await OpenAsync(KubeStashKinds.HookTemplate, $"{place}?namespace=prod");

        Assert.Equal("Create HookTemplate by manifest", page.Find("h1").TextContent);
        Assert.DoesNotContain(page.FindAll("main button"), button => button.TextContent == "Previous");
        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());
        await page.WaitForStateAsync(() => cluster.All(KubeStashKinds.HookTemplate).Length == 1, Cancel);

        Assert.Equal(["create hooktemplates.core.kubestash.com prod/new-hook (dry run)", "create hooktemplates.core.kubestash.com prod/new-hook"], cluster.Asked.Where(question => question.StartsWith("create", StringComparison.Ordinal)));
        Assert.EndsWith("/hooktemplates.core.kubestash.com/n/prod/o/new-hook", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_outside_namespaces_is_created_too()
    {
        RenderedComponent page = await OpenAsync(KubeStashKinds.Function, "/new");

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        await page.WaitForStateAsync(() => cluster.All(KubeStashKinds.Function).Length == 1, Cancel);
    }

    [Fact]
    public async Task Help_follows_the_cursor_with_what_the_cluster_says_and_what_we_know()
    {
        cluster.OpenApi = (_, _) => JsonNode.Parse(
            """
            { "components": { "schemas": { "x": {
              "x-kubernetes-group-version-kind": [{ "group": "core.kubestash.com", "version": "v1alpha1", "kind": "HookTemplate" }], "type": "object",
              "properties": { "apiVersion": { "type": "string" }, "kind": { "type": "string" }, "metadata": { "type": "object" }, "spec": { "type": "object", "properties": { "executor": { "type": "object", "required": ["type"],
                "properties": { "type": { "type": "string", "enum": ["Function", "Pod", "Operator"], "default": "Pod" } } } } } } } } } }
            """)!.AsObject();
        RenderedComponent page = await OpenAsync(KubeStashKinds.HookTemplate, "/new");
        Assert.Contains("Put the cursor on a line", page.Find(".help").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => tab.Editor!.ChangedAsync("apiVersion: core.kubestash.com/v1alpha1\nkind: HookTemplate\nmetadata:\n  name: a\n  namespace: demo\nspec:\n  executor:\n    type: Pod\n"));
        await page.InvokeAsync(() => tab.Editor!.CursorAsync(8, 12));
        await page.WaitForStateAsync(() => page.FindAll(".help dd").Count == 3, Cancel);

        Assert.Equal("spec.executor.type", page.Find(".help .path").TextContent);
        Assert.Equal(["text, required", "Function, Pod, Operator", "\"Pod\""], page.FindAll(".help dd").Select(fact => fact.TextContent.Trim()));
        Assert.Contains("in pods that are there", page.Find(".help").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => tab.Editor!.CursorAsync(7, 3));
        await page.WaitForStateAsync(() => page.Find(".help .path").TextContent == "spec.executor", Cancel);
        Assert.Contains("type (required)", page.Find(".help details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_cluster_publishes_no_schema_that_is_said()
    {
        RenderedComponent page = await OpenAsync(KubeStashKinds.Addon, "/new");

        await page.InvokeAsync(() => tab.Editor!.CursorAsync(2, 3));

        await page.WaitForStateAsync(() => page.Find(".help").TextContent.Contains("publishes no schema of Addon (OpenAPI v3", StringComparison.Ordinal), Cancel);
        Assert.Contains("What the object is.", page.Find(".help").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_create_in_the_namespace_that_is_written_cannot_submit()
    {
        cluster.Allows = request => new AccessDecision(request.Verb != "create" || request.Namespace == "prod", "");
        RenderedComponent page = await OpenAsync(KubeStashKinds.HookTemplate, "/new?namespace=demo");
        await page.WaitForStateAsync(() => Button(page, "Submit").HasAttribute("disabled"), Cancel);

        await page.InvokeAsync(() => tab.Editor!.ChangedAsync("apiVersion: core.kubestash.com/v1alpha1\nkind: HookTemplate\nmetadata:\n  name: a\n  namespace: prod\n"));

        await page.WaitForStateAsync(() => !Button(page, "Submit").HasAttribute("disabled"), Cancel);
    }

    private async Task<RenderedComponent> OpenAsync(ResourceKind kind, string place)
    {
        Context.Navigation.StartAt($"/c/dev/{kind.Id}{place}");
        RenderedComponent page = await RenderAsync<CreateByManifestPage>(("Cluster", "dev"), ("Resource", kind.Id));
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1 && tab.Editor is not null, Cancel);
        return page;
    }

    private static IElement Button(RenderedComponent page, string words) => page.FindAll("main button").First(button => button.TextContent.Trim() == words);
}
