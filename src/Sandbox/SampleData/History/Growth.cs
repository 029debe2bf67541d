using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>How a component's restic repository grows: evenly, from the first good run of the session to the newest.</summary>
internal sealed class Growth
{
    // Plans have round numbers, as far as no guide asks for a certain one; real sizes are not round.
    private const long Exact = 1024 * 1024;

    private readonly DateTimeOffset first;
    private readonly DateTimeOffset newest;
    private readonly SampleIds ids;
    private readonly string repositoryName;

    public Growth(IReadOnlyList<Run> runs, RepositoryPlan repository, SampleIds ids)
    {
        this.ids = ids;
        repositoryName = repository.Name;
        Run[] good = [.. runs.Where(run => run.IsGood(repository))];
        first = good.Length > 0 ? good[0].Start : default;
        newest = good.Length > 0 ? good[^1].Start : default;
    }

    /// <summary>Size after a run, in bytes.</summary>
    public long Bytes(ComponentPlan component, Run run)
    {
        double whole = (newest - first).TotalSeconds;
        double done = whole <= 0 ? 1 : Math.Clamp((run.Start - first).TotalSeconds / whole, 0, 1);
        double planned = component.First + ((component.Last - component.First) * done);
        double scale = component.Last < Exact ? 1 : 0.96 + (0.08 * ids.Fraction($"size/{repositoryName}/{component.Name}"));
        return (long)(planned * scale);
    }

    /// <summary>Whether this is the first good run, which sends everything.</summary>
    public bool IsFirst(Run run) => run.Start == first;
}
