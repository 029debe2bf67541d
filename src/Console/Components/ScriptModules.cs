using Microsoft.JSInterop;

namespace BackupConsole.Components;

/// <summary>Objects that the browser keeps for a component.</summary>
internal static class ScriptModules
{
    /// <summary>Lets go of one. A browser that is gone, or goes meanwhile, has let go of it by itself.</summary>
    public static async ValueTask LetGoAsync(this IJSObjectReference? module)
    {
        if (module is null)
        {
            return;
        }

        try
        {
            await module.DisposeAsync();
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // As wished.
        }
    }

    /// <summary>Whether a call failed because its browser is gone: it was before the call, or its circuit ended while the answer was awaited.</summary>
    public static bool IsGone(Exception exception) => exception is JSDisconnectedException or TaskCanceledException;
}
