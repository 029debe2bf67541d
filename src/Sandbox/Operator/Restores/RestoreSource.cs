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
        string wanted = dataSource.TextOrEmpty("snapshot");
        string repositoryName = dataSource.TextOrEmpty("repository");
        bool byName = wanted.Length > 0 && wanted != "latest";
        JsonObject? snapshot = byName ? context.Get(KubeStashKinds.Snapshot, ns, wanted) : null;
        repositoryName = repositoryName.Length > 0 ? repositoryName : snapshot.TextOrEmpty("spec", "repository");
        if (byName && snapshot is null)
        {
            return (null, $"snapshots.storage.kubestash.com \"{wanted}\" not found");
        }

        if (context.Get(KubeStashKinds.Repository, ns, repositoryName) is not { } repository)
        {
            return (null, $"repositories.storage.kubestash.com \"{repositoryName}\" not found");
        }

        snapshot ??= Newest(context, ns, repositoryName, dataSource.Time("pitr", "targetTime"));
        if (snapshot is null)
        {
            return (null, $"no succeeded Snapshot found in Repository {ns}/{repositoryName}");
        }

        string[] present = [.. (snapshot.At("status", "components") as JsonObject ?? []).Select(component => component.Key)];
        string[] components = dataSource.Count("components") > 0 ? [.. dataSource.Texts("components")] : present;
        return components.FirstOrDefault(component => !present.Contains(component, StringComparer.Ordinal)) is { } missing
            ? (null, $"component \"{missing}\" not found in Snapshot {ns}/{snapshot.Name()}")
            : (new RestoreSource(repository, snapshot, components), "");
    }

    private static JsonObject? Newest(OperatorContext context, string ns, string repository, DateTimeOffset? until) => context.Cluster.List(KubeStashKinds.Snapshot, ns)
        .Where(snapshot => snapshot.Text("spec", "repository") == repository && snapshot.Text("status", "phase") == Phase.Succeeded && !(TimeOf(snapshot) > until))
        .MaxBy(TimeOf);

    private static DateTimeOffset TimeOf(JsonObject snapshot) => snapshot.Time("status", "snapshotTime") ?? snapshot.Created();
}
