using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Forms;

/// <summary>What a form follows of its cluster for as long as it is open: rows that choices come from, and questions that are asked once. Ends all of it together.</summary>
/// <param name="typed">Namespaces the person has named.</param>
/// <param name="time">The clock.</param>
/// <param name="draw">Draws on the dispatcher: gets what is to be done there.</param>
/// <param name="fail">Told of a mistake of ours.</param>
public sealed class Followed(TypedNamespaces typed, TimeProvider time, Func<Action, Task> draw, Func<Exception, Task> fail) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> rows = [];
    private readonly List<IDisposable> questions = [];

    /// <summary>Rows of a kind; where to look is said later.</summary>
    public LiveRows<T> Rows<T>(ResourceSource<T> source)
        where T : class, IRow
    {
        LiveRows<T> made = new(source, typed, time, draw, fail);
        rows.Add(made);
        return made;
    }

    /// <summary>Questions of a sort.</summary>
    /// <param name="context">The form that is open.</param>
    /// <param name="ask">Asks, by a key such as a namespace.</param>
    public AskedOnce<T> Questions<T>(CreateContext context, Func<string, CancellationToken, Task<T>> ask)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        AskedOnce<T> made = new(ask, context.Form.RaiseChanged, fail);
        questions.Add(made);
        return made;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable each in questions)
        {
            each.Dispose();
        }

        foreach (IAsyncDisposable each in rows)
        {
            await each.DisposeAsync();
        }
    }
}
