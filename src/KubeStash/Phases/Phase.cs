using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Phases;

/// <summary>The words KubeStash uses for phases, and their tones.</summary>
public static class Phase
{
    /// <summary>Usable.</summary>
    public const string Ready = "Ready";

    /// <summary>Not usable, for now.</summary>
    public const string NotReady = "NotReady";

    /// <summary>The specification was refused.</summary>
    public const string Invalid = "Invalid";

    /// <summary>Not begun.</summary>
    public const string Pending = "Pending";

    /// <summary>Under way.</summary>
    public const string Running = "Running";

    /// <summary>Ended well.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>Ended badly.</summary>
    public const string Failed = "Failed";

    /// <summary>Not run, because another run was under way or nothing was to be done.</summary>
    public const string Skipped = "Skipped";

    /// <summary>Ended, with an outcome that cannot be told.</summary>
    public const string Unknown = "Unknown";

    /// <summary>What a phase says of an object, for a sentence: <c>is Ready</c>, or that it has none yet.</summary>
    public static string Predicate(string phase)
    {
        ArgumentNullException.ThrowIfNull(phase);
        return phase.Length == 0 ? "has no phase yet" : $"is {phase}";
    }

    /// <summary>The tone of <c>status.phase</c> of any kind; unknown when there is no phase.</summary>
    /// <param name="kind">The kind the phase belongs to: a configuration may be Invalid as a warning, a run or snapshot cannot.</param>
    /// <param name="phase">The phase; null or empty when there is none.</param>
    public static PhaseTone Tone(ResourceKind kind, string? phase)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return phase switch
        {
            Ready or Succeeded => PhaseTone.Success,
            Running => PhaseTone.Info,
            Pending => PhaseTone.Idle,
            Skipped => PhaseTone.Skip,
            Unknown => PhaseTone.Warning,
            Invalid when kind == KubeStashKinds.BackupConfiguration || kind == KubeStashKinds.BackupBatch => PhaseTone.Warning,
            Failed or NotReady or Invalid => PhaseTone.Danger,
            _ => PhaseTone.Unknown,
        };
    }

    /// <summary>The tone of a Snapshot's <c>status.verificationStatus</c>.</summary>
    public static PhaseTone VerificationTone(string? status) => status switch
    {
        "Verified" => PhaseTone.Success,
        "VerificationFailed" => PhaseTone.Danger,
        "NotVerified" => PhaseTone.Idle,
        _ => PhaseTone.Unknown,
    };

    /// <summary>The tone of a BackupSession's <c>status.retentionPolicy[].phase</c>.</summary>
    public static PhaseTone RetentionTone(string? phase) => phase switch
    {
        "Applied" => PhaseTone.Success,
        "FailedToApply" => PhaseTone.Danger,
        Pending => PhaseTone.Idle,
        _ => PhaseTone.Unknown,
    };

    /// <summary>The tone of <c>status.integrity</c>; unknown while it is not set.</summary>
    public static PhaseTone IntegrityTone(bool? integrity) => integrity switch
    {
        true => PhaseTone.Success,
        false => PhaseTone.Danger,
        null => PhaseTone.Unknown,
    };

    /// <summary>Whether a run with this phase has ended.</summary>
    public static bool IsFinal(string? phase) => phase is Succeeded or Failed or Skipped or Unknown or Invalid;
}
