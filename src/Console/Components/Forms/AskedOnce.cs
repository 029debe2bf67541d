using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Components.Forms;

/// <summary>What came of a question to the cluster.</summary>
/// <param name="Value">The answer; <c>null</c> while there is none.</param>
/// <param name="Trouble">Why there is none, for people; <c>null</c> while it may still come.</param>
/// <param name="IsForbidden">Whether the user may not know.</param>
public sealed record Answer<T>(T? Value, string? Trouble, bool IsForbidden)
    where T : class
{
    /// <summary>Whether the answer is still on its way.</summary>
    public bool IsPending => Value is null && Trouble is null;
}

/// <summary>
/// Questions that a form asks of the cluster when it first needs an answer, each once until it is asked again: what is not followed live, such as names
/// of Secrets. Used on the circuit's own dispatcher.
/// </summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="ask">Asks, by a key such as a namespace.</param>
/// <param name="draw">Draws what depends on answers.</param>
/// <param name="fail">Told of a mistake of ours.</param>
public sealed class AskedOnce<T>(Func<string, CancellationToken, Task<T>> ask, Action draw, Func<Exception, Task> fail) : IDisposable
    where T : class
{
    /// <summary>Most answers kept; the oldest goes first.</summary>
    public const int Maximum = 32;

    private static readonly Answer<T> Pending = new(null, null, IsForbidden: false);

    private readonly CancellationTokenSource ended = new();
    private readonly Dictionary<string, Answer<T>> answers = [];
    private readonly Queue<string> order = [];

    /// <summary>The answer for a key, which is asked for if it was not yet.</summary>
    public Answer<T> Of(string key)
    {
        if (!answers.TryGetValue(key, out Answer<T>? known))
        {
            answers[key] = known = Pending;
            order.Enqueue(key);
            if (order.Count > Maximum)
            {
                answers.Remove(order.Dequeue());
            }

            _ = TellFailureAsync(AskAsync(key));
        }

        return known;
    }

    /// <summary>Asks again. What was answered stays until the new answer comes.</summary>
    public Task AgainAsync(string key) => AskAsync(key);

    private async Task AskAsync(string key)
    {
        Answer<T> answer;
        try
        {
            answer = new Answer<T>(await ask(key, ended.Token), null, IsForbidden: false);
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, ended.Token))
        {
            answer = new Answer<T>(null, FailureWords.Of(exception), exception is ApiStatusException { Status.IsForbidden: true });
        }
        catch (OperationCanceledException)
        {
            return; // The page is closed.
        }

        if (answers.ContainsKey(key))
        {
            answers[key] = answer;
            draw();
        }
    }

    private async Task TellFailureAsync(Task asking)
    {
        try
        {
            await asking;
        }
        catch (Exception exception)
        {
            // A mistake of ours, of any kind: the page's error boundary says so and the log says which.
            await fail(exception);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }
}
