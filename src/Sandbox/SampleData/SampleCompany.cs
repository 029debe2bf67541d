using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Catalogue;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.History;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData;

/// <summary>The clusters a sandbox can start with.</summary>
internal static class SampleCompany
{
    private static readonly Dictionary<string, ResourceKind> Kinds = new(StringComparer.Ordinal)
    {
        ["Secret"] = SampleKinds.Secret,
        ["BackupStorage"] = KubeStashKinds.BackupStorage,
        ["HookTemplate"] = KubeStashKinds.HookTemplate,
        ["BackupVerifier"] = KubeStashKinds.BackupVerifier,
    };

    /// <summary>A company with databases, workloads and two weeks of backups.</summary>
    public static SampleCluster Generate(SampleDataOptions options)
    {
        ClusterBuilder cluster = new(options);
        DateTimeOffset installed = cluster.Ago(17);
        Nodes.AddNamespaces(cluster, ["default", "kube-system", "demo", "stash", "shop", "finance", "web", "analytics"], "shop", "finance", "analytics");
        Nodes.AddTo(cluster);
        Roles.AddTo(cluster, installed);
        AddonCatalogue.AddTo(cluster, installed);
        cluster.AddAll(Storages.Secrets, Kinds, cluster.Ago(16.2), Managers.Person);
        cluster.AddAll(Storages.MistakenSecret, Kinds, cluster.Ago(1.1), Managers.Person);
        cluster.AddAll(Storages.Manifests, Kinds, cluster.Ago(16), Managers.Person, finalizer: true);
        Policies.AddTo(cluster);
        cluster.AddAll(Storages.Helpers, Kinds, cluster.Ago(14.5), Managers.Person);
        Workloads.AddOperator(cluster, installed);
        Workloads.AddTo(cluster);
        Databases.AddTo(cluster);
        LoadSessions load = new(cluster, options.ExtraSessions);
        HistoryWriter history = new(cluster);
        history.AddAll();
        load.AddConfigurations();
        return cluster.Build(load.Sessions());
    }

    /// <summary>A cluster in which KubeStash was installed a moment ago and nothing else was done.</summary>
    public static SampleCluster Empty(SampleDataOptions options)
    {
        ClusterBuilder cluster = new(options);
        DateTimeOffset installed = cluster.Now.AddMinutes(-2);
        Nodes.AddNamespaces(cluster, ["default", "kube-system", "demo", "stash"]);
        AddonCatalogue.AddTo(cluster, installed);
        return cluster.Build();
    }
}
