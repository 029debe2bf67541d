using BackupConsole.KubeStash.Phases;

namespace BackupConsole.Components;

/// <summary>How a phase looks: always icon, word and colour together.</summary>
/// <param name="Css">Style class of its colours.</param>
/// <param name="Icon">Icon.</param>
/// <param name="Word">Word.</param>
public readonly record struct PhaseLook(string Css, IconName Icon, string Word)
{
    /// <summary>The look of a phase.</summary>
    /// <param name="phase">The phase as the operator wrote it; empty when it has written none.</param>
    /// <param name="tone">What it means.</param>
    public static PhaseLook Of(string phase, PhaseTone tone)
    {
        (string css, IconName icon) = tone switch
        {
            PhaseTone.Success => ("ok", IconName.Check),
            PhaseTone.Info => ("info", IconName.Play),
            PhaseTone.Idle => ("idle", IconName.Clock),
            PhaseTone.Skip => ("skip", IconName.Skip),
            PhaseTone.Danger => ("bad", IconName.Cross),
            PhaseTone.Warning => ("warn", IconName.Question),
            _ => ("idle", phase.Length == 0 ? IconName.Dash : IconName.Question),
        };
        return new PhaseLook(css, icon, phase.Length == 0 ? "No phase yet" : phase);
    }
}
