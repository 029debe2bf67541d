using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Logs;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.ApiServer.Controllers;

/// <summary>What a node does for pods here: those that are deleted end after a second, and their logs go with them.</summary>
internal sealed class PodController(ObjectWrites writes, PodLogs logs, ILogger logger) : Controller<ObjectKey>(writes.State.Time, logger)
{
    private const string Pods = "pods";
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public override void OnChange(ObjectAddress address, StoredChange change)
    {
        if (address.Kind != Pods)
        {
            return;
        }

        logs.Touch(address.Key, change.Type == WatchEventType.Deleted);
        if (change.Type != WatchEventType.Deleted && change.Object.IsDeleting)
        {
            Queue.AddLater(address.Key, Ending);
        }
    }

    protected override void Process(ObjectKey item)
    {
        if (writes.State.Store.Find(Pods, item) is not { IsDeleting: true } pod || pod.Value.Number("metadata", "deletionGracePeriodSeconds") is null or 0)
        {
            return;
        }

        try
        {
            writes.Deletion.Delete(writes.State.Runtimes.FindById(Pods)!, item, new() { Uid = pod.Uid, GraceSeconds = 0 });
        }
        catch (WriteRefusedException gone) when (gone.Code is 404 or 409)
        {
            // Somebody else was faster.
        }
    }
}
