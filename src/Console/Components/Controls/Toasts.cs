using System.Collections.Immutable;

namespace BackupConsole.Components.Controls;

/// <summary>A short message about something that was done.</summary>
/// <param name="Id">Tells it from others.</param>
/// <param name="Text">The words.</param>
/// <param name="Tone">How serious it is. A bad one stays until it is closed.</param>
/// <param name="Address">Where to read more; <c>null</c> for nowhere.</param>
/// <param name="LinkText">Words of the link there.</param>
public sealed record Toast(int Id, string Text, StateTone Tone, string? Address, string LinkText);

/// <summary>The messages of one circuit. Anything may show one; the layout draws them. Used on the circuit's own dispatcher. Bounded.</summary>
public sealed class Toasts
{
    /// <summary>Messages kept at a time; the oldest goes when there are more.</summary>
    public const int Maximum = 4;

    private int last;

    /// <summary>Raised when there are others than before.</summary>
    public event Action? Changed;

    /// <summary>The messages, oldest first.</summary>
    public ImmutableArray<Toast> Items { get; private set; } = [];

    /// <summary>Shows a message.</summary>
    public void Show(string text, StateTone tone = StateTone.Calm, string? address = null, string linkText = "Open")
    {
        ImmutableArray<Toast> next = Items.Add(new Toast(++last, text, tone, address, linkText));
        Items = next.Length > Maximum ? next.RemoveAt(0) : next;
        Changed?.Invoke();
    }

    /// <summary>Takes a message away.</summary>
    public void Close(Toast toast)
    {
        Items = Items.RemoveAll(item => item.Id == toast.Id);
        Changed?.Invoke();
    }
}
