namespace BackupConsole.Settings;

/// <summary>The console cannot start as it is set up.</summary>
/// <param name="problems">One sentence each: which setting, its value, what is allowed.</param>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(" ", problems))
{
    /// <summary>One sentence each: which setting, its value, what is allowed.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
