using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Components.Forms.Drafts;
using BackupConsole.Components.Manifests;
using BackupConsole.Components.Navigation;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace BackupConsole.Components.Forms;

/// <summary>
/// Leads from an empty form over its preview to the new object. A page says which fields there are, how the manifest starts, and what is
/// to be written when it is first looked at. The address holds the step and the draft's id, the browser's tab the draft itself.
/// </summary>
public sealed partial class CreateFlow
{
    private const string LostValue = "This value was typed before the page was loaded again, and values of Secrets are not kept. Write it here, or go to Previous and type it again.";

    private readonly CancellationTokenSource ended = new();
    private ClusterSession? session;
    private CreateContext? context;
    private DraftStore? drafts;
    private DraftKey? draft;
    private string? addressed;
    private ManifestPreview? preview;
    private ImmutableArray<PreviewEntry> entries = [];
    private ManifestSubmission? submission;
    private PreviewText? text;
    private Manifest? textIsOf;
    private News? news;
    private FormFocus? focus;
    private bool isBroken;
    private bool isPreparing;
    private bool isSubmitting;
    private bool isNameTaken;

    /// <summary>Slug of the cluster.</summary>
    [Parameter, EditorRequired]
    public string Cluster { get; set; } = "";

    /// <summary>What is created.</summary>
    [Parameter, EditorRequired]
    public ResourceKind Kind { get; set; } = null!;

    /// <summary>Makes the manifest of an empty form.</summary>
    [Parameter, EditorRequired]
    public Func<Manifest> Begin { get; set; } = null!;

    /// <summary>Other objects that are made with it, each before the one before it.</summary>
    [Parameter]
    public IReadOnlyList<FurtherObject> Further { get; set; } = [];

    /// <summary>The fields; none where a manifest is written from the start.</summary>
    [Parameter]
    public RenderFragment<CreateContext> Fields { get; set; } = _ => _ => { };

    /// <summary>Whether there is no form: the manifest is written as text from the start.</summary>
    [Parameter]
    public bool ByManifest { get; set; }

    /// <summary>What will happen, beside the preview.</summary>
    [Parameter]
    public RenderFragment? Plan { get; set; }

    /// <summary>Warnings for the preview.</summary>
    [Parameter]
    public IReadOnlyList<FormProblem> Warnings { get; set; } = [];

    /// <summary>Called when a form is open.</summary>
    [Parameter]
    public EventCallback<CreateContext> Opened { get; set; }

    /// <summary>Called after the manifest was changed, in the form or as text.</summary>
    [Parameter]
    public EventCallback Edited { get; set; }

    /// <summary>Writes what a form has no fields for, such as a name. Called before each preview; returns what stands in its way.</summary>
    [Parameter]
    public Func<CreateContext, CancellationToken, Task<ImmutableArray<FormProblem>>> Prepare { get; set; } = (_, _) => Task.FromResult(ImmutableArray<FormProblem>.Empty);

    /// <summary>Puts the fields of the manifest in the order people are used to, before each preview.</summary>
    [Parameter]
    public Action<Manifest>? Arrange { get; set; }

    /// <summary>Looks again at what the objects depend on, right before they are created; for those that depend on nothing, nothing.</summary>
    [Parameter]
    public Func<CreateContext, CancellationToken, Task<ImmutableArray<FormProblem>>> LookAgain { get; set; } = (_, _) => Task.FromResult(ImmutableArray<FormProblem>.Empty);

    /// <summary>Gives the manifest another name; none when people type it.</summary>
    [Parameter]
    public Action<ManifestForm>? Rename { get; set; }

    /// <summary>From the address: the step.</summary>
    [SupplyParameterFromQuery(Name = "step")]
    public string? StepInAddress { get; set; }

    /// <summary>From the address: the draft.</summary>
    [SupplyParameterFromQuery(Name = "draft")]
    public string? DraftInAddress { get; set; }

    [Inject]
    private ClusterSessions Sessions { get; set; } = null!;

