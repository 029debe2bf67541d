using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Restores;

/// <summary>What a RestoreSession restores, found from its <c>dataSource</c>.</summary>
/// <param name="Repository">The Repository.</param>
/// <param name="Snapshot">The Snapshot; <c>latest</c> and points in time are resolved.</param>
/// <param name="Components">Names of the components to restore.</param>
internal sealed record RestoreSource(JsonObject Repository, JsonObject Snapshot, IReadOnlyList<string> Components)
{
    /// <summary>Finds it.</summary>
    /// <returns>The source, or why there is none.</returns>
    public static (RestoreSource? Source, string Problem) Find(OperatorContext context, JsonObject restore)
    {
        JsonNode? dataSource = restore.At("spec", "dataSource");
        string ns = Targets.NamespaceOf(dataSource, restore.Namespace());
        string? pinned = PinnedSnapshot(restore);
        string wanted = pinned ?? dataSource.TextOrEmpty("snapshot");
        string repositoryName = dataSource.TextOrEmpty("repository");
        bool byName = wanted.Length > 0 && wanted != "latest";
        JsonObject? snapshot = byName ? context.Get(KubeStashKinds.Snapshot, ns, wanted) : null;
        repositoryName = repositoryName.Length > 0 ? repositoryName : snapshot.TextOrEmpty("spec", "repository");
        if (byName && snapshot is null)
        {
            return (null, $"snapshots.storage.kubestash.com \"{wanted}\" not found");
        }

        if (pinned is null && snapshot is not null && snapshot.Text("status", "phase") != Phase.Succeeded)
        {
            return (null, $"Snapshot {ns}/{wanted} has not succeeded");
        }

        if (context.Get(KubeStashKinds.Repository, ns, repositoryName) is not { } repository)
        {
            return (null, $"repositories.storage.kubestash.com \"{repositoryName}\" not found");
        }

        DateTimeOffset? until = dataSource.Time("pitr", "targetTime");
        snapshot ??= Newest(context, ns, repositoryName, until, dataSource.IsTrue("pitr", "exclusive"));
        if (snapshot is null)
        {
            return (null, $"no succeeded Snapshot found in Repository {ns}/{repositoryName}{(until is { } time ? $" for the time {Meta.Stamp(time)}" : "")}");
        }

        string[] present = [.. (snapshot.At("status", "components") as JsonObject ?? []).Select(component => component.Key)];
        string[] components = dataSource.Count("components") > 0 ? [.. dataSource.Texts("components")] : present;
        return components.FirstOrDefault(component => !present.Contains(component, StringComparer.Ordinal)) is { } missing
            ? (null, $"component \"{missing}\" not found in Snapshot {ns}/{snapshot.Name()}")
            : (new RestoreSource(repository, snapshot, components), "");
    }

    // What the executor was made for is what it restores, however many Snapshots come after it.
    private static string? PinnedSnapshot(JsonObject restore) => Conditions.IsTrue(restore["status"], "RestoreExecutorEnsured")
        ? restore.Objects("status", "dependencies").FirstOrDefault(dependency => dependency.Text("kind") == KubeStashKinds.Snapshot.Kind).Text("name")
        : null;

    private static JsonObject? Newest(OperatorContext context, string ns, string repository, DateTimeOffset? until, bool exclusive) => context.Cluster.List(KubeStashKinds.Snapshot, ns)
        .Where(snapshot => snapshot.Text("spec", "repository") == repository && snapshot.Text("status", "phase") == Phase.Succeeded
            && !(TimeOf(snapshot) > until) && !(exclusive && TimeOf(snapshot) == until))
        .MaxBy(TimeOf);

    private static DateTimeOffset TimeOf(JsonObject snapshot) => snapshot.Time("status", "snapshotTime") ?? snapshot.Created();
}
