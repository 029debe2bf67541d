using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Api;
using BackupConsole.KubeStash.Manifests;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Manifests;

/// <summary>
/// Manifests as they will be sent, as texts a person may edit. The page keeps the manifests; each edit that reads as one is given to it. Before
/// it submits or leaves, the page calls <see cref="FlushAsync"/>.
/// </summary>
public sealed partial class ManifestPreview : IDisposable
{
    private const int MostShown = 50;
    private const int MostMarkers = 200;

    private readonly List<PreviewPage> pages = [];
    private readonly CancellationTokenSource leaving = new();
    private List<SaidProblem> said = [];
    private IReadOnlyList<EditorMarker> markers = [];
    private ManifestEditor? editor;
    private EditorContent? content;
    private PreviewText? known;
    private SaidProblem? toReveal;
    private string? refusal;
    private int selected;
    private bool json;
    private bool broken;

    /// <summary>The manifests.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<PreviewEntry> Entries { get; set; } = [];

    /// <summary>Called a moment after an edit, when the text reads as a manifest. The page replaces its own with it, fields it does not know included.</summary>
    [Parameter]
    public EventCallback<PreviewEdit> Edited { get; set; }

    /// <summary>Called with <c>true</c> when a text stops reading as a manifest, and with <c>false</c> when all do again.</summary>
    [Parameter]
    public EventCallback<bool> BrokenChanged { get; set; }

    /// <summary>What the page has to say about the manifests.</summary>
    [Parameter]
    public IReadOnlyList<PreviewProblem> Problems { get; set; } = [];

    /// <summary>The text last typed, for a page that keeps drafts: given at the start it is shown again, broken or not.</summary>
    [Parameter]
    public PreviewText? Text { get; set; }

    /// <summary>Called with every text that is typed.</summary>
    [Parameter]
    public EventCallback<PreviewText> TextChanged { get; set; }

    /// <summary>The cluster whose schemas the manifests are checked against while they are written; <c>null</c> for no checks.</summary>
    [Parameter]
    public ClusterSession? Cluster { get; set; }

    /// <summary>What is known about the outcome, shown beside the editor.</summary>
    [Parameter]
    public RenderFragment? Plan { get; set; }

    private PreviewPage? current => selected < pages.Count ? pages[selected] : null;

    private string FileName => selected < Entries.Count ? $"{Entries[selected].Name}.{(current?.Json == true ? "json" : "yaml")}" : "";

    /// <summary>Brings what was typed a moment ago: afterwards the page has had the last text.</summary>
    /// <returns>Whether it has; when not, nothing should be submitted.</returns>
    public async Task<bool> FlushAsync() => editor is null || await editor.FlushAsync();

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        bool replaced = TakeEntries();
        PreviewPage? edited = TakeText(ref replaced);
        if (replaced || content is null)
        {
            Show();
        }

        Say();
        if (edited is { Error: null } && known is not null)
        {
            await Edited.InvokeAsync(new PreviewEdit(known.Entry, edited.Manifest));
        }

