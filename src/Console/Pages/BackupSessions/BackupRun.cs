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

/// <summary>Starts runs of a configuration's sessions by hand: the same objects the form makes, without the form.</summary>
internal static class BackupRun
{
    private const int MaximumSessions = 20;

    /// <summary>The permission it takes.</summary>
    public static AccessRequest Needs(string ns) => new("create", KubeStashKinds.BackupSession, ns);

    /// <summary>What would be done.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="sessions">Those of its sessions there are to choose from; a single one is run without a choice.</param>
    /// <param name="context">What to work with.</param>
    public static ActionPlan Plan(BackupConfigurationRow configuration, ImmutableArray<SessionTemplate> sessions, ActionContext context)
    {
        ImmutableArray<SessionTemplate> offered = [.. sessions.Where(session => session.Name.Length > 0).DistinctBy(session => session.Name).Take(MaximumSessions)];
        bool single = offered.Length == 1;
        return new ActionPlan(
            "Run a backup now",
            single ? "Run now" : "Run those chosen",
            (chosen, cancellationToken) => StartAsync(configuration, [.. offered.Where(session => single || chosen.Contains(session.Name))], context, cancellationToken))
        {
            Words =
            [
                single ? $"A BackupSession is created for session {offered[0].Name} of BackupConfiguration {configuration.Name}. It {What(configuration, offered[0])}."
                    : $"A BackupSession is created for each session of BackupConfiguration {configuration.Name} that is chosen.",
                "While another backup of the same configuration runs, KubeStash may skip it.",
            ],
            Warnings = [.. Warnings(configuration)],
            ChoicesTitle = "Sessions",
            Choices = single ? [] : [.. offered.Select((session, at) => new ActionChoice(session.Name, $"It {What(configuration, session)}.", at == 0))],
        };
    }

    private static string What(BackupConfigurationRow configuration, SessionTemplate session)
    {
        string target = configuration.Target is { } backedUp ? backedUp.ToString() : "the cluster's resources";
        string names = string.Join(", ", session.Repositories.Select(repository => repository.Name));
        string into = session.Repositories.Length switch
        {
            0 => "",
            1 => $" into repository {names}",
            _ => $" into repositories {names}",
        };
        return $"backs up {target}{into}";
    }

    private static IEnumerable<string> Warnings(BackupConfigurationRow configuration)
    {
        if (configuration.Phase != Phase.Ready)
        {
            string phase = configuration.Phase.Length == 0 ? "has no phase yet" : $"is {configuration.Phase}";
            yield return $"The configuration {phase}, so KubeStash will skip the backup.{(configuration.FailureReason is { } why ? $" {why}" : "")}";
        }

        if (configuration.Paused)
        {
            yield return "The configuration is paused. Its schedules rest; this backup runs all the same.";
        }
    }

    private static async Task<ActionResult> StartAsync(BackupConfigurationRow configuration, ImmutableArray<SessionTemplate> sessions, ActionContext context, CancellationToken cancellationToken)
    {
        List<string> started = [];
        List<string> refused = [];
        foreach (SessionTemplate session in sessions)
        {
            try
            {
                started.Add(await CreateAsync(configuration, session, context, cancellationToken));
            }
            catch (Exception exception) when (sessions.Length > 1 && QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
            {
                refused.Add($"Session {session.Name}: {FailureWords.Of(exception)}");
            }
        }

        string cluster = context.Session.Cluster.Slug;
        string list = Addresses.List(cluster, KubeStashKinds.BackupSession, configuration.Namespace);
        return (started, refused) switch
        {
            ([string only], []) => new ActionResult($"Backup {only} is started.", Addresses.Detail(cluster, KubeStashKinds.BackupSession, new ObjectKey(configuration.Namespace, only)), "See it run"),
            (_, []) => new ActionResult($"{started.Count.Count("backup")} are started.", list, "See them run"),
            _ => new ActionResult($"{started.Count.Grouped()} of {sessions.Length.Count("backup")} started. {string.Join(' ', refused)}", list, "Recent Backups", StateTone.Bad),
        };
    }

    // Names count in seconds: one of the same second gets the next.
    private static async Task<string> CreateAsync(BackupConfigurationRow configuration, SessionTemplate session, ActionContext context, CancellationToken cancellationToken)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        for (int seconds = 0; ; seconds++)
        {
            Manifest manifest = BackupSessionManifest.Of(configuration, session, now.AddSeconds(seconds));
            try
            {
                await context.Session.CreateAsync(KubeStashKinds.BackupSession, configuration.Namespace, manifest.Root, dryRun: false, cancellationToken);
                return manifest.Name;
            }
            catch (ApiStatusException exception) when (exception.Status is { Code: 409, Reason: "AlreadyExists" } && seconds < 3)
            {
                // Somebody else has just started one.
            }
        }
    }
}
