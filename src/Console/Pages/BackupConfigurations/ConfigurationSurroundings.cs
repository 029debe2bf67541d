using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Components;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.References;
using BackupConsole.KubeStash.Schedules;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Sources;
using static BackupConsole.Pages.BackupConfigurations.BackupConfigurationManifest;

namespace BackupConsole.Pages.BackupConfigurations;

/// <summary>What a BackupConfiguration refers to and meets, as the cluster has it now: choices for its fields, and what speaks against those made.</summary>
/// <param name="context">The form that is open.</param>
/// <param name="follow">Follows the cluster.</param>
/// <param name="time">The clock.</param>
public sealed class ConfigurationSurroundings(CreateContext context, Followed follow, TimeProvider time) : FormSurroundings(context, follow)
{
    private readonly ClusterSession session = context.Session;
    private readonly LiveRows<BackupStorageRow> storages = follow.Rows(KindSources.BackupStorages);
    private readonly LiveRows<RetentionPolicyRow> policies = follow.Rows(KindSources.RetentionPolicies);
    private readonly LiveRows<BackupConfigurationRow> configurations = follow.Rows(KindSources.BackupConfigurations);
    private readonly LiveRows<RepositoryRow> repositories = follow.Rows(KindSources.Repositories);

    /// <summary>The repositories there are, as soon as the cluster has told; those known by then where it does not.</summary>
    public async Task<ImmutableArray<RepositoryRow>> RepositoriesAsync(CancellationToken cancellationToken)
    {
        await repositories.WaitAsync(cancellationToken);
        return repositories.View.Rows;
    }

    /// <summary>The storages there are; those that may not be used with the reason.</summary>
    public FieldChoices Storages => UsageChoices.Of(storages.View, KubeStashKinds.BackupStorage, row => row.UsagePolicy, row => row.Phase, Namespace, Labels);

    /// <summary>The policies there are; those that may not be used with the reason.</summary>
    public FieldChoices Policies => UsageChoices.Of(policies.View, KubeStashKinds.RetentionPolicy, row => row.UsagePolicy, _ => "", Namespace, Labels);

    /// <summary>The storage that is chosen, as it is now.</summary>
    public BackupStorageRow? Storage => Chosen(BackupConfigurationManifest.Storage) is { } key ? storages.View.Rows.FirstOrDefault(row => row.Key == key) : null;

    /// <summary>The policy that is chosen, as it is now.</summary>
    public RetentionPolicyRow? Policy => Chosen(RetentionPolicy) is { } key ? policies.View.Rows.FirstOrDefault(row => row.Key == key) : null;

    /// <summary>What is wrong with the storage that is chosen.</summary>
    public string? StorageTrouble => Trouble(BackupConfigurationManifest.Storage, "BackupStorage", storages, Storage, Storage?.UsagePolicy);

    /// <summary>What is wrong with the policy that is chosen.</summary>
    public string? PolicyTrouble => Trouble(RetentionPolicy, "RetentionPolicy", policies, Policy, Policy?.UsagePolicy);

    private LabelSet? Labels => LabelsFor([.. storages.View.Rows.Select(row => row.UsagePolicy), .. policies.View.Rows.Select(row => row.UsagePolicy)]);

    /// <inheritdoc />
    public override async Task LookAsync()
    {
        await base.LookAsync();
        await storages.LookEverywhereAsync(session, "name");
        await policies.LookEverywhereAsync(session, "name");
        await configurations.LookEverywhereAsync(session, "name");
        await repositories.LookEverywhereAsync(session, "name");
    }

    /// <summary>What is wrong with an addon that is chosen.</summary>
    public string? AddonTrouble(string name) => name.Length > 0 && KnowsAddons && FindAddon(name) is null ? $"Addon {name} is not installed in this cluster." : null;

