using BackupConsole.Clusters;
using BackupConsole.Components.Controls;
using BackupConsole.Components.Lists;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Details;

/// <summary>Follows one object for as long as the page is open in a circuit, and deletes it when asked to.</summary>
public sealed partial class DetailPage
{
    private const string ManifestTab = "yaml";

    private ObjectView view = new();
    private DetailSubject? subject;
    private ClusterSession? session;
    private ObjectQuery? live;
    private Neighbours? neighbours;
    private ObjectKey key;
    private Allowance mayDelete = Allowance.Unknown;
    private ConfirmDialog? confirm;
    private CancellationTokenSource closing = new();

    /// <summary>Slug of the cluster.</summary>
    [Parameter, EditorRequired]
    public string Cluster { get; set; } = "";

    /// <summary>Namespace of the object; empty for kinds outside namespaces.</summary>
    [Parameter]
    public string Namespace { get; set; } = "";

    /// <summary>Name of the object.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>What is particular to the kind.</summary>
    [Parameter, EditorRequired]
    public DetailDeclaration Declaration { get; set; } = null!;

    /// <summary>From the address: the view of the object.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    [Inject]
    private ClusterSessions Sessions { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private TypedNamespaces TypedNamespaces { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool ShowsManifest => Tab == ManifestTab;

    private DetailTab? OwnTab => Declaration.Tabs.FirstOrDefault(tab => tab.Id == Tab);

    private bool IsThere => view.Phase is ObjectPhase.Live or ObjectPhase.Stale;

    private string? PhaseOf => subject?.Text("status.phase") is { Length: > 0 } phase ? phase : null;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        ObjectKey asked = new(Namespace, Name);
        if (session is null || session.Cluster.Slug != Cluster || asked != key)
        {
            key = asked;
            await OpenAsync();
        }
    }

    private async Task OpenAsync()
    {
        await CloseAsync();
        view = new ObjectView();
        subject = null;
        mayDelete = Allowance.Unknown;
        session = Sessions.Find(Cluster);

        // Prerendering draws the shell and a skeleton: nothing is asked of a cluster before there is a circuit that wants to know.
        if (session is not null && RendererInfo.IsInteractive)
        {
            closing = new CancellationTokenSource();
            neighbours = new Neighbours(session, TypedNamespaces, Time, InvokeAsync, TellFailureAsync);
            live = new ObjectQuery(session, Declaration.Kind, key, Time, ShowAsync);
            _ = TellFailureAsync(live.Start());
            _ = TellFailureAsync(ReviewAsync(session, closing.Token));
        }
    }

    private Task ShowAsync(ObjectView next) => InvokeAsync(() =>
    {
        bool first = !IsThere;
        view = next;
        subject = next.Latest is { } latest && session is not null ? new DetailSubject(session, Declaration.Kind, latest) : null;
        StateHasChanged();
        if (first && IsThere && session is not null && mayDelete == Allowance.Unknown)
        {
            _ = TellFailureAsync(ReviewAsync(session, closing.Token));
        }
    });

    private async Task ReviewAsync(ClusterSession cluster, CancellationToken cancellationToken)
    {
        try
        {
            string? ns = key.Namespace.Length == 0 ? null : key.Namespace;
            mayDelete = await cluster.ReviewAsync(new AccessRequest("delete", Declaration.Kind, ns, key.Name), cancellationToken);
            await InvokeAsync(StateHasChanged);
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            // The page says that the cluster cannot be reached; the question is asked again when the object arrives.
            mayDelete = Allowance.Unknown;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page is closed.
        }
    }

    private async Task DeleteAsync()
    {
        if (!mayDelete.Allowed || !IsThere || session is null || subject is null || confirm is null)
        {
            return;
        }

        // What was on the screen when the question was asked is what is deleted, not a later object of the same name.
        string uid = subject.Latest.Uid;
        if (!await confirm.AskAsync())
        {
            return;
        }

        try
        {
            await session.DeleteAsync(Declaration.Kind, key, uid, closing.Token);
            Toasts.Show($"{Declaration.Kind.Kind} {key.Name} is being deleted.");
            Navigation.NavigateTo(Addresses.List(session.Cluster.Slug, Declaration.Kind, key.Namespace.Length == 0 ? null : key.Namespace));
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, closing.Token))
        {
            Toasts.Show($"{Declaration.Kind.Kind} {key.Name} was not deleted. {FailureWords.Of(exception)}", StateTone.Bad);
        }
    }

    // What else the address holds belongs to the view that is left.
    private string TabAddress(string? tab) => $"{Addresses.Detail(Cluster, Declaration.Kind, key)}{(tab is null ? "" : $"?tab={tab}")}";

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

        if (neighbours is not null)
        {
            await neighbours.DisposeAsync();
            neighbours = null;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        closing.Dispose();
    }
}
