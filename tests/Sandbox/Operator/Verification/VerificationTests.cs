using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Verification;
using BackupConsole.Sandbox.Tests.Operators.Restores;

namespace BackupConsole.Sandbox.Tests.Operators.Verification;

/// <summary>Trial restores of a database's newest Snapshot, and what they find.</summary>
public sealed class VerificationTests
{
    private const string Copy = """
        apiVersion: kubedb.com/v1
        kind: MySQL
        metadata: { name: copy, namespace: demo }
        spec: { version: 8.2.0, replicas: 1 }
        """;

    private const string Query = "type: Query, function: kubedbverifier, query: { mySQL: [ { database: shop, table: orders, rowCount: { operator: GreaterThanOrEqual, value: 100 } } ] }";
    private readonly OperatorWorld world = RestoreScene.WithDatabase().Apply(Copy);

    [Fact]
    public void The_kinds_have_plurals_of_their_own()
    {
        Assert.Equal("backupverifier", KubeStashKinds.BackupVerifier.Plural);
        Assert.Equal("backupverificationsession", KubeStashKinds.BackupVerificationSession.Plural);
    }

    [Fact]
    public void A_trial_restore_is_enough_when_the_verifier_says_so()
    {
        Verify("type: RestoreOnly");
        JsonObject session = Ended(Begin());
        Assert.Equal(
            ["RestoreSucceeded True SuccessfullyRestoredBackup", "VerificationSessionHistoryCleaned True SuccessfullyCleanedVerificationSessionHistory"],
            RestoreScene.ConditionsOf(session));
        Assert.Equal(Phase.Succeeded, session.Text("status", "phase"));
        Assert.Matches(@"^\d+s$", session.TextOrEmpty("status", "duration"));
        Assert.Null(session.At("status", "nextRetry"));
        Assert.True(session.HasFinalizer());
        JsonObject snapshot = world.Snapshots.Single();
        Assert.Equal(("Verified", session.Name()), (snapshot.Text("status", "verificationStatus"), snapshot.Text("status", "verificationSession")));
        JsonObject restore = world.Get(KubeStashKinds.RestoreSession, session.Name());
        Assert.Equal((snapshot.Name(), "copy", "mysql-addon"), (restore.Text("spec", "dataSource", "snapshot"), restore.Text("spec", "target", "name"), restore.Text("spec", "addon", "name")));
        Assert.True(restore.IsControlledBy(session));
    }

    [Fact]
    public void A_verification_runs_until_its_restore_has_ended()
    {
        Verify("type: RestoreOnly");
        string name = Begin();
        world.Until(() => world.Phase(KubeStashKinds.RestoreSession, name) == Phase.Running, 30);
        Assert.Equal(Phase.Running, world.Phase(KubeStashKinds.BackupVerificationSession, name));
        Assert.Equal("NotVerified", world.Snapshots.Single().Text("status", "verificationStatus"));
    }

