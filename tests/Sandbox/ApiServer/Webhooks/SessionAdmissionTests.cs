using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Webhooks;
using BackupConsole.Sandbox.Tests.ApiServer.Kinds;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests.ApiServer.Webhooks;

public sealed class SessionAdmissionTests
{
    private const string Addon = "addon: {name: a, tasks: [{name: t}]}";

    [Fact]
    public void A_session_is_created_with_anything_and_never_changed()
    {
        Assert.Null(new AdmissionWorld().Create(Core("BackupSession", "{session: nothing}")).Refusal);
        Assert.Equal(AdmissionTexts.SpecUpdated, new AdmissionWorld().Update(Core("BackupSession", "{session: full}"), Core("BackupSession", "{session: other}")));
        Assert.Null(new AdmissionWorld().Update(Core("BackupSession", "{session: full}"), Core("BackupSession", "{session: full}") + "\nstatus: {phase: Running}"));
    }

    [Theory]
    [InlineData($"{{{Addon}}}", AdmissionTexts.DataSourceEmpty)]
    [InlineData($"{{{Addon}, dataSource: {{repository: r}}}}", AdmissionTexts.SnapshotEmpty)]
    [InlineData($"{{{Addon}, dataSource: {{snapshot: latest}}}}", AdmissionTexts.RepositoryEmptyForLatest)]
    [InlineData($"{{{Addon}, dataSource: {{snapshot: s-1}}}}", null)]
    [InlineData($"{{{Addon}, dataSource: {{snapshot: latest, repository: r}}}}", null)]
    [InlineData($"{{{Addon}, dataSource: {{repository: r, pitr: {{exclusive: true}}}}}}", AdmissionTexts.TargetTimeEmpty)]
    [InlineData($"{{{Addon}, dataSource: {{pitr: {{targetTime: '2026-05-12T08:30:00Z'}}}}}}", AdmissionTexts.RepositoryEmptyForPitr)]
    [InlineData($"{{{Addon}, dataSource: {{repository: r, pitr: {{targetTime: '2026-05-12T08:30:00Z'}}}}}}", null)]
    [InlineData("{dataSource: {snapshot: s-1}}", AdmissionTexts.AddonEmpty)]
    [InlineData("{dataSource: {snapshot: s-1}, addon: {name: a}}", AdmissionTexts.TasksEmpty)]
    public void A_restore_says_what_it_restores(string spec, string? expected) => Assert.Equal(expected, new AdmissionWorld().Create(Core("RestoreSession", spec)).Refusal);

    [Fact]
    public void A_restore_may_use_only_templates_that_admit_it() => Assert.Equal(
        "namespace \"demo\" is not allowed to refer HookTemplate stash/hook",
        new AdmissionWorld().With("{apiVersion: core.kubestash.com/v1alpha1, kind: HookTemplate, metadata: {name: hook, namespace: stash}, spec: {}}")
            .Create(Core("RestoreSession", $"{{{Addon}, dataSource: {{snapshot: s-1}}, hooks: {{preRestore: [{{name: h, hookTemplate: {{name: hook, namespace: stash}}}}]}}}}")).Refusal);

    [Theory]
    [InlineData("{}", AdmissionTexts.ExecutorEmpty)]
    [InlineData("{executor: {}}", AdmissionTexts.ExecutorTypeEmpty)]
    [InlineData("{executor: {type: Function}}", AdmissionTexts.FunctionNameEmpty)]
    [InlineData("{executor: {type: Function, function: {name: f}}}", null)]
    [InlineData("{executor: {type: Pod}, action: {exec: {}}}", AdmissionTexts.PodSelectorEmpty)]
    [InlineData("{executor: {type: Pod, pod: {selector: 'app in (a)'}}, action: {exec: {}}}", "invalid pod selector \"app in (a)\": it must be a list of key=value pairs")]
    [InlineData("{executor: {type: Pod, pod: {selector: 'app=a, tier=b'}}, action: {exec: {}}}", null)]
    [InlineData("{executor: {type: Operator}}", AdmissionTexts.ActionEmpty)]
    [InlineData("{executor: {type: Operator}, action: {exec: {}, httpGet: {port: 80}}}", AdmissionTexts.ActionNotOne)]
    [InlineData("{executor: {type: Operator}, action: {httpPost: {port: 80}}}", null)]
    [InlineData("{executor: {type: Operator}, action: {exec: {}}, usagePolicy: {allowedNamespaces: {from: Selector}}}", AdmissionTexts.SelectorMissing)]
    public void A_hook_template_says_who_does_what(string spec, string? expected) => Assert.Equal(expected, new AdmissionWorld().Create(Core("HookTemplate", spec)).Refusal);

    [Fact]
    public void A_blueprint_needs_a_template_and_storages_that_admit_it()
    {
        AdmissionWorld world = new AdmissionWorld().With("{apiVersion: storage.kubestash.com/v1alpha1, kind: BackupStorage, metadata: {name: s3, namespace: stash}, spec: {}}");
        Assert.Equal(AdmissionTexts.TemplateEmpty, world.Create(Core("BackupBlueprint", "{}")).Refusal);
        Assert.Equal(
            "namespace \"demo\" is not allowed to refer BackupStorage stash/s3",
            world.Create(Core("BackupBlueprint", "{backupConfigurationTemplate: {backends: [{name: b, storageRef: {name: s3, namespace: stash}}]}}")).Refusal);
        Assert.Equal("Same", world.Create(Core("BackupBlueprint", "{backupConfigurationTemplate: {}}")).Object.Text("spec", "usagePolicy", "allowedNamespaces", "from"));
    }

    [Fact]
    public void A_batch_and_the_kinds_without_webhooks_are_admitted_as_they_are()
    {
        Assert.Null(new AdmissionWorld().Create(Core("BackupBatch", "{}")).Refusal);
        Assert.Null(new AdmissionWorld().Create(Core("BackupVerifier", "{}")).Refusal);
        Assert.Null(new AdmissionWorld().Create("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}").Refusal);
    }

    [Fact]
    public void Every_sample_manifest_that_users_write_is_admitted()
    {
        Assert.SkipUnless(SharedFiles.ArePresent, SharedFiles.Missing);
        string[] kinds = ["BackupConfiguration", "BackupStorage", "RetentionPolicy", "RestoreSession", "HookTemplate", "BackupBlueprint", "Repository", "BackupSession"];
        List<string> faults = [];
        foreach (string file in SharedFiles.Samples)
        {
            faults.AddRange(TestManifests.ReadFile(file)
                .Where(manifest => kinds.Contains(manifest.Text("kind")) && manifest.At("spec") is not null)
                .Select(manifest => new AdmissionWorld().Ask(AdmissionOperation.Create, null, manifest))
                .Where(refusal => refusal is not null)
                .Select(refusal => $"{Path.GetFileName(file)}: {refusal}"));
        }

        Assert.Empty(faults);
    }

    private static string Core(string kind, string spec) => $"apiVersion: core.kubestash.com/v1alpha1\nkind: {kind}\nmetadata: {{name: x, namespace: demo}}\nspec: {spec}";
}