    /// <summary>What is wrong with a repository's name: another target or another storage has it.</summary>
    public string? RepositoryTrouble(string name)
    {
        if (repositories.View.Rows.FirstOrDefault(row => row.Namespace == Namespace && row.Name == name) is not { } found)
        {
            return null;
        }

        bool isOtherTarget = found.Target is { } target && IsTargetChosen && !IsTarget(target);
        bool isOtherStorage = Chosen(BackupConfigurationManifest.Storage) is { } storage && found.Storage is { } its && its != storage;
        return isOtherTarget ? $"Repository {name} is there already, and holds backups of {found.Target}. Take another name."
            : isOtherStorage ? $"Repository {name} is there already, on storage {found.Storage}. Take another name, or that storage."
            : null;
    }

    /// <summary>Sessions that run in the same minute on the same storage, as sentences.</summary>
    /// <param name="schedule">The schedule of a session.</param>
    /// <param name="position">Which session it is.</param>
    public IEnumerable<string> Clashes(CronSchedule schedule, int position)
    {
        if (Chosen(BackupConfigurationManifest.Storage) is not { } storage)
        {
            return [];
        }

        ImmutableArray<ScheduleClash<string>> clashes = ScheduleClashes.Find(schedule, Others(storage, position), time.GetUtcNow(), ScheduleField.ClusterZone);
        string more = clashes.Length > MostClashes ? $" So do {(clashes.Length - MostClashes).Count("other session")}." : "";
        return clashes.Take(MostClashes).Select((clash, at) =>
            $"At {clash.At.UtcDateTime.ToString("ddd HH:mm", System.Globalization.CultureInfo.InvariantCulture)} UTC {clash.With} runs too, on the same storage.{(at == MostClashes - 1 ? more : "")}");
    }

    private const int MostClashes = 3;

    private IEnumerable<Scheduled<string>> Others(ObjectKey storage, int position)
    {
        for (int other = 0; other < Form.Items(Sessions).Count; other++)
        {
            SessionPaths paths = new(Sessions.Index(other));
            if (other != position && Form.Text(paths.Schedule) is { Length: > 0 } schedule)
            {
                yield return new Scheduled<string>($"session {(Form.Text(paths.Name) is { Length: > 0 } name ? name : other + 1)} of this configuration", schedule);
            }
        }

        ObjectKey own = new(Namespace, Form.Text(Name));
        foreach (BackupConfigurationRow row in configurations.View.Rows.Where(row => row.Key != own && !row.Paused))
        {
            foreach (SessionTemplate session in row.Sessions.Where(session => session is { Schedule.Length: > 0, Suspended: false } && session.Repositories.Any(repository => row.FindBackend(repository)?.Storage == storage)))
            {
                yield return new Scheduled<string>($"session {session.Name} of {row.Key}", session.Schedule);
            }
        }
    }

    private bool IsTargetChosen => Form.Text(Target.Field("kind")).Length > 0 && Form.Text(Target.Field("name")).Length > 0;

    private bool IsTarget(TypedObjectReference target) =>
        target.ApiGroup == Form.Text(Target.Field("apiGroup")) && target.Kind == Form.Text(Target.Field("kind")) && target.Name == Form.Text(Target.Field("name"))
        && target.Namespace == (Form.Text(Target.Field("namespace")) is { Length: > 0 } ns ? ns : Namespace);

    private ObjectKey? Chosen(ManifestPath reference) => Form.Text(reference.Field("name")) is { Length: > 0 } name
        ? new ObjectKey(Form.Text(reference.Field("namespace")) is { Length: > 0 } ns ? ns : Namespace, name)
        : null;

    private string? Trouble<T>(ManifestPath reference, string kind, LiveRows<T> rows, T? found, UsagePolicy? policy)
        where T : ResourceRow =>
        Chosen(reference) is not { } key ? null
        : found is null ? rows.IsLive ? $"There is no {kind} {key} any more." : null
        : UsageChoices.WhyNot(policy!, found.Namespace, Namespace, Labels) is { } why ? $"{kind} {key} may not be used here: {why}."
        : null;
}
