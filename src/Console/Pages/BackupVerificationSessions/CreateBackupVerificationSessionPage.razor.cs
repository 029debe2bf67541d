using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Clusters;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Sources;
using Microsoft.AspNetCore.Components;
using static BackupConsole.Pages.BackupVerificationSessions.VerificationManifest;

namespace BackupConsole.Pages.BackupVerificationSessions;

/// <summary>The form of a BackupVerificationSession. From a snapshot follow the session and the configuration that made it.</summary>
public sealed partial class CreateBackupVerificationSessionPage
{
    private static readonly FieldChoices Kinds = new([new FieldOption(KubeStashKinds.BackupConfiguration.Kind)]);

    private LiveRows<BackupConfigurationRow>? configurations;
    private LiveRows<SnapshotRow>? snapshots;

    /// <summary>From the address: a repository of that namespace.</summary>
    [SupplyParameterFromQuery(Name = "repository")]
    public string? RepositoryInAddress { get; set; }

    /// <summary>From the address: a snapshot of that namespace.</summary>
    [SupplyParameterFromQuery(Name = "snapshot")]
    public string? SnapshotInAddress { get; set; }

    private BackupConfigurationRow? Invoker => configurations?.View.Rows.FirstOrDefault(row => row.Name == Chosen(InvokerName) && row.Namespace == Chosen(Namespace));

    private SessionTemplate? Template => Invoker?.FindSession(Chosen(Session));

    private SnapshotRow? Snapshot => snapshots?.View.Rows.FirstOrDefault(row => row.Name == Chosen(VerificationManifest.Snapshot) && row.Namespace == Chosen(Namespace));

    private ObjectKey? Verifier => Template?.Repositories.FirstOrDefault(repository => repository.Name == Chosen(Repository))?.BackupVerifier;

    private FieldChoices Invokers => Chosen(Namespace).Length == 0 ? FieldChoices.None("Choose a namespace first.")
        : FieldChoices.Of(configurations!.View, KubeStashKinds.BackupConfiguration, $"in namespace {Chosen(Namespace)}", row => new FieldOption(row.Name));

    private FieldChoices Sessions => Invoker is { } row
        ? new([.. row.Sessions.Where(session => session.Name.Length > 0).DistinctBy(session => session.Name).Select(session => new FieldOption(session.Name))])
        : FieldChoices.None(Chosen(InvokerName).Length == 0 ? "Choose an invoker first." : "");

    private FieldChoices Repositories => Template is { } template
        ? new([.. template.Repositories.Where(repository => repository.Name.Length > 0).Select(repository => new FieldOption(repository.Name))])
        : FieldChoices.None(Chosen(Session).Length == 0 ? "Choose a session first." : "");

    private FieldChoices Snapshots => Chosen(Repository).Length == 0 ? FieldChoices.None("Choose a repository first.")
        : FieldChoices.Of(snapshots!.View with { Rows = [.. OfRepository] }, KubeStashKinds.Snapshot, $"of repository {Chosen(Repository)}", row => new FieldOption(row.Name, Described(row), row.Phase == Phase.Succeeded ? null : row.Phase.Length == 0 ? "no phase yet" : row.Phase))
            with { IsComplete = snapshots!.IsLive, Words = snapshots!.IsLive && !OfRepository.Any() ? $"Repository {Chosen(Repository)} has no snapshots." : "" };

    private IEnumerable<SnapshotRow> OfRepository => snapshots!.View.Rows.Where(row => row.Repository == Chosen(Repository)).OrderByDescending(row => row.SnapshotTime ?? row.CreationTimestamp);

    private string? InvokerTrouble => Chosen(InvokerName) is { Length: > 0 } name && configurations is { IsLive: true } && Invoker is null ? $"There is no BackupConfiguration {name} in namespace {Chosen(Namespace)}." : null;

    private string? SnapshotTrouble => Snapshot is { } row && row.Phase != Phase.Succeeded ? $"Snapshot {row.Name} {Phase.Predicate(row.Phase)}: only one that succeeded can be verified."
        : Chosen(VerificationManifest.Snapshot) is { Length: > 0 } name && snapshots is { IsLive: true } && Snapshot is null ? $"There is no Snapshot {name} in namespace {Chosen(Namespace)}."
        : null;

