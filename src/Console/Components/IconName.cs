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

    /// <summary>Save as a file.</summary>
    Download,

    /// <summary>More that can be done.</summary>
    More,

    /// <summary>Rest for now.</summary>
    Pause,

    /// <summary>The page before.</summary>
    Left,

    /// <summary>The next page.</summary>
    Right,

    /// <summary>Being fetched.</summary>
    Sync,

    /// <summary>The overview.</summary>
    Home,

    /// <summary>A configuration.</summary>
    Gear,

    /// <summary>What ran lately.</summary>
    History,

    /// <summary>A storage.</summary>
    Database,

    /// <summary>A restore.</summary>
    Undo,

    /// <summary>A snapshot.</summary>
    Camera,

    /// <summary>How long things are kept.</summary>
    Calendar,

    /// <summary>A verification.</summary>
    Checklist,

    /// <summary>How to verify.</summary>
    Magnifier,

    /// <summary>A template of configurations.</summary>
    Blueprint,

    /// <summary>Several at once.</summary>
    Layers,

    /// <summary>Something hooked in.</summary>
    Hook,

    /// <summary>An addon.</summary>
    Puzzle,

    /// <summary>A function.</summary>
    Braces,

    /// <summary>Opens the navigation.</summary>
    Menu,

    /// <summary>Makes the navigation wide or narrow.</summary>
    Sidebar,

    /// <summary>Opens downwards.</summary>
    Expand,

    /// <summary>Light.</summary>
    Sun,

    /// <summary>Dark.</summary>
    Moon,

    /// <summary>As the system has it.</summary>
    Screen,

    /// <summary>A person.</summary>
    User,

    /// <summary>Something new.</summary>
    Plus,

    /// <summary>Which columns are shown.</summary>
    Columns,

    /// <summary>Copies.</summary>
    Copy,

    /// <summary>Deletes.</summary>
    Trash,

    /// <summary>Edits.</summary>
    Pencil,

    /// <summary>Looks before doing.</summary>
    Eye,

    /// <summary>Can be sorted by.</summary>
    Sortable,
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
        IconName.Download => "M12 4v11M7 10.5l5 5 5-5M4.5 20h15",
        IconName.More => "M12 5.5v.01M12 12v.01M12 18.5v.01",
        IconName.Pause => "M8.5 5.5v13M15.5 5.5v13",
        IconName.Left => "M15 5l-7 7 7 7",
        IconName.Right => "M9 5l7 7-7 7",
        IconName.Sync => "M20 12a8 8 0 0 1-14 5.3M4 12a8 8 0 0 1 14-5.3M18 3v4h-4M6 21v-4h4",
        IconName.Home => "M3.5 11L12 3.5l8.5 7.5M5.5 9.5V20h13V9.5M9.5 20v-6h5v6",
        IconName.Gear => "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M3 12h3M18 12h3M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2",
        IconName.History => "M3.5 12a8.5 8.5 0 1 0 2.6-6.1L3.5 8.4M3.5 4v4.4h4.4M12 7.5V12l3 2",
        IconName.Database => "M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3",
        IconName.Undo => "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-4",
        IconName.Camera => "M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6z",
        IconName.Calendar => "M4 6h16v14H4zM4 10.5h16M8.5 3v4M15.5 3v4M9 15l2 2 4-3.5",
        IconName.Checklist => "M9 4h6v3H9zM9 5.5H5V21h14V5.5h-4M8.5 14l2.5 2.5 4.5-5",
        IconName.Magnifier => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM20 20l-4.8-4.8M8 10.5l2 2 3.5-4",
        IconName.Blueprint => "M4 4h16v16H4zM4 9.5h16M9.5 9.5V20",
        IconName.Layers => "M12 3.5l9 4.5-9 4.5L3 8zM3 12l9 4.5 9-4.5M3 16l9 4.5 9-4.5",
        IconName.Hook => "M14 3.5v11a4 4 0 1 1-8 0V12l3 2.5M11.5 6h5",
        IconName.Puzzle => "M4 8h4.5a2.2 2.2 0 1 1 4 0H17v4.5a2.2 2.2 0 1 1 0 4V21h-4.5a2.2 2.2 0 1 0-4 0H4z",
        IconName.Braces => "M9 4c-2.5 0-3 1-3 3v2c0 1.7-.8 3-2.5 3 1.7 0 2.5 1.3 2.5 3v2c0 2 .5 3 3 3M15 4c2.5 0 3 1 3 3v2c0 1.7.8 3 2.5 3-1.7 0-2.5 1.3-2.5 3v2c0 2-.5 3-3 3",
        IconName.Menu => "M4 6.5h16M4 12h16M4 17.5h16",
        IconName.Sidebar => "M4 5h16v14H4zM9.5 5v14",
        IconName.Expand => "M6 9.5l6 6 6-6",
        IconName.Sun => "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M2.5 12h2M19.5 12h2M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
        IconName.Moon => "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
        IconName.Screen => "M3 5h18v11H3zM9 20h6M12 16v4",
        IconName.User => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
        IconName.Plus => "M12 5v14M5 12h14",
        IconName.Columns => "M4 5h16v14H4zM9.3 5v14M14.7 5v14",
        IconName.Copy => "M9 9h11v11H9zM15 9V4H4v11h5",
        IconName.Trash => "M4 7h16M9.5 7V4h5v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
        IconName.Pencil => "M4 20l1-4.5L16.5 4 20 7.5 8.5 19z",
        IconName.Eye => "M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12zM12 9.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4z",
        IconName.Sortable => "M8 5v14M4.5 8.5L8 5l3.5 3.5M16 19V5M12.5 15.5L16 19l3.5-3.5",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such icon."),
    };
}
