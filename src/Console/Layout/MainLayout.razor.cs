using BackupConsole.Clusters;
using BackupConsole.Components;
using BackupConsole.Kubernetes.Configuration;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.JSInterop;

namespace BackupConsole.Layout;

/// <summary>The shell around every page: navigation, top bar, and where the page is drawn. Where one is, it reads from the address.</summary>
public sealed partial class MainLayout
{
    private ErrorBoundary? boundary;
    private ElementReference content;
    private IJSObjectReference? module;
    private Place place = Place.Outside;
    private ClusterConfiguration? cluster;
    private ClusterSession? session;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ClusterSessions Sessions { get; set; } = null!;

    /// <summary>The request, while the page is prerendered.</summary>
    [CascadingParameter]
    private HttpContext? Request { get; set; }

    // While a 404 is drawn on the server, the address is that of the page that draws it.
    private string Path => Request?.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? new Uri(Navigation.Uri).AbsolutePath;

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        boundary?.Recover();
        place = Place.Read(Path);
        session = place.Cluster is { } slug ? Sessions.Find(slug) : null;
        cluster = session?.Cluster;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", Assets["js/app.js"].PathFromRoot());
            await module.InvokeVoidAsync("markInteractive");
        }
    }

    private async Task FocusContentAsync() => await content.FocusAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await module.LetGoAsync();
    }
}
