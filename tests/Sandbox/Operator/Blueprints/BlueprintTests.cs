using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators.Blueprints;

/// <summary>Objects that ask for a backup by annotation.</summary>
public sealed class BlueprintTests
{
    private const string NameAnnotation = "blueprint.kubestash.com/name";

    private readonly OperatorWorld world = new OperatorWorld()
        .Apply($"{Scene.Namespaces}\n---\n{Scene.Catalogue}\n---\n{Scene.Storage}\n---\n{Scene.Application}\n---\n{Blueprint}");

    [Fact]
    public void An_annotated_workload_gets_a_configuration_that_backs_it_up()
    {
        Ask();
        world.Run(10);
        JsonObject made = world.Get(KubeStashKinds.BackupConfiguration, "statefulset-app");
        Assert.Equal(("kubestash.com", "plan", "demo"), (made.Label(StashLabels.ManagedBy), made.Label(StashLabels.InvokerName), made.Label(StashLabels.InvokerNamespace)));
        Assert.Empty(made.Objects("metadata", "ownerReferences"));
        Assert.Equal(("apps", "StatefulSet", "app", "demo"), (made.Text("spec", "target", "apiGroup"), made.Text("spec", "target", "kind"), made.Text("spec", "target", "name"), made.Text("spec", "target", "namespace")));
        JsonObject session = Assert.Single(made.Objects("spec", "sessions"), entry => entry.Text("name") == "often");
        JsonObject repository = session.Objects("repositories").Single();
        Assert.Equal(("app-repo", "/backups/app-repo"), (repository.Text("name"), repository.Text("directory")));
        Assert.Equal("/data", session.Objects("addon", "tasks").Single().Text("params", "paths"));
        world.Until(() => world.Sessions.Any(run => run.Text("status", "phase") == Phase.Succeeded), 120);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AppBinding")]
    [InlineData("MySQL")]
    public void A_database_asks_as_its_binding(string subject)
    {
        world.Change(KubeStashKinds.BackupBlueprint, "plan", blueprint => blueprint.Child("spec")["subjects"] = subject.Length == 0 ? new JsonArray()
            : new JsonArray(new JsonObject { ["apiVersion"] = subject == "MySQL" ? "kubedb.com/v1" : "appcatalog.appscode.com/v1alpha1", ["kind"] = subject }));
        world.Apply("""
            apiVersion: kubedb.com/v1
            kind: MySQL
            metadata: { name: shop, namespace: demo }
            spec: { version: 8.2.0 }
            """);
        world.Change(CoreKinds.Databases.Single(kind => kind.Kind == "MySQL"), "shop", AskIn);
        world.Run(5);
        JsonObject made = Assert.Single(world.List(KubeStashKinds.BackupConfiguration));
        Assert.Equal(("appbinding-shop", "kubedb.com", "MySQL", "shop"), (made.Name(), made.Text("spec", "target", "apiGroup"), made.Text("spec", "target", "kind"), made.Text("spec", "target", "name")));
        world.Change(KubeStashKinds.AppBinding, "shop", AskIn);
        world.Change(CoreKinds.Databases.Single(kind => kind.Kind == "MySQL"), "shop", database => database.Child("metadata").Remove("annotations"));
        world.Run(5);
        int expected = subject == "MySQL" ? 0 : 1;
        Assert.Equal(expected, world.List(KubeStashKinds.BackupConfiguration).Count(configuration => configuration.Text("spec", "target", "kind") == "MySQL"));
    }

    [Fact]
    public void Any_kind_of_target_may_ask_when_no_subjects_are_named()
    {
        world.Change(KubeStashKinds.BackupBlueprint, "plan", blueprint => blueprint.Child("spec").Remove("subjects"));
        Ask();
        world.Run(5);
        Assert.NotNull(world.Find(KubeStashKinds.BackupConfiguration, "statefulset-app"));
    }

    [Fact]
    public void Session_names_pick_some_of_the_sessions()
    {
        Ask();
        world.Annotate(CoreKinds.StatefulSet, "app", "blueprint.kubestash.com/session-names", "rare, unknown");
        world.Run(5);
        Assert.Equal(["rare"], Sessions());
        world.Annotate(CoreKinds.StatefulSet, "app", "blueprint.kubestash.com/session-names", null);
        world.Run(5);
        Assert.Equal(["often", "rare"], Sessions());
    }

    [Fact]
    public void Variables_without_value_are_named_in_an_event()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", NameAnnotation, "plan");
        world.Run(5);
        Assert.Null(world.Find(KubeStashKinds.BackupConfiguration, "statefulset-app"));
        Assert.Contains("BackupConfigurationNotCreated: BackupBlueprint demo/plan needs annotations for the variables: repoName, paths", world.Events("app"));
    }

