using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace BackupConsole.Components.Controls;

/// <summary>Asks one question at a time: <see cref="AskAsync"/> opens the dialog and ends with the answer.</summary>
public sealed partial class ConfirmDialog
{
    private ElementReference dialog;
    private IJSObjectReference? module;
    private TaskCompletionSource<bool>? asked;

    /// <summary>Id of the dialog, unique on the page.</summary>
    [Parameter]
    public string Id { get; set; } = "confirm";

    /// <summary>The title, such as "Delete BackupSession".</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>The question.</summary>
    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    /// <summary>Words of the button that agrees.</summary>
    [Parameter]
    public string Yes { get; set; } = "Yes";

    /// <summary>Words of the button that does not.</summary>
    [Parameter]
    public string Cancel { get; set; } = "Cancel";

    /// <summary>Whether agreeing destroys something.</summary>
    [Parameter]
    public bool Danger { get; set; } = true;

    /// <summary>Why nobody can agree yet, in a sentence; <c>null</c> when one can.</summary>
    [Parameter]
    public string? Hindrance { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    /// <summary>Opens the dialog. The answer is no when it is closed in any other way than by agreeing, or is open already.</summary>
    public async Task<bool> AskAsync()
    {
        if (asked is not null)
        {
            return false;
        }

        TaskCompletionSource<bool> question = asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        StateHasChanged();
        try
        {
            module ??= await Script.InvokeAsync<IJSObjectReference>("import", Assets["js/dialog.js"].PathFromRoot());
            await module.InvokeVoidAsync("open", dialog);
        }
        catch (JSDisconnectedException)
        {
            asked = null; // Nobody is there to answer.
            return false;
        }

        return await question.Task;
    }

    private Task AgreeAsync() => Hindrance is null ? AnswerAsync(true) : Task.CompletedTask;

    private async Task AnswerAsync(bool yes)
    {
        TaskCompletionSource<bool>? question = asked;
        asked = null;
        if (question is not null && module is not null)
        {
            await module.InvokeVoidAsync("close", dialog);
        }

        question?.TrySetResult(yes);
    }

    // Escape, a click beside it, or our own closing: by then the answer was given.
    private void ClosedAsync()
    {
        asked?.TrySetResult(false);
        asked = null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        asked?.TrySetResult(false);
        await module.LetGoAsync();
    }
}
