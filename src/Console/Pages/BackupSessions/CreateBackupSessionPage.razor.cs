using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Clusters;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Sources;
using Microsoft.AspNetCore.Components;
using static BackupConsole.Pages.BackupSessions.BackupSessionManifest;

namespace BackupConsole.Pages.BackupSessions;

/// <summary>The form of a BackupSession. What can be chosen follows the cluster; what was chosen stays, also when it goes there.</summary>
public sealed partial class CreateBackupSessionPage
{
    private static readonly FieldChoices Kinds = new([.. BackupInvoker.Kinds.Select(kind => new FieldOption(kind.Kind))]);

    private static readonly ImmutableArray<FieldOption> Timeouts =
    [
        new("5m", "5 minutes"), new("10m", "10 minutes"), new("30m", "30 minutes"), new("1h", "1 hour"), new("2h", "2 hours"), new("5h", "5 hours"), new("10h", "10 hours"),
    ];

    private LiveRows<BackupConfigurationRow>? configurations;
    private LiveRows<BackupBatchRow>? batches;
    private LiveRows<BackupSessionRow>? runs;

    /// <summary>From the address: the kind of the invoker to begin with.</summary>
    [SupplyParameterFromQuery(Name = "kind")]
    public string? KindInAddress { get; set; }

    /// <summary>From the address: an invoker to begin with.</summary>
    [SupplyParameterFromQuery(Name = "invoker")]
    public string? InvokerInAddress { get; set; }

    /// <summary>From the address: a session to begin with.</summary>
    [SupplyParameterFromQuery(Name = "session")]
    public string? SessionInAddress { get; set; }

    private bool IsBatch => Chosen(InvokerKind) == KubeStashKinds.BackupBatch.Kind;

    private bool IsListed => Chosen(InvokerKind) is "" or "BackupConfiguration" or "BackupBatch";

    private string KindName => IsBatch ? KubeStashKinds.BackupBatch.Kind : KubeStashKinds.BackupConfiguration.Kind;

    // Once everything has been seen, what is not among it is not there.
    private bool IsKnown => IsBatch ? batches is { IsLive: true } : configurations is { IsLive: true };

    private IEnumerable<BackupInvoker> All => IsBatch ? batches?.View.Rows.Select(BackupInvoker.Of) ?? [] : configurations?.View.Rows.Select(BackupInvoker.Of) ?? [];

    private BackupInvoker? Invoker =>
        IsListed && Chosen(InvokerName) is { Length: > 0 } name ? All.FirstOrDefault(one => one.Row.Name == name && one.Row.Namespace == Chosen(Namespace)) : null;

    private SessionTemplate? Template => Chosen(Session) is { Length: > 0 } name ? Invoker?.FindSession(name) : null;

    private FieldChoices Invokers =>
        !IsListed ? FieldChoices.None($"Names of a {Chosen(InvokerKind)} are written on the Preview page.")
        : Chosen(Namespace).Length == 0 ? FieldChoices.None("Choose a namespace first.")
        : IsBatch ? FieldChoices.Of(batches!.View, KubeStashKinds.BackupBatch, $"in namespace {Chosen(Namespace)}", row => Described(BackupInvoker.Of(row)))
        : FieldChoices.Of(configurations!.View, KubeStashKinds.BackupConfiguration, $"in namespace {Chosen(Namespace)}", row => Described(BackupInvoker.Of(row)));

    private string InvokerEmpty => IsListed ? $"Choose a {KindName}" : "Not chosen";

    private string? InvokerTrouble =>
        IsListed && Chosen(InvokerName) is { Length: > 0 } name && IsKnown && Invoker is null
            ? $"There is no {KindName} {name} in namespace {Chosen(Namespace)} any more."
            : Invoker is { Row.IsDeleting: true } ? $"{KindName} {Invoker.Row.Name} is being deleted." : null;

    private FieldChoices SessionChoices =>
        Invoker is { } row ? new([.. row.Sessions.Where(session => session.Name.Length > 0).DistinctBy(session => session.Name).Select(session => new FieldOption(session.Name))], row.Sessions.IsEmpty ? $"{KindName} {row.Row.Name} has no sessions." : "")
        : Chosen(InvokerName).Length == 0 ? FieldChoices.None("Choose an invoker first.")
        : FieldChoices.None("");

    private string? SessionTrouble =>
        Invoker is { } row && Chosen(Session) is { Length: > 0 } name && row.FindSession(name) is null ? $"{KindName} {row.Row.Name} has no session {name} any more." : null;

    private string TimeoutHelp => Template switch
    {
        null => $"Empty means the timeout of the {KindName}'s session.",
        { BackupTimeout.Length: > 0 } template => $"Empty means {Readable(template.BackupTimeout)}, as session {template.Name} has it.",
        { } template => $"Empty means no limit: session {template.Name} has none.",
    };

    private IReadOnlyList<FormProblem> Warnings
    {
        get
        {
            List<FormProblem> warnings = [];
            if (Invoker is { } row)
            {
                if (row.Phase != Phase.Ready)
                {
                    warnings.Add(new FormProblem(InvokerName, $"{KindName} {row.Row.Name} {Phase.Predicate(row.Phase)}, so the backup will be skipped.{(row.FailureReason is { } why ? $" {why}" : "")}"));
                }

                if (row.Paused)
                {
                    warnings.Add(new FormProblem(InvokerName, $"{KindName} {row.Row.Name} is paused. Its schedules rest; this backup runs all the same."));
                }
            }

            if (Running is { } running)
            {
                warnings.Add(new FormProblem(InvokerName, $"{running.Name} of the same invoker is {(running.Phase.Length == 0 ? "about to start" : running.Phase)}. While it is, this backup may be skipped."));
            }

            return warnings;
        }
    }

