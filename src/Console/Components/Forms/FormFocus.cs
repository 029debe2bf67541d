using Microsoft.JSInterop;

namespace BackupConsole.Components.Forms;

/// <summary>
/// Puts the focus of a form where it was asked for (js/forms.js), and not before that has been drawn: while a browser is behind, an older drawing is
/// reported as done after the question, and the control would be looked for among what is about to go.
/// </summary>
/// <param name="script">The browser.</param>
/// <param name="module">Address of the script.</param>
public sealed class FormFocus(IJSRuntime script, string module) : IAsyncDisposable
{
    private IJSObjectReference? loaded;
    private (string Function, string? Id)? asked;
    private (string Function, string? Id)? drawn;

    /// <summary>Asks for the first mistake.</summary>
    public void AskFirstMistake() => asked = ("focusFirstMistake", null);

    /// <summary>Asks for the top of the page.</summary>
    public void AskHeading() => asked = ("focusHeading", null);

    /// <summary>Asks for a control, or the first one of a block.</summary>
    /// <param name="id">Its id.</param>
    public void AskField(string id) => asked = ("focusField", id);

    /// <summary>Said while the form is being drawn: what was asked for until now is in this drawing.</summary>
    public void MarkDrawn()
    {
        drawn = asked ?? drawn;
        asked = null;
    }

    /// <summary>Said when a drawing has reached the browser.</summary>
    public async Task FollowAsync()
    {
        if (drawn is { } next)
        {
            drawn = null;
            loaded ??= await script.InvokeAsync<IJSObjectReference>("import", module.PathFromRoot());
            await loaded.InvokeVoidAsync(next.Function, next.Id);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => loaded.LetGoAsync();
}
