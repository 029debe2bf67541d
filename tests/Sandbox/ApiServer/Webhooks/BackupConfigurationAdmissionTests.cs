using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Webhooks;

namespace BackupConsole.Sandbox.Tests.ApiServer.Webhooks;

public sealed class BackupConfigurationAdmissionTests
{
    private const string Backends = "[{name: b, storageRef: {name: s3}, retentionPolicy: {name: keep}}]";
    private const string Scheduler = "scheduler: {schedule: '0 * * * *', jobTemplate: {}}";
    private const string Addon = "addon: {name: workload-addon, tasks: [{name: logical-backup}]}";
    private const string Repositories = "repositories: [{name: repo, backend: b, directory: /demo}]";
    private const string Good = $"[{{name: full, {Scheduler}, {Addon}, {Repositories}}}]";

    [Fact]
    public void A_complete_configuration_is_admitted_even_when_its_references_do_not_exist() => Assert.Null(Refusal(Backends, Good));

    [Theory]
    [InlineData("[]", Good, AdmissionTexts.BackendsEmpty)]
    [InlineData("[{storageRef: {name: s3}, retentionPolicy: {name: keep}}]", Good, AdmissionTexts.BackendNameEmpty)]
    [InlineData("[{name: b, retentionPolicy: {name: keep}}]", Good, AdmissionTexts.NoStorageReference)]
    [InlineData("[{name: b, storageRef: {name: s3}}]", Good, "no RetentionPolicy is found for backend \"b\"")]
    [InlineData("[{name: b, storageRef: {name: s3}, retentionPolicy: {name: keep}}, {name: b, storageRef: {name: s3}, retentionPolicy: {name: keep}}]", Good, "duplicate backend name \"b\"")]
    [InlineData(Backends, "[]", AdmissionTexts.SessionsEmpty)]
    [InlineData(Backends, $"[{{{Scheduler}, {Addon}, {Repositories}}}]", AdmissionTexts.SessionNameEmpty)]
    [InlineData(Backends, $"[{{name: full, {Addon}, {Repositories}}}]", "scheduler can not be empty for session \"full\"")]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, {Repositories}}}]", "addon can not be empty for session \"full\"")]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, addon: {{tasks: [{{name: x}}]}}, {Repositories}}}]", "addon name can not be empty for session \"full\"")]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, addon: {{name: a}}, {Repositories}}}]", "addon tasks can not be empty for session \"full\"")]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, addon: {{name: a, tasks: [{{}}]}}, {Repositories}}}]", "addon task name can not be empty for session \"full\"")]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, {Addon}}}]", "repositories can not be empty for session \"full\"")]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, {Addon}, repositories: [{{backend: b, directory: /d}}]}}]", AdmissionTexts.RepositoryNameEmpty)]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, {Addon}, repositories: [{{name: r, backend: other, directory: /d}}]}}]", "backend \"other\" of repository \"r\" does not match any of the backends")]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, {Addon}, repositories: [{{name: r, backend: b}}]}}]", "directory can not be empty for repository \"r\"")]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, {Addon}, {Repositories}}}, {{name: full, {Scheduler}, {Addon}, {Repositories}}}]", "duplicate session name \"full\"")]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, {Addon}, repositories: [{{name: r, directory: /d}}, {{name: r, directory: /e}}]}}]", "duplicate repository name \"r\" in session \"full\"")]
    [InlineData(Backends, $"[{{name: full, {Scheduler}, {Addon}, repositories: [{{name: r, directory: /d}}, {{name: q, directory: /d}}]}}]", "repositories \"r\" and \"q\" can not use the same directory \"/d\"")]
    public void What_is_missing_or_double_is_refused(string backends, string sessions, string expected) => Assert.Equal(expected, Refusal(backends, sessions));

    [Fact]
    public void With_several_backends_a_repository_must_name_one() => Assert.Equal(
        "backend \"\" of repository \"r\" does not match any of the backends",
        Refusal(
            "[{name: b, storageRef: {name: s3}, retentionPolicy: {name: keep}}, {name: c, storageRef: {name: s4}, retentionPolicy: {name: keep}}]",
            $"[{{name: full, {Scheduler}, {Addon}, repositories: [{{name: r, directory: /d}}]}}]"));

    [Fact]
    public void Two_sessions_may_share_a_repository() => Assert.Null(
        Refusal(Backends, $"[{{name: full, {Scheduler}, {Addon}, {Repositories}}}, {{name: frequent, {Scheduler}, {Addon}, {Repositories}}}]"));

    [Theory]
    [InlineData("Same", "demo", null)]
    [InlineData("Same", "stash", "namespace \"demo\" is not allowed to refer BackupStorage stash/s3")]
    [InlineData("All", "stash", null)]
    [InlineData("Selector", "stash", null)]
    public void The_usage_policy_of_the_storage_decides(string from, string storageNamespace, string? expected)
    {
        AdmissionWorld world = new AdmissionWorld().With("{apiVersion: v1, kind: Namespace, metadata: {name: demo, labels: {team: shop}}}").With(Storage(storageNamespace, from));
        Assert.Equal(expected, world.Create(Configuration($"[{{name: b, storageRef: {{name: s3, namespace: {storageNamespace}}}, retentionPolicy: {{name: keep}}}}]", Good)).Refusal);
    }

    [Fact]
    public void A_selector_that_does_not_match_refuses()
    {
        AdmissionWorld world = new AdmissionWorld().With("{apiVersion: v1, kind: Namespace, metadata: {name: demo, labels: {team: other}}}").With(Storage("stash", "Selector"));
        Assert.Equal(
            "namespace \"demo\" is not allowed to refer BackupStorage stash/s3",
            world.Create(Configuration("[{name: b, storageRef: {name: s3, namespace: stash}, retentionPolicy: {name: keep}}]", Good)).Refusal);
    }

    [Fact]
    public void Policies_and_hook_templates_of_other_namespaces_are_refused_too()
    {
        AdmissionWorld world = new AdmissionWorld()
            .With("{apiVersion: storage.kubestash.com/v1alpha1, kind: RetentionPolicy, metadata: {name: keep, namespace: stash}, spec: {}}")
            .With("{apiVersion: core.kubestash.com/v1alpha1, kind: HookTemplate, metadata: {name: hook, namespace: stash}, spec: {}}");
        Assert.Equal(
            "namespace \"demo\" is not allowed to refer RetentionPolicy stash/keep",
            world.Create(Configuration("[{name: b, storageRef: {name: s3}, retentionPolicy: {name: keep, namespace: stash}}]", Good)).Refusal);
        Assert.Equal(
            "namespace \"demo\" is not allowed to refer HookTemplate stash/hook",
            world.Create(Configuration(Backends, $"[{{name: full, {Scheduler}, {Addon}, {Repositories}, hooks: {{preBackup: [{{name: h, hookTemplate: {{name: hook, namespace: stash}}}}]}}}}]")).Refusal);
    }

    [Fact]
    public void A_hook_needs_a_name_and_a_template()
    {
        string Sessions(string hook) => $"[{{name: full, {Scheduler}, {Addon}, {Repositories}, hooks: {{postBackup: [{hook}]}}}}]";
        Assert.Equal("hook name can not be empty", Refusal(Backends, Sessions("{hookTemplate: {name: t}}")));
        Assert.Equal("hookTemplate can not be empty for hook \"h\"", Refusal(Backends, Sessions("{name: h}")));
    }

    [Theory]
    [InlineData("{apiGroup: apps, kind: Deployment, name: web}", "{name: s3}", null)]
    [InlineData("{apiGroup: apps, kind: Deployment, name: web, namespace: demo}", "{name: s3}", null)]
    [InlineData("{apiGroup: apps, kind: Deployment, name: other}", "{name: s3}", "repository \"repo\" already exists in the cluster with a different target reference")]
    [InlineData("{apiGroup: apps, kind: Deployment, name: web}", "{name: s4}", "repository \"repo\" already exists in the cluster with a different storage reference")]
    [InlineData("{apiGroup: apps, kind: Deployment, name: web}", "{name: s3, namespace: demo}", "repository \"repo\" already exists in the cluster with a different storage reference")]
    public void A_repository_that_exists_must_fit(string appRef, string storageRef, string? expected) =>
        Assert.Equal(expected, new AdmissionWorld().With(Repository("repo", appRef, storageRef)).Create(Configuration(Backends, Good)).Refusal);

    [Fact]
    public void A_folder_of_another_repository_is_refused() => Assert.Equal(
        "directory \"/demo\" is already used by repository \"demo/older\"",
        new AdmissionWorld().With(Repository("older", "{kind: Deployment, name: web}", "{name: s3, namespace: demo}")).Create(Configuration(Backends, Good)).Refusal);

    [Fact]
    public void Default_storage_and_policy_are_filled_in_the_own_namespace_first()
    {
        AdmissionWorld world = new AdmissionWorld()
            .With("{apiVersion: v1, kind: Namespace, metadata: {name: demo, labels: {team: shop}}}")
            .With(Storage("open", "All", isDefault: true))
            .With(Storage("chosen", "Selector", isDefault: true))
            .With("{apiVersion: storage.kubestash.com/v1alpha1, kind: RetentionPolicy, metadata: {name: keep, namespace: demo}, spec: {default: true}}");
        (JsonObject configuration, string? refusal) = world.Create(Configuration("[]", $"[{{name: full, {Scheduler}, {Addon}, repositories: [{{name: r, directory: /d}}]}}]"));
        Assert.Null(refusal);
        JsonObject backend = Assert.Single(configuration.Objects("spec", "backends"));
        Assert.Equal("chosen", backend.Text("storageRef", "namespace"));
        Assert.Equal("keep", backend.Text("retentionPolicy", "name"));

        world.With(Storage("demo", "Same", isDefault: true));
        Assert.Equal("demo", world.Create(Configuration("[{name: b}]", Good)).Object.Objects("spec", "backends").Single().Text("storageRef", "namespace"));
    }

    [Fact]
    public void Letting_go_of_a_finalizer_is_never_refused()
    {
        JsonObject broken = Kinds.TestManifests.Read(Configuration("[{name: b, storageRef: {name: s3}}]", "[]"));
        broken["metadata"]!["deletionTimestamp"] = "2026-05-12T08:30:00Z";
        Assert.Null(new AdmissionWorld().Ask(AdmissionOperation.Update, (JsonObject)broken.DeepClone(), broken));
    }

    [Fact]
    public void The_message_names_the_webhook() => Assert.Equal(
        "admission webhook \"backupconfiguration.validators.core.kubestash.com\" denied the request: sessions can not be empty",
        new AdmissionRefusal(KubeStashAdmission.WebhookName(KubeStash.KubeStashKinds.BackupConfiguration), AdmissionTexts.SessionsEmpty).Message);

    private static string? Refusal(string backends, string sessions) => new AdmissionWorld().Create(Configuration(backends, sessions)).Refusal;

    private static string Configuration(string backends, string sessions) => $$"""
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupConfiguration
        metadata: {name: sample, namespace: demo}
        spec:
          target: {apiGroup: apps, kind: Deployment, name: web}
          backends: {{backends}}
          sessions: {{sessions}}
        """;

    private static string Storage(string ns, string from, bool isDefault = false) => $$$"""
        apiVersion: storage.kubestash.com/v1alpha1
        kind: BackupStorage
        metadata: {name: s3, namespace: {{{ns}}}}
        spec:
          default: {{{(isDefault ? "true" : "false")}}}
          usagePolicy: {allowedNamespaces: {from: {{{from}}}, selector: {matchLabels: {team: shop}} } }
        """;

    private static string Repository(string name, string appRef, string storageRef) => $$"""
        apiVersion: storage.kubestash.com/v1alpha1
        kind: Repository
        metadata: {name: {{name}}, namespace: demo}
        spec: {appRef: {{appRef}}, storageRef: {{storageRef}}, path: /demo}
        """;
}
