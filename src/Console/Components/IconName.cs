namespace BackupConsole.Components;

/// <summary>The icons there are.</summary>
public enum IconName
{
    /// <summary>The product.</summary>
    Shield,

    /// <summary>A cluster.</summary>
    Cluster,

    /// <summary>Went well.</summary>
    Check,

    /// <summary>Went wrong.</summary>
    Cross,

    /// <summary>Is going on.</summary>
    Play,

    /// <summary>Waits for its turn.</summary>
    Clock,

    /// <summary>Was left out.</summary>
    Skip,

    /// <summary>Nobody knows.</summary>
    Question,

    /// <summary>Nothing is known yet.</summary>
    Dash,

    /// <summary>Needs attention.</summary>
    Warning,

    /// <summary>Something to know.</summary>
    Info,

    /// <summary>Not permitted.</summary>
    Lock,

    /// <summary>Cannot be reached.</summary>
    Offline,

    /// <summary>Not installed.</summary>
    Package,

    /// <summary>Nothing there.</summary>
    Inbox,

    /// <summary>Search.</summary>
    Search,

    /// <summary>A namespace.</summary>
    Folder,

    /// <summary>Sorted upwards.</summary>
    Up,

    /// <summary>Sorted downwards.</summary>
    Down,

    /// <summary>The page before.</summary>
    Left,

    /// <summary>The next page.</summary>
    Right,

    /// <summary>Being fetched.</summary>
    Sync,
}

/// <summary>How the icons are drawn.</summary>
public static class IconNames
{
    /// <summary>The strokes, on a field of 24 by 24.</summary>
    public static string Path(this IconName name) => name switch
    {
        IconName.Shield => "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-5",
        IconName.Cluster => "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9",
        IconName.Check => "M5 12.5l4.5 4.5L19 7",
        IconName.Cross => "M6 6l12 12M18 6L6 18",
        IconName.Play => "M8 5l11 7-11 7z",
        IconName.Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2",
        IconName.Skip => "M6 5l9 7-9 7zM18.5 5v14",
        IconName.Question => "M9 9a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 1.8v.5M12 17.5v.01",
        IconName.Dash => "M6 12h12",
        IconName.Warning => "M12 3.5L2.5 20h19zM12 10v4.5M12 17.2v.01",
        IconName.Info => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8v.01",
        IconName.Lock => "M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11",
        IconName.Offline => "M2.5 9.5A14 14 0 0 1 8 6.2M21.5 9.5A14 14 0 0 0 12.5 5.5M6 13.5a8.5 8.5 0 0 1 4-2.2M18 13.5a8.5 8.5 0 0 0-2.5-1.7M9.5 17a3.8 3.8 0 0 1 5 0M12 20v.01M4 3l16 18",
        IconName.Package => "M4 8l8-4.5L20 8v8.5L12 21l-8-4.5zM4 8l8 4.5L20 8M12 12.5V21M8 5.7l8 4.6",
        IconName.Inbox => "M4 13l3-8h10l3 8v6H4zM4 13h4.5l1.5 2.5h4l1.5-2.5H20",
        IconName.Search => "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM20.5 20.5L16 16",
        IconName.Folder => "M3 6h6l2 2.5h10V19H3z",
        IconName.Up => "M12 19V5M6 11l6-6 6 6",
        IconName.Down => "M12 5v14M6 13l6 6 6-6",
        IconName.Left => "M15 5l-7 7 7 7",
        IconName.Right => "M9 5l7 7-7 7",
        IconName.Sync => "M20 12a8 8 0 0 1-14 5.3M4 12a8 8 0 0 1 14-5.3M18 3v4h-4M6 21v-4h4",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such icon."),
    };
}
