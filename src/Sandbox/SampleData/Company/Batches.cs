using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.History;
using BackupConsole.Sandbox.SampleData.Model;
using static BackupConsole.Sandbox.SampleData.Model.SampleJson;

namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>The company's only BackupBatch: somebody made it a moment ago, so the operator has yet to make its repositories and its first run.</summary>
internal static class Batches
{
    private static readonly ObjectKey Key = new("web", "website");

    /// <summary>Adds it.</summary>
    public static void AddTo(ClusterBuilder cluster)
    {
        JsonObject spec = new()
        {
            ["backends"] = new JsonArray(new JsonObject { ["name"] = "s3-backend", ["retentionPolicy"] = Reference(Policies.Default.Key), ["storageRef"] = Reference(Storages.Default) }),
            ["sessions"] = new JsonArray(new JsonObject
            {
                ["name"] = "nightly",
                ["scheduler"] = new JsonObject { ["jobTemplate"] = new JsonObject { ["backoffLimit"] = 1 }, ["schedule"] = "15 1 * * *" },
                ["sessionHistoryLimit"] = 5,
                ["targets"] = new JsonArray(Target("pages", "/srv/content"), Target("media", "/srv/media")),
            }),
            ["targets"] = new JsonArray(
                new JsonObject { ["appRef"] = SessionWriter.AppRef(Configurations.Cms), ["name"] = "pages" },
                new JsonObject { ["appRef"] = SessionWriter.AppRef(Configurations.Storefront), ["name"] = "media" }),
        };
        cluster.Add(KubeStashKinds.BackupBatch, Key, cluster.Now.AddSeconds(-1), Managers.Person, new() { ["spec"] = spec });
    }

    private static JsonObject Target(string name, string paths) => new()
    {
        ["addon"] = new JsonObject
        {
            ["name"] = "workload-addon",
            ["tasks"] = new JsonArray(new JsonObject { ["name"] = "logical-backup", ["params"] = new JsonObject { ["paths"] = paths } }),
        },
        ["name"] = name,
        ["repositories"] = new JsonArray(new JsonObject
        {
            ["backend"] = "s3-backend",
            ["directory"] = $"/web/website/{name}",
            ["encryptionSecret"] = Reference(Storages.Encryption),
            ["name"] = $"website-{name}",
        }),
    };
}
