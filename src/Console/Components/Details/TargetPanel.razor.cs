using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Details;

/// <summary>Finds the kind of a target among what the server serves, and follows the object.</summary>
public sealed partial class TargetPanel
{
    private static readonly System.Collections.Immutable.ImmutableArray<DetailField> Fields = ObjectFacts.Target;

    private ObjectView view = new();
    private DetailSubject? subject;
    private TypedObjectReference? followed;
    private bool follows;
    private string? trouble;
    private ObjectQuery? live;
    private CancellationTokenSource closing = new();

    private string HeadingId => $"{Heading.ToLowerInvariant()}-title";

    /// <summary>Heading of the panel.</summary>
    [Parameter]
    public string Heading { get; set; } = "Target";

    /// <summary>The target; <c>null</c> for none, as for a backup of a whole cluster.</summary>
    [Parameter, EditorRequired]
    public TypedObjectReference? Target { get; set; }

    /// <summary>The cluster.</summary>
    [CascadingParameter]
    public ClusterSession Session { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private (IconName Icon, string Text)? Words => (Target, trouble, view.Phase) switch
    {
        (null, _, _) => (IconName.Inbox, "No data available"),
        (_, { } words, _) => (IconName.Question, words),
        (_, _, ObjectPhase.Connecting) => null,
        (_, _, ObjectPhase.Forbidden) => (IconName.Lock, $"Not permitted: {view.Trouble}"),
        (_, _, ObjectPhase.Unreachable) => (IconName.Offline, $"Cannot be loaded. {view.Trouble}"),
        _ => (IconName.Inbox, $"No data available: there is no {Target}."),
    };

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (follows && Target == followed)
        {
            return;
        }

        (follows, followed) = (true, Target);
        await CloseAsync();
        (view, subject, trouble) = (new ObjectView(), null, null);
        if (Target is { } target && RendererInfo.IsInteractive)
        {
            closing = new CancellationTokenSource();
            _ = TellFailureAsync(FollowAsync(target, closing.Token));
        }
    }

    private async Task FollowAsync(TypedObjectReference target, CancellationToken cancellationToken)
    {
        try
        {
            if (await Session.Kinds.FindAsync(target.ApiGroup, target.Kind, cancellationToken) is not { } kind)
            {
                trouble = $"No data available: this cluster does not serve {target.Kind} of {(target.ApiGroup.Length == 0 ? "the core group" : target.ApiGroup)}.";
                StateHasChanged();
                return;
            }

            live = new ObjectQuery(Session, kind, kind.Namespaced ? target.Key : new ObjectKey("", target.Name), Time, next => ShowAsync(kind, next));
            await live.Start();
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            trouble = $"Cannot be loaded. {FailureWords.Of(exception)}";
            StateHasChanged();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page is closed, or shows another target.
        }
    }

    private Task ShowAsync(ResourceKind kind, ObjectView next) => InvokeAsync(() =>
    {
        view = next;
        subject = next is { Latest: { } latest, Phase: ObjectPhase.Live or ObjectPhase.Stale } ? new DetailSubject(Session, kind, latest) : null;
        StateHasChanged();
    });

    private async Task CloseAsync()
    {
        await closing.CancelAsync();
        closing.Dispose();
        closing = new CancellationTokenSource();
        if (live is not null)
        {
            await live.DisposeAsync();
            live = null;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        closing.Dispose();
    }
}
