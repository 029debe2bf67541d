namespace BackupConsole.KubeStash.Schedules;

/// <summary>Why a schedule was refused, precise enough to mark the place.</summary>
/// <param name="Field">Which field is at fault: <c>minute</c>, <c>hour</c>, <c>day of month</c>, <c>month</c>, <c>day of week</c>, or <c>schedule</c> for the whole.</param>
/// <param name="Part">The offending part, as written; empty when something is missing.</param>
/// <param name="Position">Where the part starts, counted from 0 in the text.</param>
/// <param name="Problem">What is wrong, as a sentence.</param>
/// <param name="Remedy">What to write instead, as a sentence.</param>
public sealed record CronError(string Field, string Part, int Position, string Problem, string Remedy)
{
    /// <summary>Field, problem and remedy in one line.</summary>
    public override string ToString() => $"{Field}: {Problem} {Remedy}";
}
