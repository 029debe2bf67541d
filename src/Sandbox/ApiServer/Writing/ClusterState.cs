using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Storage;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>What the parts of the server share: the objects, their kinds, and the clock.</summary>
internal sealed record ClusterState(ObjectStore Store, KindCatalog Catalog, TimeProvider Time)
{
    /// <summary>What writing needs of each kind.</summary>
    public KindRuntimes Runtimes { get; } = new(Catalog, Time);

    /// <summary>Whether KubeStash's admission webhooks run.</summary>
    public bool Webhooks { get; init; } = true;
}
