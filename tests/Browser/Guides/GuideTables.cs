namespace BackupConsole.BrowserTests.Guides;

/// <summary>A table of the guide on "Recent Backups", and where the console has it.</summary>
/// <param name="Title">What the guide calls it.</param>
/// <param name="Address">Where it is, below a cluster; <c>{0}</c> stands for the object.</param>
/// <param name="Cells">Selects what has the words, in their order.</param>
/// <param name="Words">The guide's words.</param>
/// <param name="Further">What we show after them.</param>
public sealed record GuideTable(string Title, string Address, string Cells, string[] Words, string[] Further);

/// <summary>Words of the guide on "Recent Backups". They are what people look for, so they are written down once, and pages are held to them.</summary>
public static class GuideTables
{
    private const string Sessions = "backupsessions.core.kubestash.com";

    /// <summary>Fields of the form that have a star.</summary>
    public static readonly string[] Required = ["Namespace", "Invoker Kind", "Invoker Name", "Session"];

    /// <summary>Every table, in the guide's order.</summary>
    public static IReadOnlyList<GuideTable> All { get; } =
    [
        new("BackupSession List", $"{Sessions}?namespace={{0}}", "table[aria-label='Recent Backups'] thead th",
            ["Name", "Namespace", "BackupConfiguration", "Invoker Kind", "Invoker Name", "Session", "Timeout", "Phase", "Duration", "Age"],
            ["Total snapshots"]),
        new("Basic", Detail, "section[aria-labelledby=basic-title] dt",
            ["Name", "Namespace", "Labels", "Annotations", "UID", "Phase", "Timeout", "Session"],
            ["Age", "Invoker Kind", "Invoker Name", "Invoker API Group", "Duration", "Deadline", "Total snapshots", "Retry left", "Retried", "Next retry"]),
        new("Backup Configuration", Detail, "table[aria-label='Backup Configuration'] thead th",
            ["Name", "Namespace", "Invoker Kind", "Invoker Name", "Target", "Task", "Repository", "Status", "Age"],
            ["Schedule", "Paused"]),
        new("Snapshots", Detail, "table[aria-label='Snapshots'] thead th",
            ["Name", "Namespace", "Repository", "Size", "Phase", "Creation Timestamp", "Status"],
            ["Target", "Age"]),
        new("Create BackupSession", $"{Sessions}/new{{1}}", "main .form-field > label, main .block h2 .title",
            ["Namespace", "Labels & Annotations", "Invoker Kind", "Invoker Name", "Session", "Timeout"],
            []),
    ];

    /// <summary>The rows of "Quick Reference", in order.</summary>
    public static IReadOnlyList<string> QuickReference { get; } =
    [
        "View all BackupSessions",
        "Filter by namespace",
        "View session detail",
        "Check snapshot status",
        "View linked configuration",
        "Check session phase",
        "Open the create form",
        "Add labels or annotations",
        "Select a configuration",
        "Select a session",
        "Set operation timeout",
        "Review before creating",
        "Edit manifest directly",
        "Trigger an on-demand backup",
    ];

    private static string Detail => $"{Sessions}/n/{{0}}/o/{GuideObjects.Session}";
}
