using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Backends;

/// <summary>What a BackupStorage says about where its data are.</summary>
internal sealed class StorageSettings
{
    private readonly JsonNode? block;

    public StorageSettings(JsonObject storage)
    {
        Provider = storage.TextOrEmpty("spec", "storage", "provider");
        block = storage.At("spec", "storage", Provider);
        Account = storage.TextOrEmpty("spec", "runtimeSettings", "pod", "serviceAccountName");
        Place = string.Join('|', Provider, Host, block.TextOrEmpty("storageAccount"), Bucket, Region, Prefix, IsLocal ? $"{storage.Namespace()}/{LocalSource}" : "");
    }

    /// <summary><c>s3</c>, <c>gcs</c>, <c>azure</c> or <c>local</c>.</summary>
    public string Provider { get; }

    /// <summary>Identifies the folder; the same for every storage that points to it.</summary>
    public string Place { get; }

    /// <summary>The ServiceAccount that carries the cloud's identity; empty when none is named.</summary>
    public string Account { get; }

    public bool IsLocal => Provider == "local";

    public string Secret => block.TextOrEmpty("secretName");

    public string Bucket => block.Text("bucket") ?? block.TextOrEmpty("container");

    public string Region => block.TextOrEmpty("region");

    public string Prefix => block.Text("prefix") ?? block.TextOrEmpty("subPath");

    public string MountPath => block.TextOrEmpty("mountPath");

    public bool SkipsCertificateCheck => block.IsTrue("insecureTLS");

    /// <summary>Host name of the endpoint; empty when there is none.</summary>
    public string Host
    {
        get
        {
            string endpoint = block.TextOrEmpty("endpoint");
            int scheme = endpoint.IndexOf("://", StringComparison.Ordinal);
            return (scheme < 0 ? endpoint : endpoint[(scheme + 3)..]).Split('/')[0].Split(':')[0];
        }
    }

    /// <summary>The volume source of a local storage, as a volume entry; null when it names none.</summary>
    public JsonObject? Volume
    {
        get
        {
            foreach ((string name, JsonNode? value) in block as JsonObject ?? [])
            {
                if (value is JsonObject source && name is not ("mountPath" or "subPath"))
                {
                    return new JsonObject { ["name"] = "storage", [name] = source.DeepClone() };
                }
            }

            return null;
        }
    }

    private string LocalSource => Volume?.ToJsonString() ?? "";

    /// <summary>The keys the Secret must have.</summary>
    public IReadOnlyList<string> SecretKeys => Provider switch
    {
        "s3" => ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
        "gcs" => ["GOOGLE_SERVICE_ACCOUNT_JSON_KEY"],
        "azure" => ["AZURE_ACCOUNT_KEY"],
        _ => [],
    };
}
