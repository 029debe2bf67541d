namespace BackupConsole.Components;

/// <summary>How serious a state is.</summary>
public enum StateTone
{
    /// <summary>Nothing is wrong.</summary>
    Calm,

    /// <summary>Needs attention.</summary>
    Warn,

    /// <summary>Does not work.</summary>
    Bad,
}

/// <summary>How tones are drawn.</summary>
public static class StateTones
{
    /// <summary>The style class.</summary>
    public static string CssClass(this StateTone tone) => tone switch
    {
        StateTone.Warn => "is-warn",
        StateTone.Bad => "is-bad",
        _ => "is-calm",
    };
}
