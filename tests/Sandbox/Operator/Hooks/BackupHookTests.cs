using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class BackupHookTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Everything).Apply(Templates).AfterFirstRun().WithoutSchedule();

    [Fact]
    public void Hooks_run_before_and_after_and_stand_in_the_status()
    {
        Hooks(pre: """[{ "name": "freeze", "hookTemplate": { "name": "good" } }, { "name": "flush", "hookTemplate": { "name": "slow" } }]""", post: """[{ "name": "tell", "hookTemplate": { "name": "chat" } }]""");
        string name = world.Start();
        world.Until(() => world.Session(name).Objects("status", "hooks", "preHooks").FirstOrDefault().Text("phase") == "Succeeded", 30);
        Assert.Equal([("freeze", "Succeeded"), ("flush", "Pending")], List(world.Session(name), "preHooks"));
        Assert.Null(world.Session(name).At("status", "snapshots"));
        Assert.DoesNotContain(world.Snapshots, snapshot => snapshot.Text("spec", "backupSession") == name);
        JsonObject session = world.Finish(name);
        Assert.Equal("Succeeded", session.Phase());
        Assert.Equal([("freeze", "Succeeded"), ("flush", "Succeeded")], List(session, "preHooks"));
        Assert.Equal([("tell", "Succeeded")], List(session, "postHooks"));
        Assert.Equal("PreBackupHooksExecutionSucceeded SnapshotsEnsured BackupExecutorEnsured PostBackupHooksExecutionSucceeded RetentionPolicyExecutorEnsured SessionHistoryCleaned MetricsPushed",
            session.ConditionList().Replace("=True", "", StringComparison.Ordinal));
        Assert.Equal(("True", "SuccessfullyExecutedPreBackupHooks", "Pre-backup hooks have been executed successfully."), session.Condition("PreBackupHooksExecutionSucceeded"));
    }

    [Fact]
    public void A_failed_hook_before_the_backup_ends_it_without_a_snapshot()
    {
        Hooks(pre: """[{ "name": "freeze", "hookTemplate": { "name": "bad" } }, { "name": "flush", "hookTemplate": { "name": "good" } }]""",
            post: """[{ "name": "thaw", "hookTemplate": { "name": "good" } }, { "name": "praise", "hookTemplate": { "name": "good" }, "executionPolicy": "OnSuccess" }, { "name": "alarm", "hookTemplate": { "name": "good" }, "executionPolicy": "OnFailure" }]""");
        JsonObject session = world.RunSession();
        Assert.Equal("Failed", session.Phase());
        Assert.Equal(("False", "FailedToExecutePreBackupHooks", "command terminated with exit code 3"), session.Condition("PreBackupHooksExecutionSucceeded"));
        Assert.Equal([("freeze", "Failed"), ("flush", "Pending")], List(session, "preHooks"));
        Assert.Equal([("thaw", "Succeeded"), ("alarm", "Succeeded")], List(session, "postHooks"));
        Assert.Null(session.Condition("SnapshotsEnsured").Status);
        Assert.DoesNotContain(world.Snapshots, snapshot => snapshot.Text("spec", "backupSession") == session.Name());
        Assert.Contains("BackupSessionFailed: command terminated with exit code 3", world.Events(session.Name()));
    }

    [Theory]
    [InlineData(false, "always praise")]
    [InlineData(true, "always alarm")]
    public void Policies_choose_the_hooks_after_the_backup(bool broken, string ran)
    {
        Hooks(post: """[{ "name": "always", "hookTemplate": { "name": "good" } }, { "name": "praise", "hookTemplate": { "name": "good" }, "executionPolicy": "OnSuccess" }, { "name": "alarm", "hookTemplate": { "name": "good" }, "executionPolicy": "OnFailure" }]""");
        world.Credentials(broken ? "wrong" : "secret");
        Assert.Equal(ran, string.Join(' ', List(world.RunSession(), "postHooks").Select(hook => hook.Name)));
    }

    [Theory]
    [InlineData("bad", "command terminated with exit code 3")]
    [InlineData("lost", "Post \"https://chat.invalid/hook\": dial tcp: lookup chat.invalid: no such host")]
    [InlineData("nobody", "no running pod with labels \"app=nobody\" found in namespace \"demo\"")]
    [InlineData("elsewhere", "container sidecar is not valid for pod app-0")]
    [InlineData("demanding", "required parameter \"url\" is missing")]
    [InlineData("unknown", "hooktemplates.core.kubestash.com \"unknown\" not found")]
    public void A_failed_hook_after_the_backup_fails_the_run_but_not_its_data(string template, string message)
    {
        Hooks(post: $$"""[{ "name": "tell", "hookTemplate": { "name": "{{template}}" } }]""");
        JsonObject session = world.RunSession();
        Assert.Equal(("False", "FailedToExecutePostBackupHooks", message), session.Condition("PostBackupHooksExecutionSucceeded"));
        Assert.Equal(("Failed", "Succeeded"), (session.Phase(), world.SnapshotOf(session).Phase()));
        Assert.Equal([("tell", "Failed")], List(session, "postHooks"));
        Assert.Equal("Applied", session.Objects("status", "retentionPolicy").Single().Text("phase"));
    }

    [Fact]
    public void A_template_of_another_namespace_must_admit_this_one()
    {
        world.Apply(Templates.Replace("namespace: demo", "namespace: other", StringComparison.Ordinal));
        world.Cluster.Update(KubeStashKinds.HookTemplate, new("other", "chat"), template => template["spec"]!["usagePolicy"] = WorldReading.Json("""{"allowedNamespaces":{"from":"All"}}"""), "test");
        Hooks(post: """[{ "name": "tell", "hookTemplate": { "name": "chat", "namespace": "other" } }]""");
        Assert.Equal("Succeeded", world.RunSession().Phase());
        world.Cluster.Update(KubeStashKinds.HookTemplate, new("other", "chat"), template => template["spec"]!["usagePolicy"] = WorldReading.Json("""{"allowedNamespaces":{"from":"Same"}}"""), "test");
        Assert.Equal("namespace \"demo\" is not allowed to refer HookTemplate other/chat", world.RunSession().Condition("PostBackupHooksExecutionSucceeded").Message);
    }

    [Fact]
    public void An_attempt_that_takes_longer_than_its_timeout_fails_and_is_repeated_as_often_as_allowed()
    {
        Hooks(pre: """[{ "name": "flush", "hookTemplate": { "name": "slow" }, "timeout": "2s", "maxRetry": 2 }]""");
        JsonObject session = world.RunSession();
        Assert.Equal("command did not end within 2s", session.Condition("PreBackupHooksExecutionSucceeded").Message);
        Assert.InRange((Conditions.Since(session["status"], "PreBackupHooksExecutionSucceeded")!.Value - session.Created()).TotalSeconds, 6, 8);
    }

    [Fact]
    public void A_repeated_attempt_may_succeed()
    {
        Hooks(pre: """[{ "name": "flush", "hookTemplate": { "name": "nobody" }, "maxRetry": 20 }]""");
        string name = world.Start();
        world.Run(3);
        world.Apply("apiVersion: v1\nkind: Pod\nmetadata: { name: late, namespace: demo, labels: { app: nobody } }\nspec: { containers: [ { name: main, image: i } ] }");
        Assert.Equal("Succeeded", world.Finish(name).Phase());
    }

    [Fact]
    public void A_function_hook_is_a_job_of_its_own_for_each_list_and_run()
    {
        Hooks(pre: """[{ "name": "note", "hookTemplate": { "name": "function" } }]""", post: """[{ "name": "note", "hookTemplate": { "name": "function" } }]""");
        JsonObject first = world.RunSession();
        JsonObject second = world.RunSession();
        Assert.Equal(["Succeeded", "Succeeded"], ((JsonObject[])[first, second]).Select(session => session.Phase()));
        JsonObject[] jobs = world.JobsOf("kubestash-hook");
        Assert.Equal([2, 2], jobs.GroupBy(job => job.Label(StashLabels.InvokerName)).Select(group => group.Count()));
        Assert.All(jobs, job => Assert.StartsWith("hook-note-", job.Name(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("exit 4", null, "failed: Error, exit code 4")]
    [InlineData("sleep 600", "30s", "function noter did not end within 30s")]
    public void A_function_hook_fails_with_its_job(string script, string? timeout, string message)
    {
        world.Change(KubeStashKinds.Function, "noter", function => function["spec"]!["args"] = new JsonArray(script));
        Hooks(pre: $$"""[{ "name": "note", "hookTemplate": { "name": "function" }, "timeout": "{{timeout ?? "1h"}}" }]""");
        JsonObject session = world.RunSession();
        Assert.Contains(message, session.Condition("PreBackupHooksExecutionSucceeded").Message, StringComparison.Ordinal);
        Assert.Equal("Failed", session.Phase());
    }

    [Fact]
    public void A_restarted_operator_runs_each_hook_to_its_end()
    {
        Hooks(pre: """[{ "name": "flush", "hookTemplate": { "name": "slow" } }]""", post: """[{ "name": "note", "hookTemplate": { "name": "function" } }]""");
        string name = world.Start();
        foreach (int _ in Enumerable.Range(0, 8))
        {
            world.Run(6).Restart();
        }

        Assert.Equal("Succeeded", world.Finish(name).Phase());
        Assert.Single(world.JobsOf("kubestash-hook"));
    }

    private const string Templates = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: good, namespace: demo }
        spec: { action: { containerName: main, exec: { command: [ sh, -c, "true" ] } }, executor: { type: Pod, pod: { selector: "app=app" } } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: slow, namespace: demo }
        spec: { action: { exec: { command: [ sh, -c, "sleep 5" ] } }, executor: { type: Pod, pod: { selector: "app=app" } } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: bad, namespace: demo }
        spec: { action: { exec: { command: [ sh, -c, "exit 3" ] } }, executor: { type: Pod, pod: { selector: "app=app" } } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: nobody, namespace: demo }
        spec: { action: { exec: { command: [ ls ] } }, executor: { type: Pod, pod: { selector: "app=nobody" } } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: elsewhere, namespace: demo }
        spec: { action: { containerName: sidecar, exec: { command: [ ls ] } }, executor: { type: Pod, pod: { selector: "app=app" } } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: demanding, namespace: demo }
        spec: { params: [ { name: url, required: true } ], action: { exec: { command: [ ls ] } }, executor: { type: Pod, pod: { selector: "app=app" } } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: chat, namespace: demo }
        spec: { action: { httpPost: { host: chat.example.com, path: /hook, port: 443, scheme: HTTPS } }, executor: { type: Operator } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: lost, namespace: demo }
        spec: { action: { httpPost: { host: chat.invalid, path: /hook, port: 443, scheme: HTTPS } }, executor: { type: Operator } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: function, namespace: demo }
        spec: { action: { exec: { command: [ note ] } }, executor: { type: Function, function: { name: noter } } }
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: { name: noter }
        spec: { image: "registry.test/noter:v1", args: [ note ] }
        """;

    private static (string? Name, string? Phase)[] List(JsonObject session, string list) => [.. session.Objects("status", "hooks", list).Select(hook => (hook.Text("name"), hook.Text("phase")))];

    private void Hooks(string pre = "[]", string post = "[]") =>
        world.ChangeSession(session => session["hooks"] = new JsonObject { ["preBackup"] = WorldReading.Json(pre), ["postBackup"] = WorldReading.Json(post) });
}
