using BackupConsole.Kubernetes.Api;
using BackupConsole.Sandbox.ApiServer.Storage;

namespace BackupConsole.Sandbox.ApiServer.Controllers;

/// <summary>Runs the controllers of a cluster.</summary>
internal sealed class ControllerHost : IAsyncDisposable
{
    private readonly IReadOnlyList<IController> controllers;
    private readonly ObjectStore store;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public ControllerHost(ObjectStore store, IReadOnlyList<IController> controllers)
    {
        this.store = store;
        this.controllers = controllers;
        store.Changed += OnChange;
        running = Task.WhenAll(controllers.Select(controller => Task.Run(() => controller.RunAsync(stop.Token))));
    }

    /// <summary>Lets the controllers look at everything there is: at the start.</summary>
    public void LookAtAll()
    {
        foreach (string kind in store.Kinds())
        {
            (ObjectSet objects, long version) = store.Read(kind);
            foreach (StoredObject item in objects.In(null))
            {
                store.Replay(new(kind, item.Key), new(WatchEventType.Added, version, item, null, objects));
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        store.Changed -= OnChange;
        await stop.CancelAsync();
        await running;
        foreach (IController controller in controllers)
        {
            controller.Dispose();
        }

        stop.Dispose();
    }

    private void OnChange(ObjectAddress address, StoredChange change)
    {
        foreach (IController controller in controllers)
        {
            controller.OnChange(address, change);
        }
    }
}
