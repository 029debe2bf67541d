using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Forms;

/// <summary>
/// The rows of a kind in one namespace, or in all that may be seen, live, for the choices of a form. Looks elsewhere when told so; a view of where it looked before is
/// never handed over then. Used on the circuit's own dispatcher.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="source">The kind.</param>
/// <param name="typed">Namespaces the person has named.</param>
/// <param name="time">The clock.</param>
/// <param name="draw">Draws on the dispatcher: gets what is to be done there.</param>
/// <param name="fail">Told of a mistake of ours.</param>
public sealed class LiveRows<T>(
    ResourceSource<T> source, TypedNamespaces typed, TimeProvider time, Func<Action, Task> draw, Func<Exception, Task> fail) : IAsyncDisposable
    where T : class, IRow
{
    // Longer than a list takes that comes at all, and as long as somebody waits for a page.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private LiveQuery<T>? live;
    private TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClusterSession? looking;
    private int generation;

    /// <summary>What there is.</summary>
    public ListView<T> View { get; private set; } = new();

    /// <summary>The namespace looked at; <c>null</c> for none.</summary>
    public string? Namespace { get; private set; }

    /// <summary>Whether the view is complete and up to date: what is not in it is not there.</summary>
    public bool IsLive => View.Phase == ListPhase.Live && View.Matching == View.Rows.Length;

    /// <summary>Waits for the first answer about what is looked at, whatever it is, but no longer than a page may take: without one the view stays empty.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task patience = Task.Delay(Patience, time, ended.Token);
        await Task.WhenAny(answered.Task, patience);
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Looks at a namespace; at nothing when <c>null</c>.</summary>
    /// <param name="session">The cluster.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="order">An order of the schema.</param>
    /// <param name="newestFirst">Whether the order is reversed: of more than are looked at, the last ones count.</param>
    public Task LookAsync(ClusterSession session, string? ns, string order, bool newestFirst = false) => LookAsync(session, ns, order, newestFirst, ns is not null);

    /// <summary>Looks at all namespaces that may be seen, or at a kind outside of namespaces.</summary>
    /// <param name="session">The cluster.</param>
    /// <param name="order">An order of the schema.</param>
    public Task LookEverywhereAsync(ClusterSession session, string order) => LookAsync(session, null, order, newestFirst: false, anywhere: true);

    private async Task LookAsync(ClusterSession session, string? ns, string order, bool newestFirst, bool anywhere)
    {
        if (ns == Namespace && session == looking && anywhere == (live is not null))
        {
            return;
        }

        Namespace = ns;
        looking = session;
        View = new ListView<T>();
        int mine = ++generation;
        answered.TrySetResult();
        answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LiveQuery<T>? before = live;
        live = null;
        if (anywhere)
        {
            ListQuery query = new(ns, "", order, Descending: newestFirst, Page: 1, FieldChoices.Maximum);
            LiveQuery<T> next = live = new LiveQuery<T>(session, source, query, typed, time, view => draw(() =>
            {
                if (mine == generation)
                {
                    View = view;
                    if (view.Phase is not (ListPhase.Connecting or ListPhase.Syncing))
                    {
                        answered.TrySetResult();
                    }
                }
            }));
            _ = TellFailureAsync(next.Start());
        }
        else
        {
            answered.TrySetResult();
        }

        if (before is not null)
        {
            await before.DisposeAsync();
        }
    }

    private async Task TellFailureAsync(Task running)
    {
        try
        {
            await running;
        }
        catch (Exception exception)
        {
            // A mistake of ours, of any kind: the page's error boundary says so and the log says which.
            await fail(exception);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        generation++;
        answered.TrySetResult();
        if (live is not null)
        {
            await live.DisposeAsync();
        }
    }
}