    [Fact]
    public void A_query_is_asked_by_a_job()
    {
        Verify($"{Query}, volumes: [ {{ name: t, emptyDir: {{}} }} ], volumeMounts: [ {{ name: t, mountPath: /t }} ]");
        JsonObject session = Ended(Begin());
        Assert.Equal(
            ["RestoreSucceeded True SuccessfullyRestoredBackup", "VerificationExecutorEnsured True SuccessfullyEnsuredVerificationExecutor", "BackupVerified True SuccessfullyVerifiedBackup", "VerificationSessionHistoryCleaned True SuccessfullyCleanedVerificationSessionHistory"],
            RestoreScene.ConditionsOf(session));
        JsonObject job = Assert.Single(world.List(CoreKinds.Job), job => job.Label(StashLabels.Component) == "kubestash-backup-verifier");
        Assert.Equal((session.Name(), "demo", "often", "shop-repo"),
            (job.Label(StashLabels.InvokerName), job.Label(StashLabels.InvokerNamespace), job.Label(StashLabels.SessionName), job.Label(StashLabels.RepositoryName)));
        JsonObject container = job.Objects("spec", "template", "spec", "containers").Single();
        Assert.Equal(("kubedbverifier", "/t"), (container.Text("name"), container.Objects("volumeMounts").Single().Text("mountPath")));
        Assert.Equal("kubestash-backup-verifier-job", world.Get(CoreKinds.RoleBinding, job.Name()).Text("roleRef", "name"));
        string log = string.Join('\n', world.List(CoreKinds.Pod).Where(pod => pod.IsControlledBy(job)).SelectMany(pod => world.Cluster.Log(pod.Key(), "kubedbverifier")));
        Assert.Contains("The restored data are as expected", log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_finds_something_else_fails_from_the_log_to_the_snapshot()
    {
        Verify(Query);
        world.Annotate(CoreKinds.Databases.Single(kind => kind.Kind == "MySQL"), "copy", Levers.Rows, "7");
        JsonObject session = Ended(Begin());
        Assert.Equal((Phase.Failed, "Failed to verify backup. Reason: \"expected at least 100 rows, found 7\""), (session.Text("status", "phase"), RestoreScene.MessageOf(session, "BackupVerified")));
        Assert.True(Conditions.IsTrue(session["status"], "VerificationSessionHistoryCleaned"));
        Assert.Equal(("VerificationFailed", session.Name()), (world.Snapshots.Single().Text("status", "verificationStatus"), world.Snapshots.Single().Text("status", "verificationSession")));
        Assert.Contains("expected at least 100 rows, found 7", world.Logs($"verify-{session.Name()}"), StringComparison.Ordinal);
        Assert.Contains(world.Events(session.Name()), line => line.StartsWith("FailedToVerifyBackup: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Equal", 1000, true)]
    [InlineData("NotEqual", 1000, false)]
    [InlineData("GreaterThan", 1000, false)]
    [InlineData("GreaterThanOrEqual", 1000, true)]
    [InlineData("LessThan", 1000, false)]
    [InlineData("LessThanOrEqual", 1000, true)]
    public void Queries_compare_as_they_say(string comparison, int value, bool met) =>
        Assert.Equal(met, QueryCheck.Check(new JsonObject { ["mySQL"] = new JsonArray(new JsonObject { ["rowCount"] = new JsonObject { ["operator"] = comparison, ["value"] = value } }) }, null) is null);

    [Theory]
    [InlineData("exit 0", Phase.Succeeded, "")]
    [InlineData("mysql -e 'select 1'; exit 4", Phase.Failed, "Failed to verify backup. Reason: \"script /scripts/check.sh terminated with exit code 4\"")]
    public void A_script_ends_as_its_text_says(string text, string phase, string message)
    {
        world.Apply($$"""
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: scripts, namespace: demo }
            data: { check.sh: "{{text}}" }
            """);
        Verify("type: Script, function: kubedbverifier, script: { location: /scripts/check.sh }, volumes: [ { name: s, configMap: { name: scripts } } ], volumeMounts: [ { name: s, mountPath: /scripts } ]");
        JsonObject session = Ended(Begin());
        Assert.Equal((phase, message), (session.Text("status", "phase"), RestoreScene.MessageOf(session, "BackupVerified")));
    }

    [Fact]
    public void A_restore_that_fails_fails_the_verification()
    {
        Verify(Query);
        world.Delete(CoreKinds.Secret, "encrypt");
        JsonObject session = Ended(Begin());
        Assert.Equal((Phase.Failed, $"RestoreSession {session.Name()} is Failed"), (session.Text("status", "phase"), RestoreScene.MessageOf(session, "RestoreSucceeded")));
        Assert.Equal("RestoreSucceeded False FailedToRestoreBackup", RestoreScene.ConditionsOf(session)[0]);
        Assert.Equal("VerificationFailed", world.Snapshots.Single().Text("status", "verificationStatus"));
    }

    [Fact]
    public void A_verifier_without_addon_cannot_restore()
    {
        Verify("type: RestoreOnly", restoreOption: "target: { apiGroup: kubedb.com, kind: MySQL, name: copy }");
        JsonObject session = Ended(Begin());
        Assert.Equal(Phase.Failed, session.Text("status", "phase"));
        Assert.Contains("addon", RestoreScene.MessageOf(session, "RestoreSucceeded"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_the_verification_needs_may_be_missing()
    {
        Verify(Query.Replace("kubedbverifier", "no-function", StringComparison.Ordinal));
        JsonObject session = Ended(Begin());
        Assert.Contains("VerificationExecutorEnsured False FailedToEnsureVerificationExecutor", RestoreScene.ConditionsOf(session));
        Assert.Equal("Failed to verify backup. Reason: \"functions.addons.kubestash.com \"no-function\" not found\"", RestoreScene.MessageOf(session, "BackupVerified"));
        world.Delete(KubeStashKinds.BackupVerifier, "verifier");
        session = Ended(Begin());
        Assert.Equal("no BackupVerifier found for the repository", RestoreScene.MessageOf(session, "RestoreSucceeded"));
        session = Ended(Begin(snapshot: "gone"));
        Assert.Equal((Phase.Failed, "no BackupVerifier found for the repository"), (session.Text("status", "phase"), RestoreScene.MessageOf(session, "RestoreSucceeded")));
    }

    [Fact]
    public void A_snapshot_that_is_verified_is_not_verified_again()
    {
        Verify("type: RestoreOnly, sessionHistoryLimit: 2");
        string first = Begin();
        Ended(first);
        JsonObject second = Ended(Begin());
        Assert.Equal((Phase.Skipped, "BackupVerificationSkipped True SnapshotAlreadyVerified"), (second.Text("status", "phase"), Assert.Single(RestoreScene.ConditionsOf(second))));
        Ended(Begin());
        Ended(Begin());
        world.Run(5);
        string[] phases = [.. world.List(KubeStashKinds.BackupVerificationSession).OrderBy(session => session.Created()).Select(session => session.TextOrEmpty("status", "phase"))];
        Assert.Equal([Phase.Succeeded, Phase.Skipped, Phase.Skipped], phases);
    }

    [Fact]
    public void A_failed_verification_is_tried_again_as_often_as_the_verifier_says()
    {
        Verify($"{Query}, retryConfig: {{ maxRetry: 2, delay: 30s }}, sessionHistoryLimit: 5");
        world.Annotate(CoreKinds.Databases.Single(kind => kind.Kind == "MySQL"), "copy", Levers.Rows, "7");
        JsonObject first = Ended(Begin(retryLeft: 2));
        DateTimeOffset failed = world.Time.GetUtcNow();
        world.Until(() => world.List(KubeStashKinds.BackupVerificationSession).Count == 2, 60);
        Assert.Equal(30, (world.Time.GetUtcNow() - failed).TotalSeconds, 1.0);
        Assert.True(world.Get(KubeStashKinds.BackupVerificationSession, first.Name()).IsTrue("status", "retried"));
        world.Run(300);
        Assert.Equal([0L, 1L, 2L], world.List(KubeStashKinds.BackupVerificationSession).Select(session => session.Number("spec", "retryLeft") ?? -1).Order());
        Assert.All(world.List(KubeStashKinds.BackupVerificationSession), session => Assert.Null(session.At("status", "nextRetry")));
    }

    [Fact]
    public void The_verifiers_schedule_makes_sessions_for_the_newest_snapshot()
    {
        Verify($"{Query}, retryConfig: {{ maxRetry: 1 }}, sessionHistoryLimit: 3, scheduler: {{ schedule: \"*/2 * * * *\", jobTemplate: {{ backoffLimit: 1 }} }}");
        world.Until(() => world.List(KubeStashKinds.BackupVerificationSession).Count == 1, 180);
        JsonObject session = world.List(KubeStashKinds.BackupVerificationSession).Single();
        Assert.Equal(("often", "shop-repo", world.Snapshots.Single().Name(), 1L), (session.Text("spec", "session"), session.Text("spec", "repository"), session.Text("spec", "snapshot"), session.Number("spec", "retryLeft")));
        Assert.Equal("shop-backup", session.Label(StashLabels.InvokerName));
        Assert.True(session.IsControlledBy(world.Get(KubeStashKinds.BackupConfiguration, "shop-backup")));
        Assert.StartsWith("shop-repo-often-", session.Name(), StringComparison.Ordinal);
        JsonObject cronJob = Assert.Single(world.List(CoreKinds.CronJob), cronJob => cronJob.Name().StartsWith("trigger-verifier", StringComparison.Ordinal));
        Assert.Equal("*/2 * * * *", cronJob.Text("spec", "schedule"));
        Assert.True(world.Get(KubeStashKinds.BackupConfiguration, "shop-backup").Objects("status", "repositories").Single().IsTrue("verificationConfigured"));
        Ended(session.Name());
        Assert.Equal("Verified", world.Snapshots.Single().Text("status", "verificationStatus"));
    }

    [Fact]
    public void A_restart_in_the_middle_does_not_begin_again()
    {
        Verify(Query);
        string name = Begin();
        world.Until(() => world.Phase(KubeStashKinds.RestoreSession, name) == Phase.Running, 30);
        world.Restart();
        world.Until(() => Conditions.Has(world.Find(KubeStashKinds.BackupVerificationSession, name)?["status"], "VerificationExecutorEnsured"), 60);
        world.Restart();
        Assert.Equal(Phase.Succeeded, Ended(name).Text("status", "phase"));
        Assert.Single(world.List(KubeStashKinds.RestoreSession));
    }

    [Fact]
    public void A_session_that_is_deleted_takes_its_restore_and_its_job_along()
    {
        Verify(Query);
        string name = Begin();
        Ended(name);
        world.Delete(KubeStashKinds.BackupVerificationSession, name);
        world.Run(5);
        Assert.Null(world.Find(KubeStashKinds.BackupVerificationSession, name));
        Assert.Empty(world.List(KubeStashKinds.RestoreSession));
        Assert.DoesNotContain(world.List(CoreKinds.Job), job => job.Label(StashLabels.Component) is JobComponents.Verifier or JobComponents.Restore);
    }

    [Theory]
    [InlineData("""{"conditions":[]}""", Phase.Running)]
    [InlineData("""{"conditions":[{"type":"RestoreSucceeded","status":"False"}]}""", Phase.Running)]
    [InlineData("""{"conditions":[{"type":"VerificationSessionHistoryCleaned","status":"False"}]}""", Phase.Failed)]
    [InlineData("""{"conditions":[{"type":"BackupVerificationSkipped","status":"True"}]}""", Phase.Skipped)]
    [InlineData("""{"conditions":[{"type":"RestoreSucceeded","status":"False"},{"type":"VerificationSessionHistoryCleaned","status":"True"}]}""", Phase.Failed)]
    [InlineData("""{"conditions":[{"type":"BackupVerified","status":"False"},{"type":"VerificationSessionHistoryCleaned","status":"True"}]}""", Phase.Failed)]
    [InlineData("""{"conditions":[{"type":"BackupVerified","status":"True"},{"type":"VerificationSessionHistoryCleaned","status":"True"}]}""", Phase.Succeeded)]
    public void The_phase_follows_from_the_conditions(string status, string phase) => Assert.Equal(phase, VerificationPhase.Of(JsonNode.Parse(status)));

    private void Verify(string spec, string restoreOption = "target: { apiGroup: kubedb.com, kind: MySQL, name: copy, namespace: demo }, addonInfo: { name: mysql-addon, tasks: [ { name: logical-backup-restore } ] }")
    {
        world.Apply($$"""
            apiVersion: core.kubestash.com/v1alpha1
            kind: BackupVerifier
            metadata: { name: verifier, namespace: demo }
            spec: { restoreOption: { {{restoreOption}} }, {{spec}} }
            """);
        world.Change(KubeStashKinds.BackupConfiguration, "shop-backup", configuration =>
            configuration["spec"]!["sessions"]![0]!["repositories"]![0]!["backupVerifier"] = new JsonObject { ["name"] = "verifier", ["namespace"] = "demo" });
        world.Run(10);
    }

    // Names tell seconds apart.
    private string Begin(string? snapshot = null, int retryLeft = 0)
    {
        world.Run(2);
        string name = $"shop-repo-often-{world.Time.GetUtcNow().ToUnixTimeSeconds()}";
        world.Apply($$"""
            apiVersion: core.kubestash.com/v1alpha1
            kind: BackupVerificationSession
            metadata: { name: {{name}}, namespace: demo }
            spec:
              invoker: { apiGroup: core.kubestash.com, kind: BackupConfiguration, name: shop-backup }
              session: often
              repository: shop-repo
              snapshot: {{snapshot ?? world.Snapshots.Single().Name()}}
              retryLeft: {{retryLeft}}
            """);
        return name;
    }

    private JsonObject Ended(string name)
    {
        world.Until(() => Phase.IsFinal(world.Phase(KubeStashKinds.BackupVerificationSession, name)), 120);
        return world.Get(KubeStashKinds.BackupVerificationSession, name);
    }
}