    [Inject]
    private TypedNamespaces TypedNamespaces { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private Controls.Toasts Toasts { get; set; } = null!;

    private string Title => ByManifest ? $"Create {Kind.Kind} by manifest" : $"Create {Kind.Kind}";

    private string EntryName => string.Concat($"{Kind.Group}.{Kind.Kind}".Split('.').Select((word, at) => at == 0 ? word : word.Sentence()));

    // What the preview shows and Submit creates: its entries are numbered by it.
    private ImmutableArray<NewObject> Made =>
        context is null ? [] : [.. context.Objects.Where((_, at) => at == 0 || Further[at - 1].IsMade(context.Form))];

    private NewObject? TextOf => text is not null && text.Entry < Made.Length ? Made[text.Entry] : null;

    private bool IsPreview => ByManifest || (StepInAddress == PreviewStep && context?.Form.Notes.ContainsKey(Prepared) == true);

    // Where a kind has no form, its manifest is written at the form's address.
    private bool IsHere
    {
        get
        {
            string path = Uri.UnescapeDataString(new Uri(Navigation.Uri).AbsolutePath);
            return path == Uri.UnescapeDataString(Addresses.New(Cluster, Kind)) || (ByManifest && path == Uri.UnescapeDataString(Addresses.NewByManifest(Cluster, Kind)));
        }
    }

    private IReadOnlyList<Crumb> Trail => [new(NavigationCatalog.Find(Kind)?.Label ?? Kind.Kind, Addresses.List(Cluster, Kind)), new(Title)];

    private IEnumerable<FormProblem> General => Made.SelectMany(one => one.Form.Problems).Where(problem => problem.Path is null || problem.Path.IsRoot);

    private FormProblem[] Unshown => IsPreview ? [] : [.. Made.SelectMany(one => one.Form.Unshown)];

    private string? Refusal => context is { Access.Allowance: { Allowed: false } allowance } && allowance != Allowance.Unknown ? allowance.Reason : null;

    private string? Attention => context is { Form: { Tried: true, MistakeCount: > 0 and int count } } ? count == 1 ? "1 field needs attention" : $"{count} fields need attention" : null;

    private string? WhyNotSubmit => isSubmitting ? null : Obstacle;

    private string? Obstacle =>
        isBroken ? "The text cannot be read as a manifest yet: correct it first."
        : Made.Any(one => one.Unfilled.Any()) ? "Values of a Secret have to be typed again first."
        : Refusal;

    private string? WhyNotKept => drafts switch
    {
        { IsTooLarge: true } => "It has become too large for this browser's tab. You can go on and submit it; but after a reload of this page, or a restart of the console, the form is as it was before.",
        { Keeps: false } => "This browser does not let the page keep anything. You can go on and submit it; but a reload of this page, or a restart of the console, takes you back.",
        _ => null,
    };

    private IReadOnlyList<PreviewProblem> Said =>
    [
        .. Made.SelectMany((one, entry) => one.Form.Problems.Where(problem => problem.Path is { IsRoot: false }).Select(problem => new PreviewProblem(entry, problem.Path, problem.Message, IsError: true))),
        .. Made.SelectMany((one, entry) => one.Unfilled.Select(path => new PreviewProblem(entry, path, LostValue, IsError: true))),
        .. Warnings.Select(warning => new PreviewProblem(warning.Entry, warning.Path, warning.Message, IsError: false)),
    ];

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (!IsHere)
        {
            return; // On the way to another page.
        }

        ClusterSession? found = Sessions.Find(Cluster);
        bool isOther = found != session || (DraftInAddress != addressed && DraftInAddress != draft?.Id);
        session = found;
        addressed = DraftInAddress;
        if (session is not null && RendererInfo.IsInteractive && (isOther || draft is null))
        {
            await OpenAsync(session);
        }
    }

    /// <inheritdoc />
    protected override Task OnAfterRenderAsync(bool firstRender) => focus?.FollowAsync() ?? Task.CompletedTask;

