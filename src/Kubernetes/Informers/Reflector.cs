using BackupConsole.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// Keeps the rows of one scope equal to the server's: fills, then follows a watch, and recovers from whatever happens to it.
/// Writes its own part of a store and no other.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed partial class Reflector<T>
    where T : class, IRow
{
    private readonly IListerWatcher<T> server;
    private readonly StorePart<T> part;
    private readonly InformerOptions options;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILogger logger;
    private readonly Backoff backoff;
    private readonly RefusalClock refusals;
    private readonly RefusalCheck<T> check;

    /// <summary>What is asked at the moment, to name the verb that was refused.</summary>
    private string verb = ListVerb;

    /// <summary>Where to resume; <c>null</c> when a fill is needed.</summary>
    private string? version;

    /// <summary>Whether the rows were complete once and have not been cleared since.</summary>
    private bool complete;

    /// <summary>Whether the rows followed a watch once and have not been cleared since.</summary>
    private bool everLive;

    /// <summary>Whether the rows have been cleared for lack of permission or kind, and nothing has contradicted that yet.</summary>
    private bool refused;

    private InformerProblemKind? loggedProblem;
    private int shortEnds;
    private int expiries;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="server">Where the rows come from.</param>
    /// <param name="store">Where they go.</param>
    /// <param name="ns">Which part of the store; <c>null</c> for a store of all namespaces.</param>
    /// <param name="options">Limits and delays.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Spreads waits; not shared with others.</param>
    /// <param name="logger">Told of every change of phase.</param>
    /// <exception cref="ArgumentException">The store has no such part.</exception>
    public Reflector(IListerWatcher<T> server, Store<T> store, string? ns, InformerOptions options, TimeProvider time, Random random, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        this.server = server;
        this.options = options;
        this.time = time;
        this.random = random;
        this.logger = logger;
        part = store.Parts.FirstOrDefault(candidate => candidate.Namespace == ns)
            ?? throw new ArgumentException($"The store has no part for {ns ?? "all namespaces"}.", nameof(ns));
        backoff = new Backoff(options.BackoffMin, options.BackoffMax, random);
        refusals = new RefusalClock(options.RefusalGrace, time);
        check = new RefusalCheck<T>(server, ns, logger);
    }

    /// <summary>Works until cancelled. Ends without an exception; whatever goes wrong before is shown in the state of the store.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                TimeSpan wait = await StepAsync(cancellationToken);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, cancellationToken);
                }
            }
            catch (Exception exception) when (cancellationToken.IsCancellationRequested)
            {
                // Cutting off a stream shows as one of many exceptions; all of them mean that we were told to end.
                logger.LogDebug(exception, "The informer of {Kind} has ended.", server.Kind);
            }
        }
    }

    /// <summary>One fill or one watch, and how long to wait before the next.</summary>
    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        openedAt = null;
        try
        {
            return version is null ? await FillAsync(cancellationToken) : After(await FollowAsync(filling: false, cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Failure.Of names what is expected here, and logs and shows the rest.
            return await RecoverAsync(exception, cancellationToken);
        }
    }

    private TimeSpan After(StreamEnd end)
    {
        NoteHealth();
        switch (end)
        {
            case StreamEnd.Clean:
                shortEnds = time.GetElapsedTime(startedAt) < options.ShortWatch ? shortEnds + 1 : 0;
                if (shortEnds < 2)
                {
                    return TimeSpan.Zero;
                }

                Lose(new InformerProblem(InformerProblemKind.ServerError, "The server ends the watch as soon as it has begun.", Resource: server.Kind));
                return backoff.Next();
            case StreamEnd.BeforeFilled:
                Lose(new InformerProblem(InformerProblemKind.ServerError, "The server ended the list before it was complete.", Resource: server.Kind));
                return backoff.Next();
            default:
                // Silence means nothing by itself, but the server was to have ended this watch long ago.
                Lose(new InformerProblem(InformerProblemKind.Unreachable, "The connection is dead: the watch outlived the time it was given.", Resource: server.Kind), lastSign);
                return TimeSpan.Zero;
        }
    }

    private async Task<TimeSpan> RecoverAsync(Exception exception, CancellationToken cancellationToken)
    {
        NoteHealth();
        Failure failure = Failure.Of(exception, server.Kind, verb);
        if (failure.Kind is not (FailureKind.Forbidden or FailureKind.NotServed))
        {
            refusals.Reset();
        }

        switch (failure.Kind)
        {
            case FailureKind.Expired:
                return Expire(failure);
            case FailureKind.Forbidden or FailureKind.NotServed:
                return await RefuseAsync(failure, cancellationToken);
            case FailureKind.Unauthorized:
                Lose(failure.Problem);
                return Obey(failure, SlowRetry());
            case FailureKind.Unexpected:
                logger.LogError(exception, "The informer of {Kind} failed and tries again.", server.Kind);
                Lose(failure.Problem);
                return SlowRetry();
            default:
                Lose(failure.Problem);
                return Obey(failure, backoff.Next());
        }
    }

    private TimeSpan Expire(Failure failure)
    {
        // A page of a list can expire too: then the next one is asked for whole.
        wholeList = version is null;

        // A version that the watch refuses straight after the list came from a cache that is behind: ask past it.
        pastCache = version is null || !liveSinceFill;
        version = null;
        expiries++;
        Lose(expiries > 1 ? failure.Problem : null);
        return expiries > 1 ? Obey(failure, backoff.Next()) : TimeSpan.Zero;
    }

    private async Task<TimeSpan> RefuseAsync(Failure failure, CancellationToken cancellationToken)
    {
        if (everLive)
        {
            if (!refusals.IsRunning)
            {
                // It answers again, so the long waits of its absence are over.
                backoff.Reset();
            }

            TimeSpan doubted = refusals.Refused();
            if (doubted > TimeSpan.Zero)
            {
                Lose(failure.Problem);
                TimeSpan wait = Obey(failure, backoff.Next());
                return wait < doubted ? wait : doubted;
            }
        }

        if (!await check.IsConfirmedAsync(failure, cancellationToken))
        {
            Lose(failure.Problem);
            return Obey(failure, backoff.Next());
        }

        InformerPhase phase = failure.Kind == FailureKind.Forbidden ? InformerPhase.Forbidden : InformerPhase.NotInstalled;
        if (part.Phase != phase)
        {
            logger.LogWarning("{Kind} in {Scope}: {Phase}: {Problem}", server.Kind, ScopeName, phase, failure.Problem.Message);
        }

        part.Clear(phase, failure.Problem);
        refused = true;
        refusedVerb = failure.Problem.Verb;
        complete = false;
        everLive = false;
        version = null;
        return Obey(failure, SlowRetry());
    }

    private string ScopeName => part.Namespace ?? "all namespaces";

    /// <summary>The rows no longer follow the server, or do not yet. What is shown as refused stays so until the contrary is proven.</summary>
    private void Lose(InformerProblem? problem, DateTimeOffset? dataAsOf = null)
    {
        if (refused)
        {
            logger.LogDebug("{Kind} in {Scope} is refused, and now: {Problem}", server.Kind, ScopeName, problem?.Message);
            return;
        }

        InformerPhase before = part.Phase;
        InformerPhase phase = complete ? InformerPhase.Stale : InformerPhase.Syncing;
        DateTimeOffset? asOf = before == InformerPhase.Stale ? null : dataAsOf ?? (before == InformerPhase.Live ? time.GetUtcNow() : lastSign);
        part.Enter(phase, problem, asOf);
        if (before != phase || problem?.Kind != loggedProblem)
        {
            loggedProblem = problem?.Kind;
            logger.LogWarning("{Kind} in {Scope}: {Phase}: {Problem}", server.Kind, ScopeName, phase, problem?.Message ?? "the server no longer knows where we were");
        }
    }

    private void EnterLive()
    {
        if (part.Phase != InformerPhase.Live)
        {
            loggedProblem = null;
            logger.LogInformation("{Kind} in {Scope}: live", server.Kind, ScopeName);
        }

        part.Enter(InformerPhase.Live, null);
        NoteLive();
    }

    private void NoteLive()
    {
        complete = true;
        everLive = true;
        liveSinceFill = true;
        refused = false;
    }

    private void NoteHealth()
    {
        if (openedAt is { } opened && time.GetElapsedTime(opened) >= options.HealthyAfter)
        {
            backoff.Reset();
            expiries = 0;
        }
    }

    private TimeSpan SlowRetry() => options.SlowRetry * (1 - (0.1 * random.NextDouble()));

    /// <summary>Our own wait, or the server's if that is longer.</summary>
    private TimeSpan Obey(Failure failure, TimeSpan wait)
    {
        TimeSpan asked = failure.RetryAfter ?? TimeSpan.Zero;
        asked = asked < options.MaxRetryAfter ? asked : options.MaxRetryAfter;
        return wait > asked ? wait : asked;
    }
}
