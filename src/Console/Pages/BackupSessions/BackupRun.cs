using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Components;
using BackupConsole.Components.Actions;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.BackupSessions;

/// <summary>Starts runs of an invoker's sessions by hand: the same objects the form makes, without the form.</summary>
internal static class BackupRun
{
    private const int MaximumSessions = 20;

    /// <summary>The permission it takes.</summary>
    public static AccessRequest Needs(string ns) => new("create", KubeStashKinds.BackupSession, ns);

    /// <summary>What would be done.</summary>
    /// <param name="invoker">Whose sessions.</param>
    /// <param name="sessions">Those of its sessions there are to choose from; a single one is run without a choice.</param>
    /// <param name="context">What to work with.</param>
    public static ActionPlan Plan(BackupInvoker invoker, ImmutableArray<SessionTemplate> sessions, ActionContext context)
    {
        ImmutableArray<SessionTemplate> offered = [.. sessions.Where(session => session.Name.Length > 0).DistinctBy(session => session.Name).Take(MaximumSessions)];
        bool single = offered.Length == 1;
        return new ActionPlan(
            "Run a backup now",
            single ? "Run now" : "Run those chosen",
            (chosen, cancellationToken) => StartAsync(invoker, [.. offered.Where(session => single || chosen.Contains(session.Name))], context, cancellationToken))
        {
            Words =
            [
                single ? $"A BackupSession is created for session {offered[0].Name} of {invoker.Kind.Kind} {invoker.Row.Name}. It {What(invoker, offered[0])}."
                    : $"A BackupSession is created for each session of {invoker.Kind.Kind} {invoker.Row.Name} that is chosen.",
                $"While another backup of the same {invoker.Kind.Kind} runs, KubeStash may skip it.",
            ],
            Warnings = [.. Warnings(invoker)],
            ChoicesTitle = "Sessions",
            Choices = single ? [] : [.. offered.Select((session, at) => new ActionChoice(session.Name, $"It {What(invoker, session)}.", at == 0))],
        };
    }

    private static string What(BackupInvoker invoker, SessionTemplate session)
    {
        string names = string.Join(", ", session.Repositories.Select(repository => repository.Name));
        string into = session.Repositories.Length switch
        {
            0 => "",
            1 => $" into repository {names}",
            _ => $" into repositories {names}",
        };
        return $"backs up {invoker.TargetWords}{into}";
    }

    private static IEnumerable<string> Warnings(BackupInvoker invoker)
    {
        if (invoker.Phase != Phase.Ready)
        {
            yield return $"The {invoker.Kind.Kind} {Phase.Predicate(invoker.Phase)}, so KubeStash will skip the backup.{(invoker.FailureReason is { } why ? $" {why}" : "")}";
        }

        if (invoker.Paused)
        {
            yield return $"The {invoker.Kind.Kind} is paused. Its schedules rest; this backup runs all the same.";
        }
    }

    private static async Task<ActionResult> StartAsync(BackupInvoker invoker, ImmutableArray<SessionTemplate> sessions, ActionContext context, CancellationToken cancellationToken)
    {
        List<string> started = [];
        List<string> refused = [];
        foreach (SessionTemplate session in sessions)
        {
            try
            {
                started.Add(await CreateAsync(invoker, session, context, cancellationToken));
            }
            catch (Exception exception) when (sessions.Length > 1 && QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
            {
                refused.Add($"Session {session.Name}: {FailureWords.Of(exception)}");
            }
        }

        string cluster = context.Session.Cluster.Slug;
        string list = Addresses.List(cluster, KubeStashKinds.BackupSession, invoker.Row.Namespace);
        return (started, refused) switch
        {
            ([string only], []) => new ActionResult($"Backup {only} is started.", Addresses.Detail(cluster, KubeStashKinds.BackupSession, new ObjectKey(invoker.Row.Namespace, only)), "See it run"),
            (_, []) => new ActionResult($"{started.Count.Count("backup")} are started.", list, "See them run"),
            _ => new ActionResult($"{started.Count.Grouped()} of {sessions.Length.Count("backup")} started. {string.Join(' ', refused)}", list, "Recent Backups", StateTone.Bad),
        };
    }

    // Names count in seconds: one of the same second gets the next.
    private static async Task<string> CreateAsync(BackupInvoker invoker, SessionTemplate session, ActionContext context, CancellationToken cancellationToken)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        for (int seconds = 0; ; seconds++)
        {
            Manifest manifest = BackupSessionManifest.Of(invoker, session, now.AddSeconds(seconds));
            try
            {
                await context.Session.CreateAsync(KubeStashKinds.BackupSession, invoker.Row.Namespace, manifest.Root, dryRun: false, cancellationToken);
                return manifest.Name;
            }
            catch (ApiStatusException exception) when (exception.Status is { Code: 409, Reason: "AlreadyExists" } && seconds < 3)
            {
                // Somebody else has just started one.
            }
        }
    }
}
