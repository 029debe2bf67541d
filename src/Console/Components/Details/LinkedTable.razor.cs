using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Components.Lists;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Details;

/// <summary>
/// Follows the linked objects for as long as the page is open, newest first as lists have them. Search and pages are its own: an object has few
/// neighbours of a kind.
/// </summary>
public sealed partial class LinkedTable<TRow>
    where TRow : class, IRow
{
    /// <summary>Neighbours fetched at most; more than anyone pages through.</summary>
    private const int Maximum = 2000;

    private const int PageSize = 10;

    private ListView<TRow> view = new();
    private ImmutableArray<TRow> rows = [];
    private ImmutableArray<TRow> shown = [];
    private ImmutableArray<ObjectKey> missing = [];
    private MergedQuery<TRow>? live;
    private bool follows;
    private RowLink? followed;
    private ImmutableArray<ObjectSelector> selected = [];
    private int matching;
    private int current = 1;
    private string text = "";

    /// <summary>Heading of the table.</summary>
    [Parameter, EditorRequired]
    public string Heading { get; set; } = "";

    /// <summary>The kind.</summary>
    [Parameter, EditorRequired]
    public ResourceSource<TRow> Source { get; set; } = null!;

    /// <summary>The columns, from left to right.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<ListColumn<TRow>> Columns { get; set; } = [];

    /// <summary>Which rows; <c>null</c> while the object links to none, and for kinds that the server selects.</summary>
    [Parameter]
    public RowLink? Link { get; set; }

    /// <summary>Which objects the server is asked for, of kinds with very many (see <see cref="ListQuery.Selector"/>); what fits any of them is shown.</summary>
    [Parameter]
    public ImmutableArray<ObjectSelector> Selectors { get; set; } = [];

    /// <summary>The namespace they are in; <c>null</c> for any.</summary>
    [Parameter]
    public string? Namespace { get; set; }

    /// <summary>Adds rows for what the object tells of and the cluster no longer has; the rows found by default.</summary>
    [Parameter]
    public Func<ImmutableArray<TRow>, ImmutableArray<TRow>> Complete { get; set; } = found => found;

    /// <summary>What is said when there are none.</summary>
    [Parameter]
    public string NothingFound { get; set; } = "No data available";

    /// <summary>The cluster.</summary>
    [CascadingParameter]
    public ClusterSession Session { get; set; } = null!;

    [Inject]
    private TypedNamespaces TypedNamespaces { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string HeadingId => $"linked-{Heading.Replace(' ', '-')}";

    private int Pages => Math.Max(1, (matching + PageSize - 1) / PageSize);

    private int First => (current - 1) * PageSize;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (!follows || Link != followed || !Selectors.SequenceEqual(selected))
        {
            await FollowAsync();
        }

        Arrange();
    }

    private async Task FollowAsync()
    {
        bool anew = !follows || Link != followed;
        follows = true;
        followed = Link;
        selected = Selectors;
        ListQuery all = new(Namespace, "", Lists.Columns.ByAge.Order, Descending: true, Page: 1, Maximum) { Link = Link };
        ImmutableArray<ListQuery> queries = Selectors.IsEmpty ? Link is null ? [] : [all] : [.. Selectors.Select(selector => all with { Selector = selector })];
        if (anew || queries.IsEmpty)
        {
            view = new ListView<TRow> { Phase = queries.IsEmpty ? ListPhase.Live : ListPhase.Connecting };
        }

        if (RendererInfo.IsInteractive)
        {
            live ??= new MergedQuery<TRow>(Open, ShowAsync);
            await live.SetAsync(queries);
        }
    }

    private LiveQuery<TRow> Open(ListQuery query, Func<ListView<TRow>, Task> show)
    {
        LiveQuery<TRow> opened = new(Session, Source, query, TypedNamespaces, Time, next => InvokeAsync(() => show(next)));
        _ = TellFailureAsync(opened.Start());
        return opened;
    }

    private Task ShowAsync(ListView<TRow> next)
    {
        view = next;
        Arrange();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Arrange()
    {
        bool known = view.Phase is ListPhase.Live or ListPhase.Stale;
        rows = known ? Complete(view.Rows) : view.Rows;
        ImmutableArray<TRow> fitting = text.Length == 0 ? rows : [.. rows.Where(row => Source.Matches(row, text))];
        matching = fitting.Length;
        current = Math.Clamp(current, 1, Pages);
        shown = [.. fitting.Skip(First).Take(PageSize)];
        missing = view.Phase is ListPhase.Live or ListPhase.Stale && text.Length == 0 && Link is { IsForward: true } link
            ? [.. link.Keys.Except(rows.Select(row => row.Key))]
            : [];
    }

    private string WhyMissing(ObjectKey key) =>
        view.Access is { WholeCluster: false } access && key.Namespace.Length > 0 && !access.Permitted.Contains(key.Namespace) && Namespace != key.Namespace
            ? $"You may not list {Source.Kind.Id} in namespace {key.Namespace}."
            : "There is no such object.";

    private void Search()
    {
        current = 1;
        Arrange();
    }

    private void GoTo(int next)
    {
        current = Math.Clamp(next, 1, Pages);
        Arrange();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (live is not null)
        {
            await live.DisposeAsync();
        }
    }
}
