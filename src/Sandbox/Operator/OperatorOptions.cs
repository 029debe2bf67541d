namespace BackupConsole.Sandbox.Operator;

/// <summary>How the simulated operator behaves.</summary>
internal sealed record OperatorOptions
{
    /// <summary>
    /// Divides the delays of the operator and of what its pods do, never times that users write (schedules, timeouts, retry delays). 1 is as
    /// slow as the real thing; greater is faster.
    /// </summary>
    public double Speed { get; init; } = 1;
}
