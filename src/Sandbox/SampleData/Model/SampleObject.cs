using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.SampleData.Model;

/// <summary>One object of the start data.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Manifest">
/// The object without its status: complete metadata but for what only a server writes (<c>resourceVersion</c>, <c>generation</c>,
/// <c>managedFields</c>). References by uid point to the uids of these manifests.
/// </param>
/// <param name="Status">The status; null when the kind or the object has none.</param>
/// <param name="Manager">Field manager that created the object.</param>
/// <param name="StatusManager">Field manager that wrote the status.</param>
internal sealed record SampleObject(ResourceKind Kind, JsonObject Manifest, JsonObject? Status, string Manager, string StatusManager)
{
    /// <summary>Namespace and name.</summary>
    public ObjectKey Key => new(Manifest.TextOrEmpty("metadata", "namespace"), Manifest.TextOrEmpty("metadata", "name"));

    /// <summary>The uid other objects refer to it by.</summary>
    public string Uid => Manifest.TextOrEmpty("metadata", "uid");

    /// <summary>When it was created.</summary>
    public DateTimeOffset Created => DateTimeOffset.Parse(Manifest.TextOrEmpty("metadata", "creationTimestamp"), CultureInfo.InvariantCulture);
}

/// <summary>What one container wrote.</summary>
/// <param name="Pod">Its pod.</param>
/// <param name="Container">The container, or init container.</param>
/// <param name="Lines">The lines, oldest first, with the times they carry in their text.</param>
/// <param name="Started">When the container started.</param>
internal sealed record PodLog(ObjectKey Pod, string Container, IReadOnlyList<string> Lines, DateTimeOffset Started)
{
    private const int StampLength = 20;

    /// <summary>The lines with the moments they were written at: those in their text, for others those of the lines before them.</summary>
    public IEnumerable<(DateTimeOffset Time, string Line)> Timed()
    {
        DateTimeOffset last = Started;
        foreach (string line in Lines)
        {
            last = TimeIn(line) is { } time && time > last ? time : last;
            yield return (last, line);
        }
    }

    // The tools' logger writes no year: a line is as close to the start as its month and day allow.
    private DateTimeOffset? TimeIn(string line)
    {
        if (line.Length <= StampLength
            || !DateTimeOffset.TryParseExact($"{Started.Year:0000}{line[1..(StampLength + 1)]}", "yyyyMMdd HH:mm:ss.ffffff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return null;
        }

        return time < Started.AddDays(-180) ? time.AddYears(1) : time;
    }
}

/// <summary>A reference that leads nowhere on purpose.</summary>
/// <param name="FromKind">Kind of the object that refers.</param>
/// <param name="From">The object that refers.</param>
/// <param name="ToKind">Kind of what is missing.</param>
/// <param name="To">What is missing.</param>
/// <param name="Why">Why it is missing.</param>
internal sealed record BrokenReference(ResourceKind FromKind, ObjectKey From, ResourceKind ToKind, ObjectKey To, string Why);

/// <summary>The start data of a cluster. Objects are in an order in which they can be created; they may be loaded once.</summary>
internal sealed record SampleCluster
{
    /// <summary>Everything but the extra sessions.</summary>
    public required IReadOnlyList<SampleObject> Objects { get; init; }

    /// <summary>BackupSessions for load, made as they are asked for, newest first.</summary>
    public IEnumerable<SampleObject> ExtraSessions { get; init; } = [];

    /// <summary>Logs of the pods among the objects.</summary>
    public IReadOnlyList<PodLog> Logs { get; init; } = [];

    /// <summary>References of the objects (but for the extra sessions, whose Snapshots are all gone) that lead nowhere.</summary>
    public IReadOnlyList<BrokenReference> BrokenReferences { get; init; } = [];
}
