using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Workloads;

/// <summary>A pod as tables and the choice of a log need it. Absent texts are empty.</summary>
public sealed record PodRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public PodRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<PodRow> Reader { get; } = new PodReader();

    /// <summary><c>status.phase</c>: Pending, Running, Succeeded, Failed or Unknown.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary>Where it stands in one word, as kubectl tells it: the phase, or what its containers are at (<c>Init:0/1</c>, <c>OOMKilled</c>, <c>ImagePullBackOff</c>).</summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>Why it does not run, or ended badly, in the cluster's words; null when nothing is known to be wrong.</summary>
    public string? Trouble { get; init; }

    /// <summary><c>spec.nodeName</c>; empty until a node takes it.</summary>
    public string Node { get; init; } = string.Empty;

    /// <summary><c>status.podIP</c>.</summary>
    public string Ip { get; init; } = string.Empty;

    /// <summary>Its containers, initial ones first, each group in the order of the manifest.</summary>
    public ImmutableArray<ContainerRow> Containers { get; init; } = [];

    /// <summary>How many main containers there are.</summary>
    public int MainContainers => Containers.Count(container => !container.IsInit);

    /// <summary>How many main containers are ready.</summary>
    public int ReadyContainers => Containers.Count(container => container is { IsInit: false, Ready: true });

    /// <summary>How often containers were started again, all together.</summary>
    public int Restarts => Containers.Sum(container => container.Restarts);

    /// <summary>The images of all containers, each once, in order.</summary>
    public IEnumerable<string> Images => Containers.Select(container => container.Image).Distinct(StringComparer.Ordinal);

    /// <summary>Whether it has ended, well or badly.</summary>
    public bool HasEnded => Phase is "Succeeded" or "Failed";

    /// <summary>A container; null when the pod has none of that name.</summary>
    public ContainerRow? Find(string container) => Containers.FirstOrDefault(row => row.Name == container);
}
