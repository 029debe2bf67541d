using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Storage;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>A form with something in each of its fields.</summary>
/// <param name="Title">Name of the case.</param>
/// <param name="Kind">What the form makes.</param>
/// <param name="FillAsync">Fills it in.</param>
public sealed record FilledForm(string Title, ResourceKind Kind, Func<FormFilling, Task> FillAsync)
{
    private const string Params = "paths: /var/lib/data\nargs: \"--verbose 010\"";
    private const string ParamsAsJson = """{"paths": "/var/lib/data", "args": "--verbose 010"}""";
    private const string Certificate = "-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n";

    /// <summary>Labels of fields that are empty, and why: they exclude one another.</summary>
    public string[] LeftEmpty { get; init; } = [];

    /// <summary>Every form, and each of the ways it can take.</summary>
    public static IReadOnlyList<FilledForm> All { get; } =
    [
        new("backup of a configuration", KubeStashKinds.BackupSession, form => SessionAsync(form, "BackupConfiguration")),
        new("backup of a batch", KubeStashKinds.BackupSession, form => SessionAsync(form, "BackupBatch")),
        new("configuration", KubeStashKinds.BackupConfiguration, ConfigurationAsync),
        Storage("azure", AzureAsync),
        Storage("azure as the pods' own identity", AzureWithoutSecretAsync),
        Storage("s3", form => S3Async(form, "https://s3.eu-central-1.amazonaws.com")) with { LeftEmpty = ["CA Cert Data", "Insecure TLS"] },
        Storage("s3-compatible with its own authority", CompatibleAsync),
        Storage("s3 with a Secret that is there", S3WithSecretAsync),
        Storage("gcs", GcsAsync),
        Storage("local nfs", form => LocalAsync(form, "NFS", "nfs", ("server", "nfs.example.com"), ("path", "/exports/backups"))),
        Storage("local claim", form => LocalAsync(form, "Persistent Volume Claim", "persistentVolumeClaim", ("claimName", "backups"))),
        Storage("local folder of a node", form => LocalAsync(form, "Host Path", "hostPath", ("path", "/mnt/backups"))),
        new("repository", KubeStashKinds.Repository, RepositoryAsync),
        new("retention policy", KubeStashKinds.RetentionPolicy, RetentionAsync),
        new FilledForm("restore of a snapshot", KubeStashKinds.RestoreSession, form => RestoreAsync(form, pointInTime: false)) with { LeftEmpty = ["Point in Time"] },
        new FilledForm("restore of a point in time", KubeStashKinds.RestoreSession, form => RestoreAsync(form, pointInTime: true)) with { LeftEmpty = ["Snapshot"] },
        new("verification", KubeStashKinds.BackupVerificationSession, VerificationAsync),
        new("verifier that restores", KubeStashKinds.BackupVerifier, form => VerifierAsync(form, "RestoreOnly")),
        new("verifier that asks", KubeStashKinds.BackupVerifier, form => VerifierAsync(form, "Query")),
        new("verifier that runs a script", KubeStashKinds.BackupVerifier, form => VerifierAsync(form, "Script")),
    ];

    private static FilledForm Storage(string title, Func<FormFilling, Task> fillAsync) => new($"storage: {title}", KubeStashKinds.BackupStorage, async form =>
    {
        await form.BeginAsync();
        await form.SetAsync("spec.deletionPolicy", "WipeOut");
        await form.SetAsync("spec.runtimeSettings.pod.securityContext.runAsUser", 1001);
        await form.SetAsync("spec.usagePolicy.allowedNamespaces.from", "Selector");
        await form.PairAsync("spec.usagePolicy.allowedNamespaces.selector.matchLabels", "example.com/team", "shop");
        await form.SwitchAsync("spec.default");
        await fillAsync(form);
    });

    private static async Task SessionAsync(FormFilling form, string invoker)
    {
        await form.BeginAsync(isNamed: false);
        await form.SetAsync("spec.invoker.kind", invoker);
        await form.SetAsync("spec.invoker.name", form.Ground.Existing);
        await form.SetAsync("spec.session", "full");
        await form.SetAsync("spec.backupTimeout", "1h30m");
    }

