using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Repositories;

/// <summary>What a Repository's status says about its Snapshots.</summary>
internal static class RepositoryTotals
{
    private const int RecentCount = 5;

    /// <summary>Writes the totals. Size and integrity are those of the newest data; nothing is said about them while there are none.</summary>
    /// <param name="snapshots">The Snapshots of the repository, in any order.</param>
    public static void Write(JsonObject status, IReadOnlyList<JsonObject> snapshots)
    {
        JsonObject[] ordered = [.. snapshots.OrderBy(TimeOf).ThenBy(snapshot => snapshot.Name(), StringComparer.Ordinal)];
        status["snapshotCount"] = ordered.Length;
        JsonObject[] succeeded = [.. ordered.Where(snapshot => snapshot.Text("status", "phase") == Phase.Succeeded)];
        status["size"] = succeeded.LastOrDefault(snapshot => snapshot.Text("status", "size") is { Length: > 0 }).Text("status", "size") ?? "0 B";
        if (succeeded.LastOrDefault() is { } latest)
        {
            if (latest.At("status", "integrity") is { } integrity)
            {
                status["integrity"] = integrity.DeepClone();
            }

            DateTimeOffset end = Conditions.Since(latest["status"], "SnapshotMetadataUploaded") ?? TimeOf(latest);
            status["lastBackupTime"] = Meta.Stamp(end);
        }

        WriteLists(status, ordered);
    }

    private static void WriteLists(JsonObject status, JsonObject[] ordered)
    {
        JsonArray recent = [];
        foreach (JsonObject snapshot in ordered.TakeLast(RecentCount))
        {
            JsonObject entry = new() { ["name"] = snapshot.Name(), ["session"] = snapshot.TextOrEmpty("spec", "session"), ["size"] = snapshot.TextOrEmpty("status", "size"), ["snapshotTime"] = Meta.Stamp(TimeOf(snapshot)) };
            if (snapshot.Text("status", "phase") is { } phase)
            {
                entry["phase"] = phase;
            }

            recent.Add((JsonNode)entry);
        }

        SetOrRemove(status, "recentSnapshots", recent);
        JsonArray paths = [];
        foreach (string path in ordered.SelectMany(ComponentPaths).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            paths.Add((JsonNode)path);
        }

        SetOrRemove(status, "componentPaths", paths);
    }

    private static IEnumerable<string> ComponentPaths(JsonObject snapshot) =>
        (snapshot.At("status", "components") as JsonObject ?? []).Select(component => component.Value.Text("path")).OfType<string>();

    private static DateTimeOffset TimeOf(JsonObject snapshot) => snapshot.Time("status", "snapshotTime") ?? snapshot.Created();

    private static void SetOrRemove(JsonObject status, string field, JsonArray list)
    {
        if (list.Count > 0)
        {
            status[field] = list;
        }
        else
        {
            status.Remove(field);
        }
    }
}
