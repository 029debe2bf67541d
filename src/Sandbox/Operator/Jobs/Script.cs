namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>One moment of a container's life.</summary>
/// <param name="At">When, from the container's start, at speed 1.</param>
/// <param name="Line">The line it logs, given the time; null for none.</param>
/// <param name="Effect">What it does to objects; safe to do twice. Null for nothing.</param>
internal sealed record ScriptStep(TimeSpan At, Func<DateTimeOffset, string>? Line, Action? Effect);

/// <summary>Everything a container does, known when it starts.</summary>
/// <param name="Steps">In order of time.</param>
/// <param name="Length">When it ends, at speed 1.</param>
/// <param name="ExitCode">How it ends; 0 is success.</param>
/// <param name="Reason">Why, when not for its exit code, such as <c>OOMKilled</c>.</param>
/// <param name="Message">What it leaves behind about its failure, for whoever reads the container's state; null for nothing.</param>
internal sealed record Script(IReadOnlyList<ScriptStep> Steps, TimeSpan Length, int ExitCode = 0, string? Reason = null, string? Message = null)
{
    /// <summary>Whether it ends well.</summary>
    public bool Succeeds => ExitCode == 0;

    /// <summary>The same up to a moment, at which something ends it.</summary>
    public Script CutAt(TimeSpan at, int exitCode, IEnumerable<ScriptStep> ending) => at >= Length
        ? this
        : new Script([.. Steps.Where(step => step.At < at), .. ending.Select(step => step with { At = at })], at, exitCode);
}