    [Fact]
    public void Taking_the_annotation_away_takes_the_configuration_away()
    {
        Ask();
        world.Run(10);
        world.Annotate(CoreKinds.StatefulSet, "app", NameAnnotation, null);
        world.Run(5);
        Assert.Null(world.Find(KubeStashKinds.BackupConfiguration, "statefulset-app"));
    }

    [Fact]
    public void A_configuration_somebody_deletes_comes_back()
    {
        Ask();
        world.Run(10);
        string uid = world.Get(KubeStashKinds.BackupConfiguration, "statefulset-app").Uid();
        world.Delete(KubeStashKinds.BackupConfiguration, "statefulset-app");
        world.Run(5);
        Assert.NotEqual(uid, world.Get(KubeStashKinds.BackupConfiguration, "statefulset-app").Uid());
    }

    [Fact]
    public void A_changed_template_or_variable_changes_the_configuration_and_nothing_else_in_it()
    {
        Ask();
        world.Run(10);
        world.Change(KubeStashKinds.BackupConfiguration, "statefulset-app", made => made.Child("spec")["paused"] = true);
        world.Annotate(CoreKinds.StatefulSet, "app", "variables.kubestash.com/paths", "/other");
        world.Run(5);
        JsonObject made = world.Get(KubeStashKinds.BackupConfiguration, "statefulset-app");
        Assert.Equal(("/other", true), (made.Objects("spec", "sessions").First().Objects("addon", "tasks").Single().Text("params", "paths"), made.IsTrue("spec", "paused")));
        world.Change(KubeStashKinds.BackupConfiguration, "statefulset-app", changed => changed["spec"]!["sessions"]![0]!["sessionHistoryLimit"] = 9);
        world.Annotate(CoreKinds.StatefulSet, "app", "unrelated", "x");
        world.Run(5);
        Assert.Equal(9, world.Get(KubeStashKinds.BackupConfiguration, "statefulset-app").Objects("spec", "sessions").First().Number("sessionHistoryLimit"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Configurations_go_with_the_blueprint_only_when_it_says_so(bool onDelete)
    {
        Ask();
        world.Run(10);
        world.Change(KubeStashKinds.BackupBlueprint, "plan", blueprint =>
        {
            JsonObject template = blueprint.Child("spec").Child("backupConfigurationTemplate");
            template.Remove("deletionPolicy");
            if (onDelete)
            {
                template["deletionPolicy"] = "OnDelete";
            }
        });
        world.Run(5);
        world.Delete(KubeStashKinds.BackupBlueprint, "plan");
        world.Run(5);
        Assert.Equal(!onDelete, world.Find(KubeStashKinds.BackupConfiguration, "statefulset-app") is not null);
    }

    [Fact]
    public void The_usage_policy_says_which_namespaces_may_ask()
    {
        world.Apply(Scene.Application.Replace("namespace: demo", "namespace: other", StringComparison.Ordinal));
        world.Cluster.Update(CoreKinds.StatefulSet, new("other", "app"), AskIn, "test");
        world.Run(5);
        Assert.Empty(world.List(KubeStashKinds.BackupConfiguration));
        world.Change(KubeStashKinds.BackupBlueprint, "plan", blueprint => blueprint.Child("spec")["usagePolicy"] = JsonNode.Parse("""{"allowedNamespaces":{"from":"Selector","selector":{"matchLabels":{"backups":"yes"}}}}"""));
        world.Run(5);
        Assert.Empty(world.List(KubeStashKinds.BackupConfiguration));
        world.Change(CoreKinds.Namespace, "other", ns => ns.Child("metadata").Child("labels")["backups"] = "yes");
        world.Run(5);
        JsonObject made = Assert.Single(world.List(KubeStashKinds.BackupConfiguration));
        Assert.Equal(("other-statefulset-app", "other"), (made.Name(), made.Text("spec", "target", "namespace")));
    }

    [Fact]
    public void The_template_may_name_the_namespace_to_make_configurations_in()
    {
        world.Change(KubeStashKinds.BackupBlueprint, "plan", blueprint => blueprint.Child("spec").Child("backupConfigurationTemplate")["namespace"] = "other");
        world.Change(KubeStashKinds.BackupStorage, "s3", Open);
        world.Change(KubeStashKinds.RetentionPolicy, "keep", Open);
        Ask();
        world.Run(5);
        Assert.NotNull(world.Find(KubeStashKinds.BackupConfiguration, "demo-statefulset-app", "other"));
    }

    [Fact]
    public void One_refusal_does_not_keep_the_others_waiting()
    {
        Ask();
        world.Run(10);
        foreach ((string name, string repository) in ((string, string)[])[("aaa", "app-repo"), ("bbb", "other-repo")])
        {
            world.Apply(Scene.Application.Replace("{ name: app,", $"{{ name: {name},", StringComparison.Ordinal));
            world.Change(CoreKinds.StatefulSet, name, AskIn);
            world.Annotate(CoreKinds.StatefulSet, name, "variables.kubestash.com/repoName", repository);
        }

        world.Run(1);
        Assert.Equal(["statefulset-app", "statefulset-bbb"], world.List(KubeStashKinds.BackupConfiguration).Select(made => made.Name()).Order(StringComparer.Ordinal));
        Assert.Contains(world.Events("aaa"), line => line.StartsWith("BackupConfigurationNotCreated: ", StringComparison.Ordinal) && line.Contains("different target reference", StringComparison.Ordinal));
        world.Annotate(CoreKinds.StatefulSet, "aaa", "variables.kubestash.com/repoName", "third-repo");
        world.Run(1);
        Assert.NotNull(world.Find(KubeStashKinds.BackupConfiguration, "statefulset-aaa"));
    }

    [Fact]
    public void A_configuration_of_that_name_that_people_made_is_left_alone()
    {
        world.Apply(Scene.Configuration.Replace("name: app-backup", "name: statefulset-app", StringComparison.Ordinal)).Run(10);
        Ask();
        world.Run(10);
        Assert.Equal(["often"], Sessions());
        world.Annotate(CoreKinds.StatefulSet, "app", NameAnnotation, null);
        world.Run(10);
        Assert.NotNull(world.Find(KubeStashKinds.BackupConfiguration, "statefulset-app"));
    }

    private static void Open(JsonObject used) => used.Child("spec")["usagePolicy"] = JsonNode.Parse("""{"allowedNamespaces":{"from":"All"}}""");

    private static void AskIn(JsonObject subject)
    {
        JsonObject annotations = subject.Child("metadata").Child("annotations");
        annotations[NameAnnotation] = "plan";
        annotations["blueprint.kubestash.com/namespace"] = "demo";
        annotations["variables.kubestash.com/repoName"] = "app-repo";
        annotations["variables.kubestash.com/paths"] = "/data";
    }

    private void Ask() => world.Change(CoreKinds.StatefulSet, "app", AskIn);

    private string[] Sessions() => [.. world.Get(KubeStashKinds.BackupConfiguration, "statefulset-app").Objects("spec", "sessions").Select(session => session.TextOrEmpty("name"))];

    private const string Blueprint = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupBlueprint
        metadata: { name: plan, namespace: demo }
        spec:
          subjects: [ { apiVersion: apps/v1, kind: StatefulSet } ]
          backupConfigurationTemplate:
            backends: [ { name: b, storageRef: { name: s3, namespace: demo }, retentionPolicy: { name: keep, namespace: demo } } ]
            sessions:
            - name: often
              scheduler: { schedule: "*/5 * * * *", jobTemplate: { backoffLimit: 1 } }
              repositories: [ { name: "${repoName}", backend: b, directory: "/backups/${repoName}", encryptionSecret: { name: encrypt, namespace: demo } } ]
              addon: { name: workload-addon, tasks: [ { name: logical-backup, params: { paths: "${paths}" } } ] }
            - name: rare
              scheduler: { schedule: "0 4 * * 0", jobTemplate: { backoffLimit: 1 } }
              repositories: [ { name: "${repoName}-rare", backend: b, directory: "/backups/${repoName}-rare", encryptionSecret: { name: encrypt, namespace: demo } } ]
              addon: { name: workload-addon, tasks: [ { name: logical-backup, params: { paths: "${paths}" } } ] }
        """;
}
