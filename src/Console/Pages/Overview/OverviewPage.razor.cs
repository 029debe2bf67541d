using BackupConsole.Clusters;
using BackupConsole.Settings;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Pages.Overview;

/// <summary>The first page of a cluster. Namespace and cluster are in the address; everything else follows the cluster.</summary>
public sealed partial class OverviewPage
{
    private OverviewView? view;
    private ClusterSession? session;
    private OverviewFeed? feed;
    private string? ns;

    /// <summary>Slug of the cluster.</summary>
    [Parameter]
    public string Cluster { get; set; } = "";

    /// <summary>From the address: the namespace.</summary>
    [SupplyParameterFromQuery(Name = "namespace")]
    public string? NamespaceInAddress { get; set; }

    [Inject]
    private ClusterSessions Sessions { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TypedNamespaces TypedNamespaces { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        string? asked = NamespaceInAddress is { } name && NamespaceName.IsValid(name) ? name : null;
        if (session is not null && session.Cluster.Slug == Cluster && asked == ns)
        {
            return;
        }

        await DisposeAsync();
        view = null;
        ns = asked;
        session = Sessions.Find(Cluster);
        if (session is not null && RendererInfo.IsInteractive)
        {
            feed = new OverviewFeed(session, ns, TypedNamespaces, Time, ShowAsync);
            _ = TellFailureAsync(feed.Start());
        }
    }

    private Task ShowAsync(OverviewView next) => InvokeAsync(() =>
    {
        view = next;
        StateHasChanged();
    });

    private void ChooseNamespace(string? chosen) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("namespace", chosen));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (feed is not null)
        {
            await feed.DisposeAsync();
            feed = null;
        }
    }
}