    private static async Task ConfigurationAsync(FormFilling form)
    {
        await form.BeginAsync();
        await form.ReferAsync("spec.backends[0].storageRef", form.Ground.Existing);
        await form.ReferAsync("spec.backends[0].retentionPolicy", form.Ground.Existing);
        await form.TargetAsync("spec.target");
        foreach ((int at, string schedule, string[] tasks) in ((int, string, string[])[])[(0, "17 2 * * 1-5", ["logical-backup", "manifest-backup"]), (1, "@daily", ["logical-backup"])])
        {
            string session = $"spec.sessions[{at}]";
            await form.AddAsync("spec.sessions");
            await form.SetAsync($"{session}.name", at == 0 ? "full" : "1e3");
            await form.SetAsync($"{session}.scheduler.schedule", schedule);
            await form.SetAsync($"{session}.addon.jobTemplate.spec.securityContext.runAsUser", 65534 + at);
            await form.SetAsync($"{session}.addon.name", form.Ground.Existing);
            await TasksAsync(form, $"{session}.addon.tasks", tasks);
            await form.SetAsync($"{session}.repositories[0].encryptionSecret.namespace", form.Ground.Namespace);
            await form.SetAsync($"{session}.repositories[0].encryptionSecret.name", FormObjects.Encryption);
            await form.SetAsync($"{session}.repositories[0].name", $"{form.Name}-{at}");
        }
    }

    private static async Task AzureAsync(FormFilling form)
    {
        await form.SetAsync("spec.storage.provider", "azure");
        await form.SecretAsync("AZURE_ACCOUNT_KEY", "canary: #azure \"key\"");
        await AzureSpecAsync(form);
        await form.SetAsync("spec.storage.azure.secretName", $"{form.Name}-key");
    }

    private static async Task AzureWithoutSecretAsync(FormFilling form)
    {
        await form.SetAsync("spec.storage.provider", "azure");
        await form.ChooseAsync("No Secret");
        await form.SetAsync("spec.runtimeSettings.pod.serviceAccountName", "backups");
        await AzureSpecAsync(form);
    }

    private static async Task AzureSpecAsync(FormFilling form)
    {
        await form.SetAsync("spec.storage.azure.storageAccount", "007");
        await form.SetAsync("spec.storage.azure.container", "backups");
        await form.SetAsync("spec.storage.azure.maxConnections", 12);
        await form.SetAsync("spec.storage.azure.prefix", "db-backups/");
    }

    private static async Task S3Async(FormFilling form, string endpoint)
    {
        await form.SetAsync("spec.storage.provider", "s3");
        await form.OpenBlocksAsync();
        await form.SecretAsync("AWS_ACCESS_KEY_ID", "canary-of-the-key-id");
        await form.SecretAsync("AWS_SECRET_ACCESS_KEY", "canary of the key: # 1");
        await S3SpecAsync(form, endpoint);
    }

    private static async Task S3SpecAsync(FormFilling form, string endpoint)
    {
        await form.SetAsync("spec.storage.s3.bucket", "backups");
        await form.SetAsync("spec.storage.s3.endpoint", endpoint);
        await form.SetAsync("spec.storage.s3.prefix", "no");
        await form.SetAsync("spec.storage.s3.region", "eu-central-1");
        await form.SetAsync("spec.storage.s3.maxConnections", 100);
    }

    private static async Task CompatibleAsync(FormFilling form)
    {
        await S3Async(form, "https://minio.example.com:9000");
        await form.SecretAsync("CA_CERT_DATA", Certificate);
        await form.SwitchAsync("spec.storage.s3.insecureTLS");
        await form.SetAsync("spec.storage.s3.secretName", $"{form.Name}-minio");
    }

    private static async Task S3WithSecretAsync(FormFilling form)
    {
        await form.SetAsync("spec.storage.provider", "s3");
        await form.ChooseAsync("Existing Secret");
        await form.SetAsync("spec.storage.s3.secretName", FormObjects.Encryption);
        await form.SwitchAsync("spec.storage.s3.insecureTLS");
        await S3SpecAsync(form, "https://s3.example.com");
    }

    private static async Task GcsAsync(FormFilling form)
    {
        await form.SetAsync("spec.storage.provider", "gcs");
        await form.OpenBlocksAsync();
        await form.SecretAsync("GOOGLE_PROJECT_ID", "0123");
        await form.SecretAsync("GOOGLE_SERVICE_ACCOUNT_JSON_KEY", "{\n  \"type\": \"service_account\",\n  \"private_key\": \"canary\\n\"\n}");
        await form.SetAsync("spec.storage.gcs.bucket", "backups");
        await form.SetAsync("spec.storage.gcs.maxConnections", 5);
        await form.SetAsync("spec.storage.gcs.prefix", "2026-11-20");
    }

    private static async Task LocalAsync(FormFilling form, string words, string volume, params (string Field, string Value)[] fields)
    {
        await form.SetAsync("spec.storage.provider", "local");
        await form.OpenBlocksAsync();
        await form.SetAsync("spec.storage.local.mountPath", "/kubestash/data");
        await form.SetAsync("spec.storage.local.subPath", "shop");
        await form.ChooseAsync(words);
        foreach ((string field, string value) in fields)
        {
            await form.SetAsync($"spec.storage.local.{volume}.{field}", value);
        }

        if (volume == "persistentVolumeClaim")
        {
            await form.SwitchAsync($"spec.storage.local.{volume}.readOnly");
        }
    }

