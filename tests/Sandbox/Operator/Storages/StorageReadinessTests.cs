using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class StorageReadinessTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Namespaces);

    [Fact]
    public void A_missing_secret_is_the_first_thing_said_and_its_creation_heals_at_once()
    {
        Make("s3", "s3: { bucket: b, secretName: s3-secret }").Run(3);
        Assert.Equal(("False", "BackendSecretNotAvailable", "secrets \"s3-secret\" not found"), Storage.Condition("BackendSecretFound"));
        Assert.Equal(("NotReady", "BackendSecretFound=False"), (Storage.Phase(), Storage.ConditionList()));
        Assert.Contains("BackendSecretNotAvailable: secrets \"s3-secret\" not found", world.Events("store"));
        world.Credentials("good").Run(0);
        Assert.Equal("Ready", Storage.Phase());
        Assert.Equal(("True", "BackendSecretAvailable", "Backend secret exists."), Storage.Condition("BackendSecretFound"));
        Assert.Equal(("True", "BackendInitializationSucceeded", "Successfully initialized backend."), Storage.Condition("BackendInitialized"));
    }

    [Fact]
    public void A_secret_of_another_namespace_does_not_count()
    {
        world.Apply("apiVersion: v1\nkind: Secret\nmetadata: { name: s3-secret, namespace: other }\ndata: { AWS_ACCESS_KEY_ID: YQ==, AWS_SECRET_ACCESS_KEY: YQ== }");
        Make("s3", "s3: { bucket: b, secretName: s3-secret }").Run(30);
        Assert.Equal("NotReady", Storage.Phase());
    }

    [Theory]
    [InlineData("s3", "s3: { bucket: b, secretName: keys }", "AWS_ACCESS_KEY_ID")]
    [InlineData("gcs", "gcs: { bucket: b, secretName: keys }", "GOOGLE_SERVICE_ACCOUNT_JSON_KEY")]
    [InlineData("azure", "azure: { container: b, storageAccount: a, secretName: keys }", "AZURE_ACCOUNT_KEY")]
    public void A_key_of_another_name_is_missing_until_the_secret_has_it(string provider, string block, string key)
    {
        world.Secret("keys", ("AWS_SECRET_ACCESS_KEY", "x"), ("KEY", "value"));
        Make(provider, block).Run(3);
        Assert.Equal(("False", "BackendInitializationFailed", $"missing {key} key"), Storage.Condition("BackendInitialized"));
        Assert.Equal("True", Storage.Condition("BackendSecretFound").Status);
        world.Secret("keys", ("AWS_SECRET_ACCESS_KEY", "x"), (key, "value")).Run(0);
        Assert.Equal("Ready", Storage.Phase());
    }

    [Theory]
    [InlineData("s3", "s3: { bucket: b, secretName: keys }", "AccessDenied: Access Denied")]
    [InlineData("gcs", "gcs: { bucket: b, secretName: keys }", "does not have storage.objects.get access")]
    [InlineData("azure", "azure: { container: b, storageAccount: a, secretName: keys }", "AuthenticationFailed")]
    public void Wrong_credentials_are_refused_in_the_words_of_the_provider(string provider, string block, string words)
    {
        Keys("expired-value");
        Make(provider, block).Run(3);
        (string? status, string? reason, string? message) = Storage.Condition("BackendInitialized");
        Assert.Equal(("False", "BackendInitializationFailed"), (status, reason));
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.DoesNotContain("expired-value", world.Describe(), StringComparison.Ordinal);
        Keys("good-value");
        world.Run(0);
        Assert.Equal("Ready", Storage.Phase());
    }

    [Theory]
    [InlineData("endpoint: \"https://nowhere.invalid:9000\", bucket: b", "lookup nowhere.invalid: no such host")]
    [InlineData("endpoint: s3.example.com, bucket: no-such-b", "The specified bucket does not exist: no-such-b")]
    [InlineData("endpoint: \"https://s3.eu-west-1.amazonaws.com\", region: us-east-1, bucket: b", "the region 'us-east-1' is wrong; expecting 'eu-west-1'")]
    [InlineData("endpoint: \"https://private-ca.example.com\", bucket: b", "x509: certificate signed by unknown authority")]
    public void A_place_that_cannot_be_opened_is_said_with_its_reason_and_tried_again(string place, string words)
    {
        world.Credentials("good");
        Make("s3", $"s3: {{ {place}, secretName: s3-secret }}").Run(3);
        Assert.Equal("NotReady", Storage.Phase());
        Assert.Contains(words, Storage.Condition("BackendInitialized").Message, StringComparison.Ordinal);
        Assert.Contains(world.Events("store"), line => line.StartsWith("BackendInitializationFailed: ", StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal));
        world.Change(KubeStashKinds.BackupStorage, "store", storage => storage["spec"]!["storage"]!["s3"] = WorldReading.Json("""{"endpoint":"s3.example.com","bucket":"b","secretName":"s3-secret"}"""));
        world.Run(0);
        Assert.Equal("Ready", Storage.Phase());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_private_authority_is_accepted_with_its_certificate_or_without_checking(bool withCertificate)
    {
        world.Secret("s3-secret", ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"), (withCertificate ? "CA_CERT_DATA" : "OTHER", "pem"));
        Make("s3", $"s3: {{ endpoint: \"https://private-ca.example.com\", bucket: b, secretName: s3-secret, insecureTLS: {(withCertificate ? "false" : "true")} }}").Run(3);
        Assert.Equal("Ready", Storage.Phase());
    }

    [Fact]
    public void A_storage_without_secret_uses_an_identity_and_has_no_word_about_secrets()
    {
        Make("s3", "s3: { bucket: b }").Run(3);
        Assert.Equal(("Ready", "BackendInitialized=True"), (Storage.Phase(), Storage.ConditionList()));
    }

    [Fact]
    public void An_account_without_identity_is_refused_until_somebody_annotates_it()
    {
        Make("s3", "s3: { bucket: b }", "runtimeSettings: { pod: { serviceAccountName: cloud } }").Run(3);
        Assert.Contains("failed to retrieve credentials", Storage.Condition("BackendInitialized").Message, StringComparison.Ordinal);
        world.Apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: cloud, namespace: demo, annotations: { cloud.example/role: backup } }").Run(11);
        Assert.Equal("Ready", Storage.Phase());
    }

    [Fact]
    public void A_local_storage_is_opened_by_a_job()
    {
        Make("local", "local: { mountPath: /backups, nfs: { server: nas, path: / } }", "runtimeSettings: { pod: { securityContext: { fsGroup: 65534 } } }");
        world.Until(() => world.Find(CoreKinds.Job, "init-store") is not null, 5);
        JsonObject job = world.Get(CoreKinds.Job, "init-store");
        Assert.Equal(("kubestash-initializer", "BackupStorage", "store"), (job.Label(StashLabels.Component), job.Label(StashLabels.InvokerKind), job.Label(StashLabels.InvokerName)));
        Assert.Equal("", Storage.Phase());
        world.Until(() => Storage.Phase() == "Ready", 30);
        Assert.Equal("BackendInitialized=True", Storage.ConditionList());
    }

    [Fact]
    public void A_volume_that_may_not_be_written_is_told_from_the_pods_log_to_the_condition_and_mended_by_a_group()
    {
        Make("local", "local: { mountPath: /backups, nfs: { server: nas, path: / } }");
        world.Until(() => Storage.Phase() == "NotReady", 60);
        const string Denied = "open /backups/metadata.yaml: permission denied";
        Assert.Contains(Denied, Storage.Condition("BackendInitialized").Message, StringComparison.Ordinal);
        Assert.Contains(Denied, world.Logs("init-store"), StringComparison.Ordinal);
        Assert.True(Conditions.IsTrue(world.Get(CoreKinds.Job, "init-store")["status"], "Failed"));
        world.Change(KubeStashKinds.BackupStorage, "store", storage => storage["spec"]!["runtimeSettings"] = WorldReading.Json("""{"pod":{"securityContext":{"fsGroup":65534}}}"""));
        world.Until(() => Storage.Phase() == "Ready", 60);
    }

    [Fact]
    public void An_initializer_whose_account_is_missing_says_so_and_goes_on_when_it_is_there()
    {
        Make("local", "local: { mountPath: /backups, emptyDir: {} }", "runtimeSettings: { pod: { serviceAccountName: writer } }").Run(3);
        Assert.Equal(("False", "serviceaccounts \"writer\" not found"), (Storage.Condition("BackendInitialized").Status, Storage.Condition("BackendInitialized").Message));
        world.Apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: writer, namespace: demo }");
        world.Until(() => Storage.Phase() == "Ready", 60);
    }

    [Fact]
    public void A_storage_that_was_opened_learns_nothing_of_credentials_that_go_bad_but_of_a_secret_that_goes()
    {
        world.Credentials("good");
        Make("s3", "s3: { bucket: b, secretName: s3-secret }").Run(3);
        world.Credentials("wrong").Run(60);
        Assert.Equal("Ready", Storage.Phase());
        world.Delete(CoreKinds.Secret, "s3-secret");
        world.Run(0);
        Assert.Equal(("NotReady", "BackendInitialized=True BackendSecretFound=False"), (Storage.Phase(), Storage.ConditionList()));
        world.Credentials("good").Run(0);
        Assert.Equal("Ready", Storage.Phase());
    }

    [Fact]
    public void A_changed_place_is_opened_anew()
    {
        world.Credentials("good");
        Make("s3", "s3: { bucket: b, secretName: s3-secret }").Run(3);
        world.Change(KubeStashKinds.BackupStorage, "store", storage => storage["spec"]!["storage"]!["s3"]!["bucket"] = "no-such-thing");
        world.Run(0);
        Assert.Equal(("NotReady", "False"), (Storage.Phase(), Storage.Condition("BackendInitialized").Status));
    }

    private JsonObject Storage => world.Get(KubeStashKinds.BackupStorage, "store");

    private void Keys(string value) => world.Secret("keys", ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", value), ("GOOGLE_SERVICE_ACCOUNT_JSON_KEY", value), ("AZURE_ACCOUNT_KEY", value));

    private OperatorWorld Make(string provider, string block, string more = "deletionPolicy: Delete") => world.Apply($$"""
        apiVersion: storage.kubestash.com/v1alpha1
        kind: BackupStorage
        metadata: { name: store, namespace: demo }
        spec:
          storage: { provider: {{provider}}, {{block}} }
          {{more}}
        """);
}
