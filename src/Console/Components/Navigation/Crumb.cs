namespace BackupConsole.Components.Navigation;

/// <summary>A step on the way to a page.</summary>
/// <param name="Label">The words.</param>
/// <param name="Address">Where it leads; not used for the page itself.</param>
public sealed record Crumb(string Label, string Address = "");
