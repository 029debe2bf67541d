namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>
/// Annotations by which a person gives the simulated world properties that no field of a manifest has. Everything else the simulation needs is
/// read from the objects themselves.
/// </summary>
internal static class Levers
{
    /// <summary>On a target: how much data it holds, as a quantity such as <c>20Gi</c>.</summary>
    public const string DataSize = "sandbox.local/data-size";

    /// <summary>On a target: a path whose files only user 0 or the named <see cref="FileOwner"/> may read.</summary>
    public const string UnreadablePath = "sandbox.local/unreadable-path";

    /// <summary>On a target: the user id that owns the unreadable path; 0 when absent.</summary>
    public const string FileOwner = "sandbox.local/file-owner";

    /// <summary>On a target: how much memory a backup of it needs, as a quantity.</summary>
    public const string MemoryNeeded = "sandbox.local/memory-needed";

    /// <summary>On a target: rows that every table has; 1000 when absent.</summary>
    public const string Rows = "sandbox.local/rows";

    /// <summary>On a Repository: who holds an exclusive lock on it. Backups and retention wait for it, in vain.</summary>
    public const string LockedBy = "sandbox.local/locked-by";

    /// <summary>On a Repository: who reads it. Backups run beside the reader; retention cannot.</summary>
    public const string ReadBy = "sandbox.local/read-by";

    /// <summary>On a Repository: <c>true</c> when objects vanished from its folder.</summary>
    public const string Corrupted = "sandbox.local/corrupted";
}
