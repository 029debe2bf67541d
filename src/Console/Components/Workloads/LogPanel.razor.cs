using System.Collections.Immutable;
using System.Globalization;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Kubernetes.Workloads;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.JSInterop;

namespace BackupConsole.Components.Workloads;

/// <summary>Follows the pods, chooses one of their logs (the address may say which) and hands its lines to the browser, which keeps them.</summary>
public sealed partial class LogPanel
{
    private const int MaximumPods = 100;

    private ElementReference section;
    private IJSObjectReference? module;
    private IJSObjectReference? lines;
    private LiveQuery<PodRow>? following;
    private ListView<PodRow> view = new();
    private ImmutableArray<PodRow> pods = [];
    private LogQuery? log;
    private LogTarget? target;
    private LogNews news = new(LogPhase.Connecting, null, []);
    private string askedPod = "";
    private string askedContainer = "";
    private bool askedPrevious;

    /// <summary>The namespace of the pods.</summary>
    [Parameter, EditorRequired]
    public string Namespace { get; set; } = "";

    /// <summary>Which pods; <c>null</c> when none can be found.</summary>
    [Parameter, EditorRequired]
    public ObjectSelector? Selector { get; set; }

    /// <summary>Why there may be no pods, or no more, and what helps.</summary>
    [Parameter]
    public string WhyNone { get; set; } = "";

    /// <summary>The cluster.</summary>
    [CascadingParameter]
    public ClusterSession Session { get; set; } = null!;

    [Inject]
    private TypedNamespaces TypedNamespaces { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private PodRow? Pod => target is null ? null : pods.FirstOrDefault(row => row.Key == target.Pod);

    private ContainerRow? Container => target is null ? null : Pod?.Find(target.Container);

    private bool PodsKnown => view.Phase is ListPhase.Live or ListPhase.Stale;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Navigation.LocationChanged += Moved;
        ReadAddress();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (following is null && Selector is not null && RendererInfo.IsInteractive)
        {
            ListQuery query = new(Namespace, "", StoreSchema<PodRow>.ByKey, Descending: false, Page: 1, MaximumPods) { Selector = Selector };
            following = new LiveQuery<PodRow>(Session, WorkloadSources.Pods, query, TypedNamespaces, Time, next => InvokeAsync(() => TakeAsync(next)));
            _ = TellFailureAsync(following.Start());
        }

        await ChooseAsync();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", Assets["js/log.js"].PathFromRoot());
            lines = await module.InvokeAsync<IJSObjectReference>("attach", section);
            await ChooseAsync();
            StateHasChanged();
        }
        catch (Exception exception) when (ScriptModules.IsGone(exception))
        {
            // Nobody looks any more.
        }
    }

    private async Task TakeAsync(ListView<PodRow> next)
    {
        view = next;
        pods = [.. next.Rows.OrderByDescending(row => row.CreationTimestamp).ThenBy(row => row.Name, StringComparer.Ordinal)];
        await ChooseAsync();
        log?.Know(Container);
        StateHasChanged();
    }

    // Lines have a place to go to once the script is there.
    private async Task ChooseAsync()
    {
        LogTarget? chosen = LogChoice.Choose(pods, askedPod, askedContainer, askedPrevious, target);
        if (lines is null || chosen is null || chosen == target)
        {
            return;
        }

        target = chosen;
        news = new LogNews(LogPhase.Connecting, null, []);
        LogQuery? before = log;
        LogQuery started = log = new LogQuery(Session, chosen, Time, more => InvokeAsync(() => ShowAsync(chosen, more)));
        started.Know(Container);
        if (before is not null)
        {
            await before.DisposeAsync();
        }

        try
        {
            await lines.InvokeVoidAsync("clear", $"{chosen.Pod.Name}-{chosen.Container}{(chosen.Previous ? "-previous" : "")}.log");
        }
        catch (Exception exception) when (ScriptModules.IsGone(exception))
        {
            return;
        }

        // Another one may have been chosen while the browser was busy.
        if (ReferenceEquals(log, started))
        {
            _ = TellFailureAsync(started.Start());
        }
    }

    private async Task ShowAsync(LogTarget of, LogNews more)
    {
        if (of != target || lines is null)
        {
            return;
        }

        bool told = news.Phase != more.Phase || news.Trouble != more.Trouble;
        news = more with { Lines = [] };
        if (told)
        {
            StateHasChanged();
        }

        if (!more.Lines.IsEmpty)
        {
            string[] times = [.. more.Lines.Select(line => line.Time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "")];
            string[] texts = [.. more.Lines.Select(line => line.Text)];
            try
            {
                await lines.InvokeVoidAsync("append", times, texts);
            }
            catch (Exception exception) when (ScriptModules.IsGone(exception))
            {
                // Nobody reads any more; the page is about to be disposed.
            }
        }
    }

    // Not as parameters supplied from the query: a component that a change of the address brings in may not ask for those.
    private void ReadAddress()
    {
        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        askedPod = query.GetValueOrDefault("pod").ToString();
        askedContainer = query.GetValueOrDefault("container").ToString();
        askedPrevious = query.GetValueOrDefault("previous").ToString() is "true" or "True";
    }

    private void Moved(object? sender, LocationChangedEventArgs change) => _ = TellFailureAsync(InvokeAsync(async () =>
    {
        ReadAddress();
        await ChooseAsync();
        StateHasChanged();
    }));

    private void Go(string? pod, string? container, bool previous) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["pod"] = pod, ["container"] = container, ["previous"] = previous ? true : null }), replace: true);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        if (following is not null)
        {
            await following.DisposeAsync();
        }

        if (log is not null)
        {
            await log.DisposeAsync();
        }

        await lines.LetGoAsync();
        await module.LetGoAsync();
    }
}
