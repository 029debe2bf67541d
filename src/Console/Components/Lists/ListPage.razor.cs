using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Lists;

/// <summary>
/// Holds a live query for as long as the page is open in a circuit. The address is the only state: what a person chooses goes into it,
/// and what is looked at comes out of it, so that links and the Back button need nothing of their own.
/// </summary>
public sealed partial class ListPage<TRow>
    where TRow : class, IRow
{
    // Long enough that typing a word is one search, short enough to feel immediate.
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(200);

    private ListView<TRow> view = new ListView<TRow>();
    private ListAddress address = ListAddress.Plain;
    private ImmutableArray<ListColumn<TRow>> columns = [];
    private string? remembered;
    private Allowance mayCreate = Allowance.Granted;
    private (ClusterSession Session, string? Namespace, NamespaceAccess Access)? reviewed;
    private ClusterSession? session;
    private LiveQuery<TRow>? live;
    private Neighbours? neighbours;
    private CancellationTokenSource typing = new();
    private readonly CancellationTokenSource gone = new();
    private string text = "";

    // Searches on their way into the address. They come back from the browser a round trip later, and by then more may have been typed.
    private readonly List<string> searching = [];

    /// <summary>Slug of the cluster.</summary>
    [Parameter, EditorRequired]
    public string Cluster { get; set; } = "";

    /// <summary>What is listed.</summary>
    [Parameter, EditorRequired]
    public ListDeclaration<TRow> Declaration { get; set; } = null!;

    /// <summary>From the address: the namespace.</summary>
    [SupplyParameterFromQuery(Name = "namespace")]
    public string? NamespaceInAddress { get; set; }

    /// <summary>From the address: the text searched for.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? TextInAddress { get; set; }

    /// <summary>From the address: the sort.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? SortInAddress { get; set; }

    /// <summary>From the address: the page.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public string? PageInAddress { get; set; }

    /// <summary>From the address: rows per page.</summary>
    [SupplyParameterFromQuery(Name = "size")]
    public string? SizeInAddress { get; set; }

    /// <summary>From the address: the phase.</summary>
    [SupplyParameterFromQuery(Name = "phase")]
    public string? PhaseInAddress { get; set; }

    /// <summary>From the address: the columns.</summary>
    [SupplyParameterFromQuery(Name = "cols")]
    public string? ColumnsInAddress { get; set; }

    /// <summary>From the address: filters, with commas between.</summary>
    [SupplyParameterFromQuery(Name = "only")]
    public string? OnlyInAddress { get; set; }

    [Inject]
    private BrowserMemory Memory { get; set; } = null!;

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
        string before = address.Text;
        address = ListAddress.Read(NamespaceInAddress, TextInAddress, SortInAddress, PageInAddress).With(SizeInAddress, PhaseInAddress, ColumnsInAddress, OnlyInAddress);
        ShowColumns();
        if (address.Text != before && !ComesFromTyping(address.Text))
        {
            text = address.Text; // From a link or the Back button; what is being typed right now is never overwritten.
        }

        if (session is null || session.Cluster.Slug != Cluster)
        {
            await OpenAsync();
        }
        else
        {
            live?.Set(address.ToQuery(Declaration));
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await Memory.ReadAsync(ColumnMemory) is { Length: > 0 } before)
        {
            // What this browser's person chose last time. What is chosen from here on is in the address, so that Back takes it back.
            remembered = before;
            ShowColumns();
            StateHasChanged();
        }
    }

    private string ColumnMemory => $"columns-{Declaration.Source.Kind.Id}";

    // The same array as long as it is the same choice: rows are drawn again when theirs is another one.
    private void ShowColumns()
    {
        ImmutableArray<ListColumn<TRow>> next = ListColumns.Of(Declaration, address.Columns ?? remembered);
        columns = columns.IsDefault || !columns.SequenceEqual(next) ? next : columns;
    }

    private async Task OpenAsync()
    {
        await CloseAsync();
        view = new ListView<TRow>();
        session = Sessions.Find(Cluster);

        // Prerendering draws the shell and a skeleton: nothing is asked of a cluster before there is a circuit that wants to know.
        if (session is not null && RendererInfo.IsInteractive)
        {
            neighbours = new Neighbours(session, TypedNamespaces, Time, InvokeAsync, TellFailureAsync);
            live = new LiveQuery<TRow>(session, Declaration.Source, address.ToQuery(Declaration), TypedNamespaces, Time, ShowAsync);
            _ = TellFailureAsync(live.Start());
        }
    }

    private Task ShowAsync(ListView<TRow> next) => InvokeAsync(() =>
    {
        view = next;
        StateHasChanged();
        _ = TellFailureAsync(ReviewAsync());
    });

    private async Task ReviewAsync()
    {
        if (Declaration.Create != CreateWay.Nobody && session is not null && view.Access is { } access
            && reviewed != (session, address.Namespace, access))
        {
            reviewed = (session, address.Namespace, access);
            try
            {
                Allowance answer = await CreateReview.AskAsync(session, Declaration.Source.Kind, address.Namespace, access.Names, gone.Token);
                if (reviewed == (session, address.Namespace, access) && answer != mayCreate)
                {
                    mayCreate = answer;
                    StateHasChanged();
                }
            }
            catch (OperationCanceledException) when (gone.IsCancellationRequested)
            {
                // The page is closed.
            }
        }
    }

    private async Task SearchAsync()
    {
        await typing.CancelAsync();
        typing.Dispose();
        typing = new CancellationTokenSource();
        CancellationToken latest = typing.Token;
        try
        {
            await Task.Delay(TypingPause, Time, latest);
        }
        catch (OperationCanceledException)
        {
            return; // More was typed.
        }

        string next = text.Trim();
        if (next != (searching.Count > 0 ? searching[^1] : address.Text))
        {
            // Replaced, not added: Back leads to where one was, not through every letter.
            searching.Add(next);
            GoTo(address with { Text = next, Page = 1 }, replace: true);
        }
    }

    private bool ComesFromTyping(string found)
    {
        int last = searching.LastIndexOf(found);
        searching.RemoveRange(0, last < 0 ? searching.Count : last + 1);
        return last >= 0;
    }

    private void ChooseNamespace(string? ns) => GoTo(address with { Namespace = ns, Page = 1 });

    private void LetGo(RowFilter<TRow> filter) => GoTo(address with { Only = address.Only.Remove(filter.Id), Page = 1 });

    private void ChoosePhase(string? phase) => GoTo(address with { Phase = phase, Page = 1 });

    // The first row on the screen stays there.
    private void ChooseSize(int size) => GoTo(address with { Size = size, Page = (((view.Page - 1) * address.Size) / size) + 1 });

    private async Task ToggleColumnAsync(ListColumn<TRow> column)
    {
        string? chosen = ListColumns.Toggle(Declaration, columns, column);
        GoTo(address with { Columns = chosen ?? (remembered is null ? null : string.Join(',', Declaration.Columns.Select(each => each.Id))) });
        await Memory.KeepAsync(ColumnMemory, chosen ?? "");
    }

    private void SortBy(ListSort sort) => GoTo(address.SortedBy(sort, Declaration));

    private void GoTo(int page) => GoTo(address with { Page = page });

    private void ShowAll()
    {
        text = "";
        GoTo(ListAddress.Plain with { Sort = address.Sort, Size = address.Size, Columns = address.Columns });
    }

    private void GoTo(ListAddress next, bool replace = false) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(next.ToParameters()), new NavigationOptions { ReplaceHistoryEntry = replace });

    private async Task CloseAsync()
    {
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
        await gone.CancelAsync();
        gone.Dispose();
        await typing.CancelAsync();
        typing.Dispose();
        await CloseAsync();
    }
}
