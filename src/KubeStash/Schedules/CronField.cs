namespace BackupConsole.KubeStash.Schedules;

/// <summary>The values one field of a schedule allows.</summary>
/// <param name="Bits">Bit n is set when the value n is allowed; all fields' values are below 64.</param>
/// <param name="IsStar">Whether the field has <c>*</c> or <c>?</c> without a step above 1, which decides how the two day fields combine.</param>
internal readonly record struct CronField(ulong Bits, bool IsStar)
{
    /// <summary>Whether a value is allowed.</summary>
    public bool Allows(int value) => (Bits >> value & 1) != 0;
}

/// <summary>What may be written in one field.</summary>
/// <param name="Name">Name in messages.</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Names">Names of the values from <paramref name="Minimum"/> on, in lower case; empty when the field knows none.</param>
internal sealed record CronFieldRule(string Name, int Minimum, int Maximum, IReadOnlyList<string> Names)
{
    /// <summary>The five fields, in their order.</summary>
    public static IReadOnlyList<CronFieldRule> All { get; } =
    [
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day of month", 1, 31, []),
        new("month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        new("day of week", 0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    /// <summary>What may be written, as a sentence.</summary>
    public string Remedy => Names.Count == 0
        ? $"Use *, a number from {Minimum} to {Maximum}, a range such as {Minimum}-{Maximum}, a step such as */2, or several with commas between."
        : $"Use *, a number from {Minimum} to {Maximum}, a name from {Names[0]} to {Names[^1]}, a range, a step such as */2, or several with commas between.";
}
