using BackupConsole.Kubernetes.Api;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Informers;

/// <content>Fills and watches.</content>
public sealed partial class Reflector<T>
{
    private const string ListVerb = "list";
    private const string WatchVerb = "watch";

    /// <summary>
    /// How long an accepted watch must stay without an error before the rows count as live. Servers accept a watch from a version they
    /// no longer know and tell of the error in the stream, at once.
    /// </summary>
    private static readonly TimeSpan ConfirmAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether the server has streaming lists; <c>null</c> while that is not known.</summary>
    private bool? hasStreamingLists;

    /// <summary>Whether the next list is read from etcd, because the server's cache was found to be behind.</summary>
    private bool pastCache;

    /// <summary>Whether the next list from etcd is asked for in one piece, because its pages expired.</summary>
    private bool wholeList;

    /// <summary>Whether a watch has been followed since the last fill.</summary>
    private bool liveSinceFill;

    private string? refusedVerb;
    private long startedAt;
    private long? openedAt;
    private DateTimeOffset lastSign;

    /// <summary>How a stream ended that did not fail.</summary>
    private enum StreamEnd
    {
        /// <summary>The server ended it, as it was asked to.</summary>
        Clean,

        /// <summary>The server ended a streaming list before its last object.</summary>
        BeforeFilled,

        /// <summary>It outlived the time the server was given.</summary>
        Overdue,
    }

    private async Task<TimeSpan> FillAsync(CancellationToken cancellationToken)
    {
        if (refused && refusedVerb == WatchVerb && await check.IsStillRefusedAsync(WatchVerb, cancellationToken))
        {
            // Listing everything each time, only to be refused the watch again, would be a heavy way to ask.
            return SlowRetry();
        }

        verb = ListVerb;
        part.BeginFill();
        if (await HasStreamingListsAsync(cancellationToken))
        {
            try
            {
                return After(await FollowAsync(filling: true, cancellationToken));
            }
            catch (ApiStatusException exception) when (version is null && Failure.IsNotUnderstood(exception))
            {
                hasStreamingLists = false;
            }
            catch (ApiStatusException exception) when (version is null && (exception.Status.IsForbidden || exception.Status.IsNotFound))
            {
                // Perhaps only watching is refused. The list tells, and if it is refused too, that is the answer to judge.
            }
            catch (StreamingListSilentException)
            {
                hasStreamingLists = false;
            }

            part.BeginFill();
        }

        await ListAsync(cancellationToken);
        return TimeSpan.Zero;
    }

