using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Components.Details;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Links;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Pages.Sources;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Pages.BackupSessions;

/// <summary>Follows the configuration while the run itself has no timeout.</summary>
public sealed partial class SessionTimeout
{
    private LiveQuery<BackupConfigurationRow>? live;
    private RowLink? followed;
    private ImmutableArray<BackupConfigurationRow> configurations = [];

    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public DetailSubject Subject { get; set; } = null!;

    [Inject]
    private TypedNamespaces TypedNamespaces { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Own => Subject.Text("spec.backupTimeout");

    private string Inherited => configurations.FirstOrDefault()?.FindSession(Subject.Text("spec.session"))?.BackupTimeout ?? "";

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        BackupSessionRow row = Subject.As(BackupSessionRow.Reader);
        RowLink? link = Own.Length == 0 ? RowLink.To(BackupSessionLinks.BackupConfiguration, row) : null;
        if (link == followed)
        {
            return;
        }

        followed = link;
        configurations = [];
        await DisposeAsync();
        if (link is not null && RendererInfo.IsInteractive)
        {
            ListQuery query = new(row.Namespace, "", StoreSchema<BackupConfigurationRow>.ByKey, Descending: false, Page: 1, PageSize: 1) { Link = link };
            live = new LiveQuery<BackupConfigurationRow>(Subject.Session, KindSources.BackupConfigurations, query, TypedNamespaces, Time, ShowAsync);
            _ = TellFailureAsync(live.Start());
        }
    }

    private Task ShowAsync(ListView<BackupConfigurationRow> view) => InvokeAsync(() =>
    {
        configurations = view.Rows;
        StateHasChanged();
    });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (live is not null)
        {
            await live.DisposeAsync();
            live = null;
        }
    }
}