        await TellBrokenAsync();
        await CheckAsync();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (toReveal is { Range: { } range } && editor is not null)
        {
            toReveal = null;
            await editor.RevealAsync(range);
        }
    }

    /// <summary>Follows what the page changed by other means than this text.</summary>
    /// <returns>Whether the text in view is another now.</returns>
    private bool TakeEntries()
    {
        bool replaced = false;
        for (int entry = 0; entry < Entries.Count; entry++)
        {
            if (entry >= pages.Count)
            {
                pages.Add(new PreviewPage(Entries[entry].Manifest, json));
            }
            else
            {
                replaced |= pages[entry].Follow(Entries[entry].Manifest) && entry == selected;
            }
        }

        if (pages.Count > Entries.Count)
        {
            pages.RemoveRange(Entries.Count, pages.Count - Entries.Count);
        }

        if (selected >= pages.Count)
        {
            selected = 0;
            replaced = true;
        }

        return replaced;
    }

    /// <summary>Takes the text of a draft.</summary>
    /// <returns>The page it belongs to, when it makes another manifest of it.</returns>
    private PreviewPage? TakeText(ref bool replaced)
    {
        if (Text is null || Text == known || Text.Entry < 0 || Text.Entry >= pages.Count)
        {
            return null;
        }

        known = Text;
        PreviewPage page = pages[Text.Entry];
        if (page.Text == Text.Text && page.Json == Text.Json)
        {
            return null;
        }

        Manifest before = page.Manifest;
        page.Type(Text.Text, Text.Json);
        replaced |= Text.Entry == selected;
        return page.Manifest.HasSameValuesAs(before) ? null : page;
    }

    private void Show() => content = current is { } page ? new EditorContent(page.Text, page.Json) : null;

    private async Task TypedAsync(string text)
    {
        if (current is not { } page || (page.Text == text && page.Document is not null))
        {
            return;
        }

        refusal = null;
        bool reads = page.Type(text);
        Say();
        known = new PreviewText(selected, page.Json, text);
        await TextChanged.InvokeAsync(known);
        if (reads)
        {
            // A copy: the page may change what it is given.
            await Edited.InvokeAsync(new PreviewEdit(selected, page.Manifest.DeepClone()));
        }

        await TellBrokenAsync();
        await CheckAsync();
    }

    /// <summary>Holds the manifests against the cluster's schemas. Where they cannot be had, nothing is said: the server decides anyway.</summary>
    private async Task CheckAsync()
    {
        if (Cluster is null)
        {
            return;
        }

        foreach (PreviewPage page in pages.Where(page => page.NeedsCheck).ToList())
        {
            Manifest asked = page.Manifest;
            ManifestSchema? schema = null;
            try
            {
                schema = await Cluster.GetSchemaAsync(asked.ApiVersion, asked.Kind, leaving.Token);
            }
            catch (Exception exception) when (exception is ApiStatusException or HttpRequestException or IOException or BrokenAnswerException)
            {
                // Not permitted, or out of reach at the moment.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            page.Check(asked, schema);
        }

        Say();
    }

    private async Task GrewTooLargeAsync(long bytes)
    {
        current?.Refuse(bytes);
        Say();
        await TellBrokenAsync();
    }

    private async Task SwitchAsync(bool json)
    {
        await FlushAsync();
        if (current is not { } page || page.Json == json)
        {
            return;
        }

        if (page.Error is { } error)
        {
            refusal = $"The text cannot be switched to {(json ? "JSON" : "YAML")} while it cannot be read. {Words(selected, error)}";
            toReveal = said.FirstOrDefault(one => one.Entry == selected && one.Range is not null);
            return;
        }

        this.json = json;
        page.Take(page.Manifest, json);
        await ShowRewrittenAsync(page);
    }

    private async Task SelectAsync(int entry)
    {
        if (entry == selected || entry >= pages.Count)
        {
            return;
        }

        await FlushAsync();
        selected = entry;
        refusal = null;
        PreviewPage page = pages[entry];
        if (page.Json != json && page.Error is null && !page.HasComments)
        {
            page.Take(page.Manifest, json);
            await ShowRewrittenAsync(page);
            return;
        }

        Show();
        Say();
    }

    private async Task ShowRewrittenAsync(PreviewPage page)
    {
        refusal = null;
        Show();
        Say();
        known = new PreviewText(selected, page.Json, page.Text);
        await TextChanged.InvokeAsync(known);
    }

    private async Task RevealAsync(SaidProblem problem)
    {
        await SelectAsync(problem.Entry);
        toReveal = said.FirstOrDefault(one => one.Entry == problem.Entry && one.Message == problem.Message && one.Range is not null) ?? problem;
    }

    private async Task TellBrokenAsync()
    {
        bool now = pages.Any(page => page.Error is not null);
        if (now != broken)
        {
            broken = now;
            await BrokenChanged.InvokeAsync(now);
        }
    }

    /// <summary>Gathers what there is to say, errors first, and marks the text in view.</summary>
    private void Say()
    {
        List<SaidProblem> all = [];
        for (int entry = 0; entry < pages.Count; entry++)
        {
            all.AddRange(ProblemsOf(entry).OrderByDescending(one => one.IsError));
        }

        said = all;
        markers = [.. all.Where(one => one.Entry == selected && one.Range is not null).Take(MostMarkers).Select(one => new EditorMarker(one.Range!.Value, one.Message, one.IsError))];
    }

    private IEnumerable<SaidProblem> ProblemsOf(int entry)
    {
        PreviewPage page = pages[entry];
        if (page.Error is { } error)
        {
            yield return new SaidProblem(entry, error.Range, Words(entry, error), IsError: true);
        }

        foreach (ManifestError warning in page.Document?.Warnings ?? [])
        {
            yield return new SaidProblem(entry, warning.Range, Words(entry, warning), IsError: false);
        }

        // What the cluster refused already need not be said a second time by a check.
        List<PreviewProblem> problems = [.. Problems.Where(problem => problem.Entry == entry)];
        problems.AddRange(page.Findings
            .Where(finding => !problems.Exists(problem => problem.IsError && finding.Path.Equals(problem.Path)))
            .Select(finding => new PreviewProblem(entry, finding.Path, finding.Message, finding.IsError)));
        foreach (PreviewProblem problem in problems)
        {
            SourceRange[] places = problem.Path is { } path ? [.. page.Places(path)] : [];
            string words = problem.Path is { IsRoot: false } at && !page.Has(at) && !problem.Message.Contains(at.ToString(), StringComparison.Ordinal) ? $"{at}: {problem.Message}" : problem.Message;
            foreach (SourceRange? place in places.Length == 0 ? [null] : places.Select(place => (SourceRange?)place))
            {
                yield return new SaidProblem(entry, place, words, problem.IsError);
            }
        }
    }

    private string PlaceOf(SaidProblem problem) => (problem.Entry == selected, problem.Range) switch
    {
        (true, { } range) => $"Line {range.Line}",
        (false, { } range) => $"{Entries[problem.Entry].Name}, line {range.Line}",
        _ => Entries[problem.Entry].Name,
    };

    // What is wrong with a text quotes it, and that of a Secret is not to be seen anywhere else.
    private string Words(int entry, ManifestError error) =>
        Entries[entry].IsSecret ? $"Something is wrong with line {error.Line}. It is not quoted here, as it may hold a value. Put texts in double quotes, and check colons and indentation."
        : error.Remedy is null ? error.Message
        : $"{error.Message} {error.Remedy}";

    /// <summary>One line of the side list.</summary>
    private sealed record SaidProblem(int Entry, SourceRange? Range, string Message, bool IsError);
}