    private static async Task RepositoryAsync(FormFilling form)
    {
        await form.BeginAsync();
        await form.SetAsync("spec.deletionPolicy", "WipeOut");
        await form.SetAsync("spec.storageRef.namespace", form.Ground.Namespace);
        await form.SetAsync("spec.storageRef.name", form.Ground.Existing);
        await form.SetAsync("spec.encryptionSecret.namespace", form.Ground.Namespace);
        await form.SetAsync("spec.encryptionSecret.name", FormObjects.Encryption);
        await form.SetAsync("spec.path", "/shop/db: 1");
        await form.TargetAsync("spec.appRef");
    }

    private static async Task RetentionAsync(FormFilling form)
    {
        await form.BeginAsync();
        await form.SwitchAsync("spec.default");
        await form.SetAsync("spec.maxRetentionPeriod", "1y6mo");
        for (int at = 0; at < RetentionRules.Fields.Length; at++)
        {
            await form.SetAsync($"spec.successfulSnapshots.{RetentionRules.Fields[at]}", at + 1);
        }

        await form.SetAsync("spec.failedSnapshots.last", 0);
        await form.SetAsync("spec.usagePolicy.allowedNamespaces.from", "Selector");
        await form.PairAsync("spec.usagePolicy.allowedNamespaces.selector.matchLabels", "tier", "1");
    }

    private static async Task RestoreAsync(FormFilling form, bool pointInTime)
    {
        await form.BeginAsync();
        await form.ReferAsync("spec.dataSource", form.Ground.Existing, "repository");
        if (pointInTime)
        {
            await form.SetAsync("spec.dataSource.pitr.targetTime", "2026-11-20T10:30:00Z");
            await form.TickAsync("spec.dataSource.components", "dump");
            await form.SetAsync("spec.dataSource.snapshot", "");
        }
        else
        {
            await form.SetAsync("spec.dataSource.snapshot", form.Ground.Existing);
            await form.TickAsync("spec.dataSource.components", "dump");
        }

        await form.SetAsync("spec.addon.name", form.Ground.Existing);
        await form.MapAsync("spec.addon.tasks[0].params", Params, ParamsAsJson);
        await form.SetAsync("spec.dataSource.encryptionSecret.namespace", form.Ground.Namespace);
        await form.SetAsync("spec.dataSource.encryptionSecret.name", FormObjects.Encryption);
        await form.TargetAsync("spec.target");
    }

    private static async Task VerificationAsync(FormFilling form)
    {
        await form.BeginAsync(isNamed: false);
        await form.SetAsync("spec.invoker.kind", "BackupConfiguration");
        await form.SetAsync("spec.invoker.name", form.Ground.Existing);
        await form.SetAsync("spec.session", "full");
        await form.SetAsync("spec.repository", form.Ground.Existing);
        await form.SetAsync("spec.snapshot", form.Ground.Existing);
    }

    private static async Task VerifierAsync(FormFilling form, string type)
    {
        await form.BeginAsync();
        await form.SetAsync("spec.type", type);
        await form.SetAsync("spec.scheduler.schedule", "30 4 * * 0");
        await form.TargetAsync("spec.restoreOption.target");
        await form.SetAsync("spec.restoreOption.addonInfo.name", form.Ground.Existing);
        await TasksAsync(form, "spec.restoreOption.addonInfo.tasks", "logical-backup-restore");
        if (type != "RestoreOnly")
        {
            await form.SetAsync("spec.function", form.Ground.Existing);
        }

        if (type == "Query")
        {
            await form.MapAsync("spec.query", "mySQL:\n- database: shop\n  table: \"on\"\n  rowCount: {operator: Equal, value: 12}", """{"mySQL": [{"database": "shop", "table": "on", "rowCount": {"operator": "Equal", "value": 12}}]}""");
        }
        else if (type == "Script")
        {
            await form.SetAsync("spec.script.location", "/scripts/check.sh");
            await form.LinesAsync("spec.script.args", "--rows=12", "010", "- [");
        }

        await form.SetAsync("spec.retryConfig.maxRetry", 3);
        await form.SetAsync("spec.retryConfig.delay", "5m");
        await form.SetAsync("spec.sessionHistoryLimit", 4);
    }

    private static async Task TasksAsync(FormFilling form, string place, params string[] names)
    {
        for (int at = 0; at < names.Length; at++)
        {
            await form.AddAsync(place);
            await form.SetAsync($"{place}[{at}].name", names[at]);
            await form.MapAsync($"{place}[{at}].params", Params, ParamsAsJson);
        }
    }
}
