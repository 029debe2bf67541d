using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Components.Details;
using BackupConsole.KubeStash.Failures;
using BackupConsole.KubeStash.Links;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Pages.Sources;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Pages.BackupSessions;

/// <summary>Puts the causes together. What failed in a snapshot only the snapshot's own object says, so those are followed too.</summary>
public sealed partial class SessionStory
{
    private const int MaximumSnapshots = 200;

    private ImmutableArray<FailureCause> causes = [];
    private FailureAdvice? advice;
    private bool skipped;
    private LiveQuery<SnapshotRow>? live;
    private ImmutableArray<SnapshotRow> snapshots = [];

    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public DetailSubject Subject { get; set; } = null!;

    [Inject]
    private TypedNamespaces TypedNamespaces { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Title => advice?.Title ?? (skipped ? "This backup was skipped" : "This backup failed");

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        Arrange();
        if (live is null && causes.Any(cause => cause.Source == FailureSource.Snapshot))
        {
            ListQuery query = new(Subject.Key.Namespace, "", StoreSchema<SnapshotRow>.ByKey, Descending: false, Page: 1, MaximumSnapshots) { Link = RowLink.From(SnapshotLinks.BackupSession, Subject.Key) };
            live = new LiveQuery<SnapshotRow>(Subject.Session, KindSources.Snapshots, query, TypedNamespaces, Time, ShowAsync);
            _ = TellFailureAsync(live.Start());
        }
    }

    private Task ShowAsync(ListView<SnapshotRow> view) => InvokeAsync(() =>
    {
        snapshots = view.Rows;
        Arrange();
        StateHasChanged();
    });

    private void Arrange()
    {
        skipped = Subject.Text("status.phase") == Phase.Skipped;
        causes = [.. BackupSessionFailure.Causes(Subject.Latest.Json).Select(InFull)];
        advice = causes.IsEmpty ? null : FailureAdvice.Find(causes[0].Message);
    }

    private FailureCause InFull(FailureCause cause) =>
        cause.Source == FailureSource.Snapshot && snapshots.FirstOrDefault(row => row.Name == cause.Where)?.FailureReason is { Length: > 0 } reason
            ? cause with { Message = reason }
            : cause;

    private static string Origin(FailureCause cause) => cause.Source switch
    {
        FailureSource.Condition => "condition",
        FailureSource.Hook => "hook",
        FailureSource.Snapshot => "snapshot",
        FailureSource.Retention => "the retention policy on repository",
        _ => throw new InvalidOperationException($"{cause.Source} is no source."),
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (live is not null)
        {
            await live.DisposeAsync();
        }
    }
}
