using BackupConsole.KubeStash.Manifests;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace BackupConsole.Components.Manifests;

/// <summary>
/// Monaco for one text. What is typed arrives a moment after the last key stroke, and when the focus leaves; <see cref="FlushAsync"/> brings
/// what is still on its way.
/// </summary>
public sealed partial class ManifestEditor : IAsyncDisposable
{
    // Larger than what the browser waits for before it takes the plain editor.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private ElementReference host;
    private IJSObjectReference? module;
    private IJSObjectReference? editor;
    private DotNetObjectReference<ManifestEditor>? self;
    private EditorContent? shown;
    private IReadOnlyList<EditorMarker> marked = [];
    private bool plain;
    private bool failed;
    private bool gone;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    /// <summary>The text. Another object replaces what is in the editor; edits do not change it.</summary>
    [Parameter, EditorRequired]
    public EditorContent Content { get; set; } = null!;

    /// <summary>Name of the editor for those who listen.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Whether the text can only be looked at.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>What is said about places of the text.</summary>
    [Parameter]
    public IReadOnlyList<EditorMarker> Markers { get; set; } = [];

    /// <summary>Called with the whole text after edits.</summary>
    [Parameter]
    public EventCallback<string> Edited { get; set; }

    /// <summary>Called with the number of bytes when the text has become too long to be taken.</summary>
    [Parameter]
    public EventCallback<long> GrewTooLarge { get; set; }

    /// <summary>Called with line and column, from 1, when the cursor rests at another place.</summary>
    [Parameter]
    public EventCallback<(int Line, int Column)> CursorMoved { get; set; }

    /// <summary>Brings what was typed and has not arrived yet: afterwards <see cref="Edited"/> has had the last text.</summary>
    /// <returns>Whether it has; not when the browser cannot be reached or the text could not be taken.</returns>
    public async Task<bool> FlushAsync()
    {
        try
        {
            await CallAsync("flush");
            return true;
        }
        catch (JSException)
        {
            return false;
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Puts the focus on a place of the text.</summary>
    public async Task RevealAsync(SourceRange range)
    {
        if (editor is not null)
        {
            // The place may be one of a text that this component has been given, but not drawn yet.
            await ShowAsync();
            await CallAsync("reveal", Place(range));
        }
    }

    /// <summary>Called by the script with a short text.</summary>
    [JSInvokable]
    public Task ChangedAsync(string text) => gone || ReadOnly ? Task.CompletedTask : Edited.InvokeAsync(text);

    /// <summary>Called by the script with a text that does not fit into one message of the circuit.</summary>
    [JSInvokable]
    public async Task ChangedLongAsync(IJSStreamReference text)
    {
        ArgumentNullException.ThrowIfNull(text);
        await using (text)
        {
            if (text.Length > ManifestText.MaximumBytes)
            {
                await TooLargeAsync(text.Length);
                return;
            }

            await using Stream stream = await text.OpenReadStreamAsync(ManifestText.MaximumBytes);
            using StreamReader reader = new(stream);
            await ChangedAsync(await reader.ReadToEndAsync());
        }
    }

    /// <summary>Called by the script when the cursor rests.</summary>
    [JSInvokable]
    public Task CursorAsync(int line, int column) => gone ? Task.CompletedTask : CursorMoved.InvokeAsync((line, column));

    /// <summary>Called by the script when the text is too long.</summary>
    [JSInvokable]
    public Task TooLargeAsync(long bytes) => gone || ReadOnly ? Task.CompletedTask : GrewTooLarge.InvokeAsync(bytes);

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await OpenAsync();
        }
        else if (editor is not null)
        {
            await ShowAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        gone = true;
        if (editor is not null)
        {
            await CallAsync("dispose");
            await editor.LetGoAsync();
        }

        await module.LetGoAsync();
        self?.Dispose();
    }

    private async Task OpenAsync()
    {
        EditorContent content = Content;
        try
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", Patience, Assets["js/editor.js"].PathFromRoot());
            self = DotNetObjectReference.Create(this);
            object options = new { text = content.Text, json = content.Json, label = Label, readOnly = ReadOnly, maximumBytes = ManifestText.MaximumBytes, tellsCursor = CursorMoved.HasDelegate };
            IJSObjectReference opened = await module.InvokeAsync<IJSObjectReference>("create", Patience, host, self, options);
            if (gone)
            {
                // Left while it was loading.
                await opened.InvokeVoidAsync("dispose");
                await opened.LetGoAsync();
                await module.LetGoAsync();
                self.Dispose();
                return;
            }

            plain = await opened.InvokeAsync<bool>("isPlain");
            editor = opened;
            shown = content;
        }
        catch (JSException)
        {
            // The module itself cannot be had.
            failed = true;
        }
        catch (TaskCanceledException)
        {
            failed = true;
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
            return;
        }

        StateHasChanged();
    }

    private async Task ShowAsync()
    {
        if (!ReferenceEquals(shown, Content))
        {
            shown = Content;
            await CallAsync("setText", shown.Text, shown.Json);
        }

        if (!marked.SequenceEqual(Markers))
        {
            marked = Markers;
            await CallAsync("setMarkers", (object)marked.Select(marker => Place(marker.Range, marker)).ToArray());
        }
    }

    private static object Place(SourceRange range, EditorMarker? marker = null) =>
        new { range.Line, range.Column, range.EndLine, range.EndColumn, marker?.Message, marker?.IsError };

    private async Task CallAsync(string function, params object?[] arguments)
    {
        if (editor is null)
        {
            return;
        }

        try
        {
            await editor.InvokeVoidAsync(function, arguments);
        }
        catch (Exception exception) when (ScriptModules.IsGone(exception))
        {
            // The browser is gone, and the editor with it.
        }
    }
}
