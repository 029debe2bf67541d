using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.Testing.ApiServer;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>What forms offer to choose from: the objects of all kinds, and what of other kinds they are about.</summary>
public sealed class FormObjects(BrowserFixture fixture) : IAsyncLifetime
{
    /// <summary>Name of what is backed up.</summary>
    public const string Target = "shop";

    /// <summary>Name of the Secret that encrypts.</summary>
    public const string Encryption = "encryption";

    /// <summary>Name of a Secret beside it that cannot.</summary>
    public const string NoPassword = "credentials";

    /// <summary>Name of a storage in <see cref="OtherNamespace"/> that only objects beside it may use.</summary>
    public const string Foreign = "elsewhere";

    private const string Log = "log";
    private static readonly ResourceKind StatefulSet = new("apps", "v1", "statefulsets", "StatefulSet", Namespaced: true);

    private readonly KindObjects kinds = new(fixture);

    /// <summary>Where everything is.</summary>
    public string Namespace => kinds.Namespace;

    /// <summary>A namespace with nothing in it but a storage.</summary>
    public string OtherNamespace => $"{Namespace}-other";

    /// <summary>What each object of KubeStash's kinds is called.</summary>
    public string Existing => kinds.Name;

    /// <summary>The console.</summary>
    public TestConsole Console => kinds.Console;

    private IEnumerable<(ResourceKind Kind, JsonObject Value)> Others =>
    [
        (BuiltInKinds.Secret, Made(BuiltInKinds.Secret, Encryption, """{"stringData": {"RESTIC_PASSWORD": "not told"}}""")),
        (BuiltInKinds.Secret, Made(BuiltInKinds.Secret, NoPassword, """{"stringData": {"AWS_ACCESS_KEY_ID": "not told"}}""")),
        (StatefulSet, Made(StatefulSet, Target,
            """{"spec": {"serviceName": "shop", "selector": {"matchLabels": {"app": "shop"}}, "template": {"metadata": {"labels": {"app": "shop"}}, "spec": {"containers": [{"name": "shop", "image": "example.com/shop"}]}}}}""")),
        (KubeStashKinds.Snapshot, Made(KubeStashKinds.Snapshot, Log,
            $$"""{"spec": {"snapshotID": "01HHKQQ59XN4979HMDFNCANA9W", "type": "IncrementalBackup", "repository": "{{Existing}}", "appRef": {"apiGroup": "apps", "kind": "StatefulSet", "name": "shop", "namespace": "{{Namespace}}"} } }""")),
        (KubeStashKinds.BackupStorage, Made(KubeStashKinds.BackupStorage, Foreign, """{"spec": {"storage": {"provider": "local", "local": {"mountPath": "/elsewhere", "emptyDir": {}}}}}""", OtherNamespace)),
    ];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        foreach (ResourceKind kind in (ResourceKind[])[BuiltInKinds.Secret, StatefulSet])
        {
            fixture.Cluster.Fake?.Register(new FakeKind(kind));
        }

        await kinds.InitializeAsync();
        await fixture.Cluster.CreateNamespaceAsync(OtherNamespace);
        foreach ((ResourceKind kind, JsonObject value) in Others)
        {
            await fixture.Cluster.Client.CreateAsync(kind, KeyOf(value).Namespace, value, new(), CancellationToken.None);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach ((ResourceKind kind, JsonObject value) in Others)
        {
            await fixture.Cluster.Client.DeleteAsync(kind, KeyOf(value), new(), CancellationToken.None);
        }

        await fixture.Cluster.RemoveNamespaceAsync(OtherNamespace);
        await kinds.DisposeAsync();
    }

    private static ObjectKey KeyOf(JsonObject value) => new(value["metadata"]!["namespace"]!.GetValue<string>(), value["metadata"]!["name"]!.GetValue<string>());

    private JsonObject Made(ResourceKind kind, string name, string rest, string? ns = null)
    {
        JsonObject made = JsonNode.Parse(rest)!.AsObject();
        made["apiVersion"] = kind.ApiVersion;
        made["kind"] = kind.Kind;
        made["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns ?? Namespace };
        return made;
    }
}
