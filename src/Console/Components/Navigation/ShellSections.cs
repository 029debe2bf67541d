namespace BackupConsole.Components.Navigation;

/// <summary>Places in the shell that the page at hand fills.</summary>
public static class ShellSections
{
    /// <summary>In the top bar: how current the page is.</summary>
    public static object Status { get; } = new();

    /// <summary>Above the page: the way to it.</summary>
    public static object Trail { get; } = new();
}
