namespace BackupConsole.Sandbox.SampleData.Model;

/// <summary>What the data of a sandbox is made from; equal options give equal bytes.</summary>
internal sealed record SampleDataOptions
{
    /// <summary>Decides everything that looks like chance: uids, durations, suffixes of pods.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The moment the history ends at; whole seconds count.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How many more BackupSessions there are, for load.</summary>
    public int ExtraSessions { get; init; }
}
