using Microsoft.JSInterop;

namespace BackupConsole.Components;

/// <summary>
/// What a browser's person chose about the looks of pages, kept in that browser. Where its storage may not be used nothing is kept. One per circuit.
/// </summary>
public sealed class BrowserMemory(IJSRuntime script) : IAsyncDisposable
{
    // Nobody keeps more than this; whoever does is trying something.
    private const int MaximumLength = 1000;

    private IJSObjectReference? module;

    /// <summary>What was kept; <c>null</c> when nothing was, or the browser is gone.</summary>
    public async Task<string?> ReadAsync(string name)
    {
        try
        {
            module ??= await script.InvokeAsync<IJSObjectReference>("import", "/js/memory.js");
            string? value = await module.InvokeAsync<string?>("read", name);
            return value is { Length: <= MaximumLength } ? value : null;
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            return null; // The browser is gone.
        }
    }

    /// <summary>Keeps a choice.</summary>
    public async Task KeepAsync(string name, string value)
    {
        try
        {
            module ??= await script.InvokeAsync<IJSObjectReference>("import", "/js/memory.js");
            await module.InvokeVoidAsync("keep", name, value);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and with it the one who chose.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await module.LetGoAsync();
    }
}
