namespace BackupConsole.KubeStash.Phases;

/// <summary>How good or bad a phase is, which decides how it is drawn.</summary>
public enum PhaseTone
{
    /// <summary>No phase yet, or one that this version does not know.</summary>
    Unknown,

    /// <summary>Waiting for its turn.</summary>
    Idle,

    /// <summary>Under way.</summary>
    Info,

    /// <summary>Done, or ready.</summary>
    Success,

    /// <summary>Deliberately not done.</summary>
    Skip,

    /// <summary>Worth a look: the outcome cannot be told, or the specification was refused.</summary>
    Warning,

    /// <summary>Failed, or not working.</summary>
    Danger,
}
