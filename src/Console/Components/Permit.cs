namespace BackupConsole.Components;

/// <summary>Whether a person may do something, and why not.</summary>
/// <param name="Allowed">Whether it may be done.</param>
/// <param name="Reason">Why not, in a sentence; empty when it may be done.</param>
public sealed record Permit(bool Allowed, string Reason)
{
    /// <summary>It may be done, as far as is known: the server has the last word.</summary>
    public static Permit Granted { get; } = new(true, "");
}
