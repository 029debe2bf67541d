using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Components.Forms;

/// <summary>A browser's tab that keeps drafts, and answers nothing else.</summary>
internal sealed class FakeTab : IJSRuntime, IJSObjectReference
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What it keeps, by the draft's key.</summary>
    public Dictionary<string, string> Kept { get; } = [];

    /// <summary>Functions called, oldest first.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What the browser was given with each call, as JSON.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Held back until it is completed; <c>null</c> answers at once.</summary>
    public TaskCompletionSource? ReadGate { get; set; }

    /// <summary>Holds the editor's last text back until it is completed; <c>null</c> answers at once.</summary>
    public TaskCompletionSource? FlushGate { get; set; }

    /// <summary>Holds writes back until it is completed; <c>null</c> answers at once.</summary>
    public TaskCompletionSource? WriteGate { get; set; }

    /// <summary>The editor that was opened last; <c>null</c> while none was.</summary>
    public BackupConsole.Components.Manifests.ManifestEditor? Editor { get; private set; }

    /// <summary>Thrown by every call on drafts; <c>null</c> for none.</summary>
    public Exception? Trouble { get; set; }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

    public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        Calls.Add(identifier);
        Sent.Add(string.Join('\n', (args ?? []).Where(argument => argument is not (null or DotNetObjectReference<BackupConsole.Components.Manifests.ManifestEditor>))
            .Select(argument => JsonSerializer.Serialize(argument, Readable))));
        if (identifier == "create" && args is [_, DotNetObjectReference<BackupConsole.Components.Manifests.ManifestEditor> opened, ..])
        {
            Editor = opened.Value;
        }

        if (typeof(TValue) == typeof(IJSObjectReference))
        {
            return (TValue)(object)this;
        }

        if (identifier == "flush" && FlushGate is { } flush)
        {
            await flush.Task;
        }

        if (identifier is not ("read" or "write" or "remove") || args is null)
        {
            return default!;
        }

        if (Trouble is not null)
        {
            throw Trouble;
        }

        if (identifier == "read" && ReadGate is { } gate)
        {
            await gate.Task;
        }

        if (identifier == "write" && WriteGate is { } write)
        {
            await write.Task;
        }

        string key = (string)args[0]!;
        object? answer = null;
        switch (identifier)
        {
            case "read" when Kept.TryGetValue(key, out string? text):
                int start = Math.Min((int)args[1]!, text.Length);
                answer = text.Substring(start, Math.Min((int)args[2]!, text.Length - start));
                break;
            case "write":
                Kept[key] = (string)args[1]!;
                answer = true;
                break;
            case "remove":
                Kept.Remove(key);
                break;
        }

        return (TValue)answer!;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
