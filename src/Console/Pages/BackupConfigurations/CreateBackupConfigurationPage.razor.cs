using System.Collections.Immutable;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Schedules;
using BackupConsole.Kubernetes.Objects;
using static BackupConsole.Pages.BackupConfigurations.BackupConfigurationManifest;

namespace BackupConsole.Pages.BackupConfigurations;

/// <summary>The form of a BackupConfiguration. What can be chosen follows the cluster; what was chosen stays, also when it goes there.</summary>
public sealed partial class CreateBackupConfigurationPage
{
    private ConfigurationSurroundings? around;

    private IReadOnlyList<FormProblem> Warnings
    {
        get
        {
            List<FormProblem> warnings = [];
            if (around?.Storage is { } storage && storage.Phase != Phase.Ready)
            {
                warnings.Add(new FormProblem(Storage, $"BackupStorage {storage.Key} {Phase.Predicate(storage.Phase)}. No backup succeeds until it is Ready.{(storage.FailureReason is { } why ? $" {why}" : "")}"));
            }

            for (int at = 0; around is not null && at < Context!.Form.Items(Sessions).Count; at++)
            {
                ManifestPath path = new SessionPaths(Sessions.Index(at)).Schedule;
                if (CronSchedule.TryParse(Context.Form.Text(path), out CronSchedule? schedule, out _))
                {
                    warnings.AddRange(around.Clashes(schedule, at).Take(1).Select(clash => new FormProblem(path, clash)));
                }
            }

            return warnings;
        }
    }

    private static int PositionOf(ManifestPath session) => ((ManifestPathSegment.Index)session.Segments[^1]).Position;

    /// <inheritdoc />
    protected override void BeginFollowing(CreateContext opened, Followed follow) => around = new ConfigurationSurroundings(opened, follow, Time);

    /// <inheritdoc />
    protected override Task LookAsync() => around!.LookAsync();

    private async Task<ImmutableArray<FormProblem>> PrepareAsync(CreateContext open, CancellationToken cancellationToken)
    {
        if (!NeedsTarget(open.Form))
        {
            open.Form.Put(Target, null);
        }

        // A directory that another repository has is not given away while the list of them is still on its way.
        ConfigurationDirectories.Follow(open.Form, await around!.RepositoriesAsync(cancellationToken));
        return [];
    }

    private static async Task<ImmutableArray<FormProblem>> LookAgainAsync(CreateContext open, CancellationToken cancellationToken)
    {
        ImmutableArray<FormProblem>.Builder problems = ImmutableArray.CreateBuilder<FormProblem>();
        foreach ((ManifestPath path, ResourceKind kind) in ((ManifestPath, ResourceKind)[])[(Storage, KubeStashKinds.BackupStorage), (RetentionPolicy, KubeStashKinds.RetentionPolicy)])
        {
            if (await ObjectChecks.FindAsync(open.Session, kind, open.Form.Manifest, path, cancellationToken) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return problems.ToImmutable();
    }
}