    private BackupSessionRow? Running => Chosen(InvokerName) is not { Length: > 0 } name ? null
        : runs?.View.Rows.FirstOrDefault(row => row.InvokerName == name && row.InvokerKind == Chosen(InvokerKind) && !Phase.IsFinal(row.Phase));

    private Manifest BeginManifest() => Begin(NamespaceInAddress, KindInAddress, InvokerInAddress, SessionInAddress);

    private static string? CheckTimeout(string text) => !GoDuration.TryParse(text, out GoDuration duration)
        ? $"\"{text}\" is not a duration. {GoDuration.Remedy}"
        : duration <= GoDuration.Zero ? "A timeout has to be longer than nothing." : null;

    private static FieldOption Described(BackupInvoker one) => new(one.Row.Name, one.Phase is "" or Phase.Ready ? one.Row.Name : $"{one.Row.Name} ({one.Phase})");

    private static string Names(ImmutableArray<string> names, string noun) => names.IsEmpty ? $"no {noun}" : string.Join(", ", names);

    /// <inheritdoc />
    protected override void BeginFollowing(CreateContext opened, Followed follow)
    {
        configurations = follow.Rows(KindSources.BackupConfigurations);
        batches = follow.Rows(KindSources.BackupBatches);
        runs = follow.Rows(KindSources.BackupSessions);
    }

    /// <inheritdoc />
    protected override async Task LookAsync()
    {
        string ns = Chosen(Namespace);
        string? valid = Valid(ns);
        await configurations!.LookAsync(Context!.Session, IsBatch ? null : valid, StoreSchema<BackupConfigurationRow>.ByKey);
        await batches!.LookAsync(Context.Session, IsBatch ? valid : null, StoreSchema<BackupBatchRow>.ByKey);
        await runs!.LookAsync(Context.Session, valid, "created", newestFirst: true);
    }

    private async Task ChooseNamespaceAsync()
    {
        Context!.Form.Set(InvokerName, "");
        Context.Form.Set(Session, "");
        await AskAccessAsync();
    }

    private async Task ChooseKindAsync()
    {
        Context!.Form.Set(InvokerName, "");
        Context.Form.Set(Session, "");
        await LookAsync();
    }

    private void ChooseInvoker() => Context!.Form.Set(Session, "");

    private async Task<ImmutableArray<FormProblem>> PrepareAsync(CreateContext open, CancellationToken cancellationToken)
    {
        (BackupInvoker? row, FormProblem? problem) = await FindInvokerAsync(open, open.Form.Manifest, cancellationToken);
        if (row is null)
        {
            return problem is null ? [] : [problem];
        }

        string session = open.Form.Text(Session);
        if (row.FindSession(session) is not { } template)
        {
            return [new FormProblem(Session, $"{row.Row.Name} has no session {session}.")];
        }

        Follow(open.Form, row.Row.Uid, template, Time.GetUtcNow());
        return [];
    }

    private static async Task<ImmutableArray<FormProblem>> LookAgainAsync(CreateContext open, CancellationToken cancellationToken)
    {
        Manifest manifest = open.Form.Manifest;
        (BackupInvoker? row, FormProblem? problem) = await FindInvokerAsync(open, manifest, cancellationToken);
        if (row is null)
        {
            return problem is null ? [] : [problem];
        }

        if (ControllerReference.Uid(manifest) is { } uid && uid != row.Row.Uid)
        {
            return [new FormProblem(InvokerName, $"{row.Row.Name} was deleted and made again since, so this backup would belong to an object that is gone. Go to Previous and choose it again.")];
        }

        string session = manifest.Text(Session);
        return row.FindSession(session) is null ? [new FormProblem(Session, $"{row.Row.Name} has no session {(session.Length == 0 ? "without a name" : session)}.")] : [];
    }

    private static async Task<(BackupInvoker? Invoker, FormProblem? Problem)> FindInvokerAsync(CreateContext open, Manifest manifest, CancellationToken cancellationToken)
    {
        string kindName = manifest.Text(InvokerKind);
        string name = manifest.Text(InvokerName);
        if (BackupInvoker.Kinds.FirstOrDefault(one => one.Kind == kindName) is not { } kind)
        {
            return (null, new FormProblem(InvokerKind, $"The kind of the invoker is {(kindName.Length == 0 ? "missing" : $"{kindName}, which starts no backups")}: write {BackupInvoker.Kinds[0].Kind} or {BackupInvoker.Kinds[1].Kind}."));
        }

        if (name.Length == 0)
        {
            return (null, new FormProblem(InvokerName, "The invoker has no name."));
        }

        try
        {
            JsonObject found = await open.Session.GetAsync(kind, new ObjectKey(manifest.Namespace, name), cancellationToken);
            return (BackupInvoker.Read(kind, found), null);
        }
        catch (ApiStatusException exception) when (exception.Status.IsNotFound)
        {
            return (null, new FormProblem(InvokerName, $"There is no {kind.Kind} {name} in namespace {manifest.Namespace}."));
        }
        catch (ApiStatusException exception) when (exception.Status.IsForbidden)
        {
            return (null, new FormProblem(InvokerName, $"You may not read {kind.Kind} {name}, which is needed to start a backup of it. The server says: {exception.Status.Message}"));
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            return (null, new FormProblem(null, $"{kind.Kind} {name} cannot be read. {FailureWords.Of(exception)}"));
        }
    }
}
