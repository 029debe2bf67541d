using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>A cluster with what a configuration refers to.</summary>
/// <param name="Console">The console.</param>
/// <param name="Slug">Slug of the cluster.</param>
/// <param name="Namespace">Where configurations are made; the target is there too.</param>
public sealed record ConfigurationGround(TestConsole Console, string Slug, string Namespace)
{
    /// <summary>A storage that is Ready and may be used, with its namespace.</summary>
    public required string Storage { get; init; }

    /// <summary>Namespace of a storage that only objects beside it may use.</summary>
    public required string ForeignNamespace { get; init; }

    /// <summary>Its name.</summary>
    public required string ForeignStorage { get; init; }

    /// <summary>A retention policy, with its namespace.</summary>
    public required string Policy { get; init; }

    /// <summary>An addon that has the tasks logical-backup and manifest-backup.</summary>
    public required string Addon { get; init; }

    /// <summary>Where there is a Secret that encrypts, called encryption.</summary>
    public required string SecretNamespace { get; init; }

    /// <summary>A Secret beside it that cannot.</summary>
    public required string SecretWithoutPassword { get; init; }

    /// <summary>API group of the target.</summary>
    public required string TargetGroup { get; init; }

    /// <summary>Its kind.</summary>
    public required string TargetKind { get; init; }

    /// <summary>Its name.</summary>
    public required string Target { get; init; }

    /// <summary>The directory of a repository whose name is given.</summary>
    public required Func<string, string> DirectoryOf { get; init; }

    /// <summary>Whether somebody makes configurations Ready.</summary>
    public required bool HasOperator { get; init; }

    /// <summary>A configuration as the cluster stores it.</summary>
    public required Func<string, Task<JsonNode>> ReadAsync { get; init; }

    /// <summary>Removes a configuration.</summary>
    public required Func<string, Task> RemoveAsync { get; init; }

    /// <summary>Address of a page, below the cluster.</summary>
    public string Address(string rest) => $"/c/{Slug}/{rest}";
}

/// <summary>The form where backups really go on.</summary>
[Collection(GuideSandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class BackupConfigurationQuickReferenceInTheSandbox(BrowserFixture fixture, SandboxFixture sandbox) : BackupConfigurationQuickReference(fixture)
{
    private static string Id => KubeStashKinds.BackupConfiguration.Id;

    protected override ConfigurationGround Cloud => new(sandbox.Console, "sandbox-admin", "demo")
    {
        Storage = "stash/default",
        ForeignNamespace = "web",
        ForeignStorage = "team-share",
        Policy = "stash/default",
        Addon = "mongodb-addon",
        SecretNamespace = "stash",
        SecretWithoutPassword = "s3-credentials",
        TargetGroup = "kubedb.com",
        TargetKind = "MongoDB",
        Target = "mongodb",
        DirectoryOf = repository => $"demo/mongodb-{repository}",
        HasOperator = true,
        ReadAsync = async name => JsonNode.Parse(await sandbox.KubectlAsync("", "get", Id, name, "-n", "demo", "-o", "json"))!,
        RemoveAsync = name => sandbox.KubectlAsync("", "delete", Id, name, "-n", "demo"),
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        SandboxFixture.NeedsKubectl();
    }
}

/// <summary>The form on a real API server; what an operator would have written, the test writes.</summary>
public sealed class BackupConfigurationQuickReferenceOnAnApiServer(BrowserFixture fixture, FormObjects ground)
    : BackupConfigurationQuickReference(fixture), IClassFixture<FormObjects>
{
    protected override ConfigurationGround Cloud => new(ground.Console, Cluster.Admin.Slug, ground.Namespace)
    {
        Storage = $"{ground.Namespace}/{ground.Existing}",
        ForeignNamespace = ground.OtherNamespace,
        ForeignStorage = FormObjects.Foreign,
        Policy = $"{ground.Namespace}/{ground.Existing}",
        Addon = ground.Existing,
        SecretNamespace = ground.Namespace,
        SecretWithoutPassword = FormObjects.NoPassword,
        TargetGroup = "apps",
        TargetKind = "StatefulSet",
        Target = FormObjects.Target,
        DirectoryOf = _ => $"{ground.Namespace}/{FormObjects.Target}",
        HasOperator = false,
        ReadAsync = async name => await Cluster.Client.GetAsync(KubeStashKinds.BackupConfiguration, new ObjectKey(ground.Namespace, name), Token),
        RemoveAsync = name => Cluster.Client.DeleteAsync(KubeStashKinds.BackupConfiguration, new ObjectKey(ground.Namespace, name), new(), Token),
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipUnless(Cluster.Fake is null, "This is tried with a real API server: set CONSOLE_TEST_KUBECONFIG. The sandbox has the same tests.");
    }
}
