using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.ApiServer.Controllers;

/// <summary>Forgets events an hour after they were written, as real servers do.</summary>
internal sealed class EventExpiry(ObjectWrites writes, ILogger logger) : Controller<string>(writes.State.Time, logger)
{
    /// <summary>How long events are kept.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public override void OnChange(ObjectAddress address, StoredChange change)
    {
        if (address.Kind == "events")
        {
            Queue.AddLater(address.Kind, Interval);
        }
    }

    protected override void Process(string item)
    {
        ObjectStore store = writes.State.Store;
        DateTimeOffset oldest = writes.State.Time.GetUtcNow() - Life;
        KindDefinition kind = writes.State.Runtimes.FindById(item)!;
        foreach (StoredObject value in store.Read(item).Objects.In(null).Where(value => value.StoredAt < oldest))
        {
            try
            {
                writes.Deletion.Delete(kind, value.Key, new() { Uid = value.Uid, Propagation = "Background" });
            }
            catch (WriteRefusedException gone) when (gone.Code is 404 or 409)
            {
                // Somebody else was faster.
            }
        }

        if (store.Read(item).Objects.Count > 0)
        {
            Queue.AddLater(item, Interval);
        }
    }
}
