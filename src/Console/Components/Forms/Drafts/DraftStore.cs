using System.Text;
using System.Text.Json;
using BackupConsole.Kubernetes.Objects;
using Microsoft.JSInterop;

namespace BackupConsole.Components.Forms.Drafts;

/// <summary>Which draft: a tab may hold several of one kind.</summary>
/// <param name="Cluster">Slug of the cluster.</param>
/// <param name="Kind">The kind that is made.</param>
/// <param name="Id">Its id in the address.</param>
public sealed record DraftKey(string Cluster, ResourceKind Kind, string Id)
{
    /// <summary>Longest id.</summary>
    public const int MaximumId = 40;

    /// <summary>A new id.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N")[..12];

    /// <summary>Whether an id from an address is one of ours.</summary>
    public static bool IsId(string? id) => id is { Length: > 0 and <= MaximumId } && id.All(char.IsAsciiLetterOrDigit);

    /// <inheritdoc />
    public override string ToString() => $"{Cluster}/{Kind.Id}/{Id}";
}

/// <summary>
/// Keeps drafts in the session storage of the browser's tab (js/drafts.js): they survive a reload, a lost circuit and a restart of the
/// console, and end with the tab. Bounded in size here, in number there. A browser that does not answer or may not keep anything costs the
/// draft, never the form. Used on the circuit's own dispatcher.
/// </summary>
/// <param name="script">The browser.</param>
/// <param name="module">Address of the script.</param>
public sealed class DraftStore(IJSRuntime script, string module) : IAsyncDisposable
{
    /// <summary>Most characters of a draft.</summary>
    public const int MaximumLength = 256 * 1024;

    // What a browser sends is limited in bytes, and a character may take six of them.
    private const int Piece = 8 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private IJSObjectReference? loaded;
    private (DraftKey Key, string? Text)? waiting;
    private bool writing;
    private bool stores = true;

    /// <summary>Whether the latest state is kept, or about to be.</summary>
    public bool Keeps => stores && !IsTooLarge;

    /// <summary>Whether the latest state is too large to be kept; what was kept before is.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>A draft; <c>null</c> when there is none that can be read.</summary>
    public async Task<Draft?> ReadAsync(DraftKey key)
    {
        try
        {
            StringBuilder text = new();
            IJSObjectReference drafts = await ModuleAsync();
            using CancellationTokenSource patience = new(Patience);
            while (text.Length <= MaximumLength)
            {
                string? piece = await drafts.InvokeAsync<string?>("read", patience.Token, key.ToString(), text.Length, Piece);
                text.Append(piece);
                if (piece is null || piece.Length < Piece)
                {
                    return text.Length == 0 ? null : JsonSerializer.Deserialize<Draft>(text.ToString(), JsonSerializerOptions.Web);
                }
            }

            return null;
        }
        catch (Exception exception) when (IsBrowserTrouble(exception) || exception is JsonException)
        {
            return null; // Somebody else's text, another version's, or no browser: the form starts empty.
        }
    }

    /// <summary>Keeps a draft. While one is on its way only the latest of those that follow is.</summary>
    public Task WriteAsync(DraftKey key, Draft draft)
    {
        string text = JsonSerializer.Serialize(draft, JsonSerializerOptions.Web);
        IsTooLarge = text.Length > MaximumLength;
        return IsTooLarge ? Task.CompletedTask : SendAsync(key, text);
    }

    /// <summary>Lets go of a draft.</summary>
    public Task RemoveAsync(DraftKey key) => SendAsync(key, null);

    private async Task SendAsync(DraftKey key, string? text)
    {
        waiting = (key, text);
        if (writing)
        {
            return;
        }

        writing = true;
        try
        {
            IJSObjectReference drafts = await ModuleAsync();
            while (waiting is { } next)
            {
                waiting = null;
                using CancellationTokenSource patience = new(Patience);
                stores = next.Text is null
                    ? await RemoveAsync(drafts, next.Key, patience.Token)
                    : await drafts.InvokeAsync<bool>("write", patience.Token, next.Key.ToString(), next.Text);
            }
        }
        catch (Exception exception) when (IsBrowserTrouble(exception))
        {
            stores = false;
        }
        finally
        {
            writing = false;
        }
    }

    private static async Task<bool> RemoveAsync(IJSObjectReference drafts, DraftKey key, CancellationToken cancellationToken)
    {
        await drafts.InvokeVoidAsync("remove", cancellationToken, key.ToString());
        return true;
    }

    private static bool IsBrowserTrouble(Exception exception) => exception is JSDisconnectedException or JSException or OperationCanceledException;

    private async Task<IJSObjectReference> ModuleAsync() => loaded ??= await script.InvokeAsync<IJSObjectReference>("import", module.PathFromRoot());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await loaded.LetGoAsync();
    }
}
