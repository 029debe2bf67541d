using BackupConsole.Sandbox.ApiServer.Storage;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.ApiServer.Controllers;

/// <summary>Looks at things that changed, one after the other, and tries again after a failure.</summary>
internal abstract class Controller<T>(TimeProvider time, ILogger logger) : IController
    where T : notnull
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    protected WorkQueue<T> Queue { get; } = new(time);

    protected ILogger Logger { get; } = logger;

    /// <inheritdoc />
    public abstract void OnChange(ObjectAddress address, StoredChange change);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            T item;
            try
            {
                item = await Queue.TakeAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            try
            {
                Process(item);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Logger.LogWarning(failure, "{Controller} could not handle {Item}; it tries again.", GetType().Name, item);
                Queue.AddLater(item, RetryDelay);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Queue.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract void Process(T item);
}

/// <summary>Follows the store and does what a cluster does by itself.</summary>
internal interface IController : IDisposable
{
    /// <summary>Notes a change. Called with the store's lock held: queues only.</summary>
    void OnChange(ObjectAddress address, StoredChange change);

    /// <summary>Works until cancelled.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
