using BackupConsole.Clusters;
using BackupConsole.Components;
using BackupConsole.Components.Lists;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Pages.BackupSessions;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Pages;

/// <summary>Follows a cluster's failed BackupSessions; how many there are in other phases comes with them.</summary>
public sealed partial class ClusterHome
{
    private const int Failures = 6;

    // Always there, so that a first failure does not move the others.
    private static readonly string[] AlwaysShown = [Phase.Failed, Phase.Running, Phase.Succeeded];

    private ListView<BackupSessionRow> view = new();
    private ClusterSession? session;
    private LiveQuery<BackupSessionRow>? live;

    /// <summary>Slug of the cluster.</summary>
    [Parameter]
    public string Cluster { get; set; } = "";

    [Inject]
    private ClusterSessions AllSessions { get; set; } = null!;

    [Inject]
    private TypedNamespaces TypedNamespaces { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Sessions => Addresses.List(Cluster, KubeStashKinds.BackupSession);

    private bool HasRows => view.Total > 0 && view.Phase is (ListPhase.Syncing or ListPhase.Live or ListPhase.Stale);

    private IEnumerable<(string Phase, int Count)> Tiles =>
        AlwaysShown.Select(phase => (phase, view.Phases.FirstOrDefault(count => count.Phase == phase).Count))
            .Concat(view.Phases.Where(count => count.Phase.Length > 0 && !AlwaysShown.Contains(count.Phase)).OrderBy(count => count.Phase, StringComparer.Ordinal)
                .Select(count => (count.Phase, count.Count)));

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (session?.Cluster.Slug == Cluster)
        {
            return;
        }

        await CloseAsync();
        view = new();
        session = AllSessions.Find(Cluster);
        if (session is not null && RendererInfo.IsInteractive)
        {
            ListDeclaration<BackupSessionRow> list = BackupSessionList.Declaration;
            ListQuery query = new(null, "", list.DefaultSort.Order, list.DefaultSort.Reversed, 1, Failures) { Phase = Phase.Failed };
            live = new LiveQuery<BackupSessionRow>(session, list.Source, query, TypedNamespaces, Time, ShowAsync);
            _ = TellFailureAsync(live.Start());
        }
    }

    private Task ShowAsync(ListView<BackupSessionRow> next) => InvokeAsync(() =>
    {
        view = next;
        StateHasChanged();
    });

    private async Task CloseAsync()
    {
        if (live is not null)
        {
            await live.DisposeAsync();
            live = null;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await CloseAsync();
}