    private string? SnapshotHelp => Snapshot is { VerificationStatus: "Verified" } ? "It is Verified already, so the verification will be skipped." : null;

    private string? VerifierHelp => Template is not null && Chosen(Repository).Length > 0 && Verifier is null ? $"Session {Chosen(Session)} names no BackupVerifier for this repository, so the verification will fail. Add one to the BackupConfiguration." : null;

    private IReadOnlyList<FormProblem> Warnings =>
    [
        .. VerifierHelp is { } verifier ? [new FormProblem(Repository, verifier)] : Array.Empty<FormProblem>(),
        .. SnapshotHelp is { } verified ? [new FormProblem(VerificationManifest.Snapshot, verified)] : Array.Empty<FormProblem>(),
    ];

    private string Described(SnapshotRow row) =>
        $"{row.Name} · {((row.SnapshotTime ?? row.CreationTimestamp) is { } taken ? $"{HumanDuration.Since(taken, Time.GetUtcNow())} ago" : "no time")}{(row.VerificationStatus.Length > 0 ? $" · {row.VerificationStatus}" : "")}";

    /// <inheritdoc />
    protected override void BeginFollowing(CreateContext opened, Followed follow)
    {
        configurations = follow.Rows(KindSources.BackupConfigurations);
        snapshots = follow.Rows(KindSources.Snapshots);
    }

    /// <inheritdoc />
    protected override void Derive()
    {
        FillIn();
        base.Derive();
    }

    /// <inheritdoc />
    protected override async Task LookAsync()
    {
        string? valid = Valid(Chosen(Namespace));
        await configurations!.LookAsync(Context!.Session, valid, "name");
        await snapshots!.LookAsync(Context.Session, valid, "created", newestFirst: true);
    }

    // A snapshot or repository of an address says who made it. What was chosen is not touched.
    private void FillIn()
    {
        if (Context is null || Chosen(InvokerName).Length > 0 || (Chosen(Repository).Length == 0 && Snapshot is null))
        {
            return;
        }

        string repository = Chosen(Repository) is { Length: > 0 } named ? named : Snapshot!.Repository;
        foreach (BackupConfigurationRow row in configurations!.View.Rows)
        {
            if (row.Sessions.FirstOrDefault(session => (Snapshot is null || session.Name == Snapshot.Session) && session.Repositories.Any(written => written.Name == repository)) is { } session)
            {
                Context.Form.Set(InvokerName, row.Name);
                Context.Form.Set(Session, session.Name);
                Context.Form.Set(Repository, repository);
                return;
            }
        }
    }

    private async Task ChooseNamespaceAsync()
    {
        Clear(InvokerName, Session, Repository, VerificationManifest.Snapshot);
        await AskAccessAsync();
    }

    private void Clear(params ManifestPath[] paths)
    {
        foreach (ManifestPath path in paths)
        {
            Context!.Form.Set(path, "");
        }
    }

    private async Task<ImmutableArray<FormProblem>> PrepareAsync(CreateContext open, CancellationToken cancellationToken)
    {
        ObjectKey key = new(open.Form.Text(Namespace), open.Form.Text(InvokerName));
        try
        {
            JsonObject found = await open.Session.GetAsync(KubeStashKinds.BackupConfiguration, key, cancellationToken);
            BackupConfigurationRow row = BackupConfigurationRow.Reader.Read(new ReadOnlySequence<byte>(JsonSerializer.SerializeToUtf8Bytes(found)));
            Follow(open.Form, row.Uid, Time.GetUtcNow());
            return [];
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            return [new FormProblem(InvokerName, $"BackupConfiguration {key} cannot be read, whose uid is needed. {FailureWords.Of(exception)}")];
        }
    }

    private static async Task<ImmutableArray<FormProblem>> LookAgainAsync(CreateContext open, CancellationToken cancellationToken)
    {
        ObjectKey snapshot = new(open.Form.Text(Namespace), open.Form.Text(VerificationManifest.Snapshot));
        return await ObjectChecks.FindAsync(open.Session, KubeStashKinds.Snapshot, snapshot, VerificationManifest.Snapshot, cancellationToken) is { } problem ? [problem] : [];
    }
}
