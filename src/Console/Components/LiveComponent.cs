using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components;

/// <summary>A component that starts work which goes on beside its rendering, such as a live query.</summary>
public abstract class LiveComponent : ComponentBase
{
    /// <summary>Waits for work to end and tells what it failed with: a mistake of ours, of any kind, which the page's error boundary shows and the log names.</summary>
    protected async Task TellFailureAsync(Task running)
    {
        try
        {
            await running;
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
