using System.Text.Json.Nodes;
using AngleSharp.Dom;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Components.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Pages;

/// <summary>A page that creates objects, with a cluster and a browser tab in memory.</summary>
public abstract class CreatePageTest<TPage> : PageTest
    where TPage : IComponent
{
    private readonly ResourceKind kind;

    protected CreatePageTest(ResourceKind kind)
    {
        this.kind = kind;
        Context.Services.AddSingleton<IJSRuntime>(Tab);
    }

    private protected MemoryCluster Cluster { get; } = new();

    private protected FakeTab Tab { get; } = new();

    private protected string Base => $"/c/dev/{kind.Id}/new";

    private protected async Task<RenderedComponent> OpenAsync(string query = "")
    {
        Context.Navigation.StartAt($"{Base}{query}");
        Use(Cluster);
        RenderedComponent page = await RenderAsync<TPage>(("Cluster", "dev"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldmetadata-namespace option").Count > 2, Cancel);
        return page;
    }

    private protected async Task GoAsync(RenderedComponent page, string address) => await page.InvokeAsync(() =>
    {
        Context.Navigation.NavigateTo(address);
        return Task.CompletedTask;
    });

    private protected static async Task TypeAsync(RenderedComponent page, params (string Field, string Value)[] typed)
    {
        foreach ((string field, string value) in typed)
        {
            await page.InvokeAsync(() => Field(page, field).InputAsync(value));
        }
    }

    private protected static Task ChooseAsync(RenderedComponent page, string field, string value) => page.InvokeAsync(() => Field(page, field).ChangeAsync(value));

    /// <summary>Chooses what is offered a moment later.</summary>
    private protected static async Task ChooseOfferedAsync(RenderedComponent page, string field, string value)
    {
        await page.WaitForStateAsync(() => page.FindAll($"#field{field} option[value='{value}']").Count == 1, Cancel);
        await ChooseAsync(page, field, value);
    }

    private protected static Task PickAsync(RenderedComponent page, string option) => page.InvokeAsync(() => page.Find($"input[type=radio][value='{option}']").ChangeAsync(option));

    private protected static async Task PreviewAsync(RenderedComponent page)
    {
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1, Cancel);
    }

    private protected static Task SubmitAsync(RenderedComponent page) => page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

    private protected static IElement Field(RenderedComponent page, string path) => page.Find($"#field{path}");

    private protected static string ErrorAt(RenderedComponent page, string path) => page.Find($"#field{path}-error").TextContent.Trim();

    private protected static IElement Button(RenderedComponent page, string words) => page.FindAll("main button").First(button => button.TextContent.Trim() == words);

    private protected JsonObject Stored(ResourceKind of) => Assert.Single(Cluster.All(of));
}
