using BackupConsole.Sandbox.SampleData.Company;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>How a component's restic repository grows: evenly, from the first good run of the session to the newest.</summary>
internal sealed class Growth
{
    private readonly DateTimeOffset first;
    private readonly DateTimeOffset newest;

    public Growth(IReadOnlyList<Run> runs, RepositoryPlan repository)
    {
        Run[] good = [.. runs.Where(run => run.IsGood(repository))];
        first = good.Length > 0 ? good[0].Start : default;
        newest = good.Length > 0 ? good[^1].Start : default;
    }

    /// <summary>Size after a run, in bytes.</summary>
    public long Bytes(ComponentPlan component, Run run)
    {
        double whole = (newest - first).TotalSeconds;
        double done = whole <= 0 ? 1 : Math.Clamp((run.Start - first).TotalSeconds / whole, 0, 1);
        return component.First + (long)((component.Last - component.First) * done);
    }

    /// <summary>Whether this is the first good run, which sends everything.</summary>
    public bool IsFirst(Run run) => run.Start == first;
}