    // The fields show when the draft was read, or could not be: what is typed into them is never overwritten by a late answer.
    private async Task OpenAsync(ClusterSession opened)
    {
        Close();
        bool isNew = !DraftKey.IsId(DraftInAddress);
        DraftKey key = draft = new DraftKey(Cluster, Kind, isNew ? DraftKey.NewId() : DraftInAddress!);
        drafts ??= new DraftStore(Script, Assets["js/drafts.js"]);
        focus ??= new FormFocus(Script, Assets["js/forms.js"]);
        Draft? kept = isNew ? null : await drafts.ReadAsync(key);
        if (draft != key)
        {
            return; // Another one was asked for meanwhile.
        }

        ManifestForm form = DraftForm.Read(kept) ?? new ManifestForm(Begin());
        CreateContext next = context = new CreateContext(
            opened,
            [
                new NewObject(Kind, EntryName, form),
                .. Further.Select((one, at) => new NewObject(one.Kind, one.Entry, DraftForm.ReadFurther(kept, at) ?? new ManifestForm(one.Begin()))),
            ],
            new CreateAccess(opened, Kind));
        text = kept?.Text is { } typed ? new PreviewText(typed.Entry, typed.Json, typed.Text) : null;
        textIsOf = TextOf?.Form.Manifest;
        foreach (ManifestForm one in next.Objects.Select(one => one.Form))
        {
            one.Edited += KeepEdit;
            one.Changed += Draw;
            one.FocusAsked += Focus;
        }

        TakeEntries();
        await Opened.InvokeAsync(next);
        if (isNew || (StepInAddress == PreviewStep && !IsPreview))
        {
            Go(IsPreview && !ByManifest ? PreviewStep : null, replace: true);
        }

        _ = AskAccessAsync(next);
    }

    private async Task AskAccessAsync(CreateContext asked)
    {
        string ns = asked.Form.Manifest.Namespace;
        if (asked.Access.Namespaces is null)
        {
            await asked.Access.LoadAsync(TypedNamespaces.Of(Cluster), ended.Token);
        }

        await asked.Access.AskAsync(ns, ended.Token);
        if (!ended.IsCancellationRequested)
        {
            asked.Form.RaiseChanged();
            StateHasChanged();
        }
    }

    /// <summary>Asks again where the kind may be created.</summary>
    public Task AskAccessAsync() => context is null ? Task.CompletedTask : AskAccessAsync(context);

    private void Draw() => StateHasChanged();

    private void Focus(string id)
    {
        focus!.AskField(id);
        StateHasChanged();
    }

    private void TakeEntries() => entries = [.. Made.Select(one => new PreviewEntry(one.Entry, one.Form.Manifest) { IsSecret = one.IsSecret })];

    private void KeepEdit()
    {
        TakeEntries();
        _ = KeepAsync();
        _ = InvokeAsync(Edited.InvokeAsync);
    }

    private async Task KeepAsync()
    {
        string? before = WhyNotKept;
        await drafts!.WriteAsync(draft!, DraftForm.Write(context!.Objects, TextOf, text is null ? null : new DraftText(text.Entry, text.Json, text.Text)));
        if (WhyNotKept != before)
        {
            StateHasChanged();
        }
    }

    private void TakeEdit(PreviewEdit edit)
    {
        Made[edit.Entry].Form.Replace(edit.Manifest);
        textIsOf = edit.Manifest;
    }

    private Task KeepText(PreviewText typed)
    {
        text = typed;
        textIsOf = TextOf?.Form.Manifest;
        return KeepAsync();
    }

    private void Close()
    {
        foreach (ManifestForm one in context?.Objects.Select(one => one.Form) ?? [])
        {
            one.Edited -= KeepEdit;
            one.Changed -= Draw;
            one.FocusAsked -= Focus;
        }

        context = null;
        submission = null;
        news = null;
        isBroken = false;
        isNameTaken = false;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Close();
        await ended.CancelAsync();
        ended.Dispose();
        if (drafts is not null)
        {
            await drafts.DisposeAsync();
        }

        if (focus is not null)
        {
            await focus.DisposeAsync();
        }
    }
}