    private async Task<bool> HasStreamingListsAsync(CancellationToken cancellationToken)
    {
        if (hasStreamingLists is { } known)
        {
            return known;
        }

        try
        {
            hasStreamingLists = await server.HasStreamingListsAsync(cancellationToken);
            return hasStreamingLists.Value;
        }
        catch (ApiStatusException)
        {
            // Who may not ask for the version, or not now, lists the older way this time.
            return false;
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        verb = ListVerb;
        ListOptions page = !pastCache ? new ListOptions { ResourceVersion = "0" }
            : wholeList ? new ListOptions()
            : new ListOptions { Limit = options.QuorumPageSize };
        ListMetadata metadata = await server.ListAsync(part.Namespace, page, ReceiveFromList, cancellationToken);
        while (!string.IsNullOrEmpty(metadata.Continue))
        {
            // The token carries the version; naming one beside it is an error.
            page = page with { Continue = metadata.Continue, ResourceVersion = null };
            metadata = await server.ListAsync(part.Namespace, page, ReceiveFromList, cancellationToken);
        }

        if (metadata.ResourceVersion is "" or "0")
        {
            throw new InvalidDataException("The list names no version to watch from.");
        }

        NoteGranted();
        EndFill(metadata.ResourceVersion, phase: null);
    }

    private void ReceiveFromList(ReadResult<T> result)
    {
        NoteGranted();
        part.Receive(result, string.Empty);
    }

    private void EndFill(string from, InformerPhase? phase)
    {
        part.EndFill(phase);
        version = from;
        complete = true;
        liveSinceFill = false;
        pastCache = false;
        wholeList = false;
        lastSign = time.GetUtcNow();
        refusals.Reset();
    }

    /// <summary>One watch, from acceptance to end. With <paramref name="filling"/> it begins with a streaming list.</summary>
    private async Task<StreamEnd> FollowAsync(bool filling, CancellationToken cancellationToken)
    {
        verb = WatchVerb;
        startedAt = time.GetTimestamp();
        TimeSpan timeout = options.WatchTimeoutMin + ((options.WatchTimeoutMax - options.WatchTimeoutMin) * random.NextDouble());
        using CancellationTokenSource guard = new(options.OpenTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, guard.Token);
        TaskCompletionSource accepted = new();
        WatchOptions request = new()
        {
            ResourceVersion = filling ? null : version,
            SendInitialEvents = filling,
            Timeout = timeout,
            Opened = () =>
            {
                NoteOpened();
                guard.CancelAfter(filling ? options.StreamingListSilence : timeout + options.WatchTimeoutGrace);
                accepted.TrySetResult();
            },
        };
        try
        {
            await using IAsyncEnumerator<WatchEvent<T>> events = server.WatchAsync(part.Namespace, request, either.Token).GetAsyncEnumerator(either.Token);
            Task<bool> first = events.MoveNextAsync().AsTask();
            if (!filling && part.Phase != InformerPhase.Live && await IsConfirmedAsync(first, accepted.Task, either.Token))
            {
                EnterLive();
            }

            for (bool more = await first; more; more = await events.MoveNextAsync())
            {
                NoteOpened();
                lastSign = time.GetUtcNow();
                if (!filling)
                {
                    Take(events.Current);
                    continue;
                }

                filling = !Receive(events.Current);
                guard.CancelAfter(filling ? options.StreamingListSilence : LeftOf(timeout + options.WatchTimeoutGrace));
            }

            return filling ? StreamEnd.BeforeFilled : StreamEnd.Clean;
        }
        catch (Exception exception) when (guard.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Whatever shows it, it was our guard that cut the stream.
            logger.LogDebug(exception, "The watch on {Kind} was silent for too long.", server.Kind);
            return openedAt is null ? throw new HttpRequestException(HttpRequestError.ConnectionError, $"The server did not accept the watch within {options.OpenTimeout.TotalSeconds:0} s.", exception)
                : filling ? throw new StreamingListSilentException()
                : StreamEnd.Overdue;
        }
    }

    private TimeSpan LeftOf(TimeSpan allowed)
    {
        TimeSpan left = allowed - time.GetElapsedTime(startedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Waits until the first event is there, or none has come for a moment after the server accepted; <c>true</c> then.</summary>
    private async Task<bool> IsConfirmedAsync(Task<bool> first, Task accepted, CancellationToken cancellationToken)
    {
        await Task.WhenAny(first, accepted);
        if (first.IsCompleted)
        {
            return false;
        }

        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(first, Task.Delay(ConfirmAfter, time, done.Token));
        done.Cancel();
        return !first.IsCompleted && !cancellationToken.IsCancellationRequested;
    }

    /// <summary>Takes an event of a streaming list; <c>true</c> when it was the last.</summary>
    private bool Receive(in WatchEvent<T> item)
    {
        NoteGranted();
        switch (item.Type)
        {
            case WatchEventType.Bookmark when item.EndsInitialEvents:
                EndFill(item.ResourceVersion, InformerPhase.Live);
                NoteLive();
                return true;
            case WatchEventType.Bookmark:
                return false;
            case WatchEventType.Deleted:
                part.Apply(item);
                return false;
            default:
                part.Receive(item.Content, item.ResourceVersion);
                return false;
        }
    }

    /// <summary>Takes an event after the fill.</summary>
    private void Take(in WatchEvent<T> item)
    {
        if (part.Phase != InformerPhase.Live)
        {
            EnterLive();
        }

        bool isNews = item.Type == WatchEventType.Bookmark || part.Apply(item);
        if (isNews && item.ResourceVersion.Length > 0)
        {
            version = item.ResourceVersion;
        }
    }

    private void NoteOpened()
    {
        if (openedAt is null)
        {
            openedAt = time.GetTimestamp();
            lastSign = time.GetUtcNow();
            refusals.Reset();
        }
    }

    /// <summary>What was refused is given after all: rows are on their way.</summary>
    private void NoteGranted()
    {
        if (refused)
        {
            refused = false;
            part.Enter(InformerPhase.Syncing, null);
        }
    }

    /// <summary>A streaming list was accepted and then fell silent before its end: something on the way does not know it.</summary>
    private sealed class StreamingListSilentException : Exception;
}
