using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupStorages;

/// <summary>What the form writes, provider by provider, and what it says on the way.</summary>
public sealed class CreateBackupStorageFormTests : CreateBackupStorageTest
{
    private const string Rest = ""","usagePolicy":{"allowedNamespaces":{"from":"All"}},"deletionPolicy":"Delete"}""";

    [Fact]
    public async Task Azure_is_chosen_at_first_and_three_fields_are_missing()
    {
        RenderedComponent page = await OpenAsync();

        Assert.Equal("azure", Field(page, "spec-storage-provider").QuerySelector("option[selected]")!.GetAttribute("value"));
        Assert.Equal(
            ["BackendError in 3 fields", "AzureError in 3 fields", "AuthError in 2 fields", "SpecError in 1 field"],
            page.FindAll(".block h2").Select(title => string.Join(' ', title.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Skip(1).Take(4));
    }

    [Fact]
    public async Task Azure_becomes_the_storage_and_the_Secret_that_KubeStash_reads()
    {
        RenderedComponent page = await StartAsync(
            "azure",
            ("stringData-AZURE-ACCOUNT-KEY", "key-value"),
            ("spec-storage-azure-storageAccount", "account"),
            ("spec-storage-azure-container", "backups"),
            ("spec-storage-azure-maxConnections", "7"),
            ("spec-storage-azure-prefix", "db-backups/"),
            ("spec-runtimeSettings-pod-securityContext-runAsUser", "1000"));
        await PreviewAsync(page);
        await SubmitAsync(page);

        Assert.Equal(
            """{"storage":{"provider":"azure","azure":{"storageAccount":"account","container":"backups","prefix":"db-backups/","secretName":"store-storage-cred","maxConnections":7}},"usagePolicy":{"allowedNamespaces":{"from":"All"}},"deletionPolicy":"Delete","runtimeSettings":{"pod":{"securityContext":{"runAsUser":1000}}}}""",
            Stored(KubeStashKinds.BackupStorage)["spec"]!.ToJsonString());
        JsonObject secret = Stored(BuiltInKinds.Secret);
        Assert.Equal("store-storage-cred", secret["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal("Opaque", secret["type"]!.GetValue<string>());
        Assert.Equal(Bytes(("AZURE_ACCOUNT_KEY", "key-value")), secret["data"]!.ToJsonString());
    }

    [Fact]
    public async Task S3_becomes_the_storage_and_the_Secret_that_KubeStash_reads()
    {
        RenderedComponent page = await StartAsync(
            "s3",
            ("stringData-AWS-ACCESS-KEY-ID", "id"),
            ("stringData-AWS-SECRET-ACCESS-KEY", "key"),
            ("stringData-CA-CERT-DATA", "-----BEGIN CERTIFICATE-----\nMII\n"),
            ("spec-storage-s3-bucket", "backups"),
            ("spec-storage-s3-endpoint", "https://minio.example:9000"),
            ("spec-storage-s3-region", "eu-central-1"),
            ("spec-storage-s3-prefix", "db"));
        await page.InvokeAsync(() => Field(page, "spec-storage-s3-insecureTLS").ChangeAsync("true"));
        await PreviewAsync(page);
        await SubmitAsync(page);

        Assert.Equal(
            $$$"""{"storage":{"provider":"s3","s3":{"endpoint":"https://minio.example:9000","bucket":"backups","region":"eu-central-1","prefix":"db","secretName":"store-storage-cred","insecureTLS":true}}{{{Rest}}}""",
            Stored(KubeStashKinds.BackupStorage)["spec"]!.ToJsonString());
        Assert.Equal(
            Bytes(("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "key"), ("CA_CERT_DATA", "-----BEGIN CERTIFICATE-----\nMII\n")),
            Stored(BuiltInKinds.Secret)["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Gcs_becomes_the_storage_and_the_Secret_that_KubeStash_reads()
    {
        RenderedComponent page = await StartAsync(
            "gcs",
            ("stringData-GOOGLE-PROJECT-ID", "project"),
            ("stringData-GOOGLE-SERVICE-ACCOUNT-JSON-KEY", """{"type":"service_account"}"""),
            ("spec-storage-gcs-bucket", "backups"));
        await PreviewAsync(page);
        await SubmitAsync(page);

        Assert.Equal(
            $$$"""{"storage":{"provider":"gcs","gcs":{"bucket":"backups","secretName":"store-storage-cred"}}{{{Rest}}}""",
            Stored(KubeStashKinds.BackupStorage)["spec"]!.ToJsonString());
        Assert.Equal(
            Bytes(("GOOGLE_PROJECT_ID", "project"), ("GOOGLE_SERVICE_ACCOUNT_JSON_KEY", """{"type":"service_account"}""")),
            Stored(BuiltInKinds.Secret)["data"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Persistent Volume Claim", "persistentVolumeClaim-claimName", "claim", "\"persistentVolumeClaim\":{\"claimName\":\"claim\"}")]
    [InlineData("Host Path", "hostPath-path", "/srv", "\"hostPath\":{\"path\":\"/srv\"}")]
    public async Task A_volume_needs_no_Secret(string volume, string field, string value, string expected)
    {
        RenderedComponent page = await StartAsync("local", ("spec-storage-local-mountPath", "/data"), ("spec-storage-local-subPath", "a"));
        await PickAsync(page, volume);
        await TypeAsync(page, ($"spec-storage-local-{field}", value));
        await PreviewAsync(page);
        await SubmitAsync(page);

        Assert.Equal(
            $$$"""{"storage":{"provider":"local","local":{"mountPath":"/data","subPath":"a",{{{expected}}}}}{{{Rest}}}""",
            Stored(KubeStashKinds.BackupStorage)["spec"]!.ToJsonString());
        Assert.Empty(Cluster.All(BuiltInKinds.Secret));
    }

    [Fact]
    public async Task Nfs_has_a_server_and_a_path()
    {
        RenderedComponent page = await StartAsync("local", ("spec-storage-local-mountPath", "/data"));
        await PickAsync(page, "NFS");
        await TypeAsync(page, ("spec-storage-local-nfs-server", "10.0.0.1"), ("spec-storage-local-nfs-path", "/export"));
        await PreviewAsync(page);
        await SubmitAsync(page);

        Assert.Equal(
            """{"mountPath":"/data","nfs":{"server":"10.0.0.1","path":"/export"}}""",
            Stored(KubeStashKinds.BackupStorage)["spec"]!["storage"]!["local"]!.ToJsonString());
    }

    [Fact]
    public async Task Without_a_Secret_the_pods_identity_is_used_and_one_object_is_made()
    {
        RenderedComponent page = await StartAsync("s3", ("spec-storage-s3-bucket", "backups"), ("spec-storage-s3-endpoint", "https://s3.amazonaws.com"));
        await PickAsync(page, "No Secret");
        await TypeAsync(page, ("spec-runtimeSettings-pod-serviceAccountName", "backup"));
        await PreviewAsync(page);
        Assert.Single(page.FindAll(".files li"));
        await SubmitAsync(page);

        JsonNode spec = Stored(KubeStashKinds.BackupStorage)["spec"]!;
        Assert.Null(spec["storage"]!["s3"]!["secretName"]);
        Assert.Equal("backup", spec["runtimeSettings"]!["pod"]!["serviceAccountName"]!.GetValue<string>());
        Assert.Empty(Cluster.All(BuiltInKinds.Secret));
    }

    [Fact]
    public async Task Gcs_is_not_offered_without_a_Secret()
    {
        RenderedComponent page = await StartAsync("s3");
        await PickAsync(page, "No Secret");
        await ChooseAsync(page, "spec-storage-provider", "gcs");

        Assert.Empty(page.FindAll("input[value='No Secret']"));
        Assert.NotNull(Field(page, "stringData-GOOGLE-PROJECT-ID"));
    }

    [Fact]
    public async Task A_Secret_that_is_there_is_named_and_left_as_it_is()
    {
        Cluster.Put(BuiltInKinds.Secret, """{"metadata":{"name":"mine","namespace":"demo"},"data":{"AZURE_ACCOUNT_KEY":"eA=="}}""");
        RenderedComponent page = await StartAsync("azure", ("spec-storage-azure-storageAccount", "account"), ("spec-storage-azure-container", "backups"));
        await PickAsync(page, "Existing Secret");
        await TypeAsync(page, ("spec-storage-azure-secretName", "mine"));
        await PreviewAsync(page);
        await SubmitAsync(page);

        Assert.Equal("mine", Stored(KubeStashKinds.BackupStorage)["spec"]!["storage"]!["azure"]!["secretName"]!.GetValue<string>());
        Assert.Equal("""{"AZURE_ACCOUNT_KEY":"eA=="}""", Stored(BuiltInKinds.Secret)["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_Secret_of_the_name_is_told_before_and_can_be_used()
    {
        Cluster.Put(BuiltInKinds.Secret, """{"metadata":{"name":"store-storage-cred","namespace":"demo"},"data":{}}""");
        RenderedComponent page = await AzureAsync();
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());

        Assert.Contains("There is a Secret store-storage-cred in this namespace already", ErrorAt(page, "spec-storage-azure-secretName"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-manifest]"));
        await PickAsync(page, "Existing Secret");
        Assert.Equal("store-storage-cred", Field(page, "spec-storage-azure-secretName").GetAttribute("value"));
        await PreviewAsync(page);
        await SubmitAsync(page);
        Assert.Equal("{}", Stored(BuiltInKinds.Secret)["data"]!.ToJsonString());
    }

    [Fact]
    public async Task The_Secrets_name_follows_the_storages_until_another_is_typed()
    {
        RenderedComponent page = await AzureAsync();
        await TypeAsync(page, ("metadata-name", "other"));
        Assert.Equal("other-storage-cred", Field(page, "spec-storage-azure-secretName").GetAttribute("value"));

        await TypeAsync(page, ("spec-storage-azure-secretName", "own"), ("metadata-name", "third"));
        Assert.Equal("own", Field(page, "spec-storage-azure-secretName").GetAttribute("value"));
        await PreviewAsync(page);
        await SubmitAsync(page);
        Assert.Equal("own", Stored(BuiltInKinds.Secret)["metadata"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_provider_sets_the_first_ones_settings_aside_and_brings_them_back()
    {
        RenderedComponent page = await AzureAsync();
        await ChooseAsync(page, "spec-storage-provider", "s3");
        Assert.Contains("What was typed for Azure is out of the manifest", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("account", Tab.Kept.Values.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("AZURE_ACCOUNT_KEY", Tab.Kept.Values.Single(), StringComparison.Ordinal);

        await ChooseAsync(page, "spec-storage-provider", "azure");
        Assert.Equal("account", Field(page, "spec-storage-azure-storageAccount").GetAttribute("value"));
        Assert.Equal("", ErrorAt(page, "stringData-AZURE-ACCOUNT-KEY"));
        await PreviewAsync(page);
        await SubmitAsync(page);
        Assert.Equal(Bytes(("AZURE_ACCOUNT_KEY", "key-value")), Stored(BuiltInKinds.Secret)["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_selector_needs_a_label()
    {
        RenderedComponent page = await AzureAsync();
        await ChooseAsync(page, "spec-usagePolicy-allowedNamespaces-from", "Selector");
        Assert.Contains("Say which labels", ErrorAt(page, "spec-usagePolicy-allowedNamespaces-from"), StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("#usage-policy .pairs button").ClickAsync());
        await page.InvokeAsync(() => page.Find("#fieldspec-usagePolicy-allowedNamespaces-selector-matchLabels-0-key").InputAsync("team"));
        Assert.Equal("", ErrorAt(page, "spec-usagePolicy-allowedNamespaces-from"));
        await PreviewAsync(page);
        await SubmitAsync(page);
        Assert.Equal("""{"allowedNamespaces":{"from":"Selector","selector":{"matchLabels":{"team":""}}}}""", Stored(KubeStashKinds.BackupStorage)["spec"]!["usagePolicy"]!.ToJsonString());
    }

    [Fact]
    public async Task A_second_default_of_the_namespace_is_told_before()
    {
        Cluster.Put(KubeStashKinds.BackupStorage, """{"metadata":{"name":"first","namespace":"demo"},"spec":{"default":true,"storage":{"provider":"gcs"}}}""");
        RenderedComponent page = await AzureAsync();
        await page.InvokeAsync(() => Field(page, "spec-default").ChangeAsync("true"));
        await PreviewAsync(page);

        await page.WaitForStateAsync(() => page.Text.Contains("first is the default of this namespace already", StringComparison.Ordinal), Cancel);
    }

    private static string Bytes(params (string Key, string Value)[] values) =>
        new JsonObject(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value.Value))))).ToJsonString();
}
