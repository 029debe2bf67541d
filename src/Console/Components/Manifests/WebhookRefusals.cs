using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.Kubernetes.Api;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Manifests;

/// <summary>
/// Where the refusals of KubeStash's webhooks belong. They name no field, so that they are known by their words; a word that is not known belongs
/// to no field, and is shown all the same.
/// </summary>
internal static partial class WebhookRefusals
{
    private const string Denied = "denied the request:";

    /// <summary>A part of the message, and the field it is about. Texts in braces stand for the names in quotes the message has, in their order.</summary>
    private static readonly (string Words, string Field)[] Known =
    [
        ("is not allowed to refer BackupStorage", "spec.backends.storageRef"),
        ("is not allowed to refer RetentionPolicy", "spec.backends.retentionPolicy"),
        ("is not allowed to refer HookTemplate", "spec.sessions.hooks.preBackup.hookTemplate"),
        ("is not allowed to refer HookTemplate", "spec.sessions.hooks.postBackup.hookTemplate"),
        ("is not allowed to refer HookTemplate", "spec.hooks.preRestore.hookTemplate"),
        ("is not allowed to refer HookTemplate", "spec.hooks.postRestore.hookTemplate"),
        ("already exists in the cluster with a different target", "spec.sessions.repositories[name={0}].name"),
        ("already exists in the cluster with a different storage", "spec.sessions.repositories[name={0}].backend"),
        ("does not match any of the backends", "spec.sessions.repositories[name={1}].backend"),
        ("duplicate backend", "spec.backends.name"),
        ("duplicate session", "spec.sessions.name"),
        ("duplicate repository", "spec.sessions.repositories.name"),
        ("no RetentionPolicy is found for backend", "spec.backends[name={0}].retentionPolicy"),
        ("no storage reference", "spec.backends.storageRef"),
        ("backend name can not be empty", "spec.backends.name"),
        ("backend can not be empty", "spec.backends"),
        ("session name can not be empty", "spec.sessions.name"),
        ("sessions can not be empty", "spec.sessions"),
        ("session can not be empty", "spec.session"),
        ("invoker can not be empty", "spec.invoker"),
        ("scheduler can not be empty", "spec.sessions[name={0}].scheduler"),
        ("addon task name can not be empty", "spec.sessions[name={0}].addon.tasks.name"),
        ("addon tasks can not be empty", "spec.sessions[name={0}].addon.tasks"),
        ("addon name can not be empty", "spec.sessions[name={0}].addon.name"),
        ("addon can not be empty", "spec.sessions[name={0}].addon"),
        ("repositories can not be empty", "spec.sessions[name={0}].repositories"),
        ("repository name can not be empty", "spec.sessions.repositories.name"),
        ("repository can not be empty", "spec.dataSource.repository"),
        ("directory can not be empty", "spec.sessions.repositories[name={0}].directory"),
        ("can not use the same directory", "spec.sessions.repositories[name={1}].directory"),
        ("is already used by repository", "spec.sessions.repositories.directory"),
        ("snapshot can not be empty", "spec.dataSource.snapshot"),
        ("targetTime can not be empty", "spec.dataSource.pitr.targetTime"),
        ("dataSource can not be empty", "spec.dataSource"),
        ("repository path can not be updated", "spec.path"),
        ("spec can not be updated", "spec"),
        ("one of maxRetentionPeriod and successfulSnapshots", "spec.maxRetentionPeriod"),
        ("maxRetentionPeriod", "spec.maxRetentionPeriod"),
        ("multiple default BackupStorages", "spec.default"),
        ("multiple default RetentionPolicies", "spec.default"),
        ("BackupStorage is currently in use", "spec.storage"),
        ("no two BackupStorage should point to the same directory", "spec.storage.{provider}.prefix"),
        ("selector can not be empty when allowedNamespaces", "spec.usagePolicy.allowedNamespaces.selector"),
        ("executor type can not be empty", "spec.executor.type"),
        ("function name can not be empty", "spec.executor.function.name"),
        ("pod selector", "spec.executor.pod.selector"),
        ("executor can not be empty", "spec.executor"),
        ("action can not be empty", "spec.action"),
        ("must be given as action", "spec.action"),
        ("backupConfigurationTemplate can not be empty", "spec.backupConfigurationTemplate"),
        ("settings can not be empty for storage provider", "spec.storage.{provider}"),
        ("bucket can not be empty for storage provider", "spec.storage.{provider}.bucket"),
        ("storage provider", "spec.storage.provider"),
        ("mountPath can not be empty", "spec.storage.local.mountPath"),
    ];

    // Where an addon stands when it does not belong to a session.
    private static readonly string[] AddonHolders = ["RestoreSession"];

    /// <summary>The field a webhook's refusal is about, and its words without what the server puts before them.</summary>
    public static (ManifestPath? Path, string Message) Place(ApiStatus status, Manifest manifest)
    {
        string message = status.Message;
        int start = message.IndexOf(Denied, StringComparison.Ordinal);
        string words = start < 0 ? message : message[(start + Denied.Length)..].Trim();
        string shown = words.Length > 0 ? RefusalPlacement.Sentence(words) : $"The admission webhook {status.Webhook} refuses this, and gives no reason.";
        ManifestPath? first = null;
        foreach ((string _, string field) in Known.Where(one => words.Contains(one.Words, StringComparison.OrdinalIgnoreCase)))
        {
            ManifestPath meant = Filled(field, words, manifest);
            first ??= meant;

            // Of several places the words may be about, the one the manifest has is meant.
            if (manifest.TryGet(meant, out JsonNode? _))
            {
                return (meant, shown);
            }

            if (!IsOneOfSeveral(field))
            {
                break;
            }
        }

        // Others say the path, or the name of a field of the spec.
        return (first ?? OfPath(words) ?? OfName(words), shown);
    }

    private static bool IsOneOfSeveral(string field) => field.EndsWith(".hookTemplate", StringComparison.Ordinal);

    private static ManifestPath? OfPath(string words) => Path().Match(words) is { Success: true } path ? ManifestPath.Parse(path.Value) : null;

    private static ManifestPath? OfName(string words) => FieldName().Match(words) is { Success: true } name ? ManifestPath.Parse($"spec.{name.Groups["name"].Value}") : null;

    /// <summary>Puts indexes in the place of names, where the manifest has the item; where not, every item is meant.</summary>
    private static ManifestPath Filled(string field, string words, Manifest manifest)
    {
        if (AddonHolders.Contains(manifest.Kind))
        {
            field = field.Replace("spec.sessions[name={0}].addon", "spec.addon", StringComparison.Ordinal);
        }

        int provider = field.IndexOf(".{provider}", StringComparison.Ordinal);
        if (provider >= 0)
        {
            string name = manifest.Text(ManifestPath.Parse("spec.storage.provider"));
            field = name.Length > 0 && name.All(char.IsAsciiLetterOrDigit) ? field.Replace("{provider}", name, StringComparison.Ordinal) : field[..provider];
        }

        string[] names = [.. Regex.Matches(words, "\"([^\"]*)\"", RegexOptions.CultureInvariant).Select(match => match.Groups[1].Value)];
        bool isFound = true;
        string filled = Regex.Replace(field, @"^(?<list>[\w.]+)\[name=\{(?<which>\d)\}\]", match =>
        {
            int which = match.Groups["which"].Value[0] - '0';
            string list = match.Groups["list"].Value;
            string? item = which < names.Length ? IndexOf(manifest.Root, list.Split('.'), names[which]) : null;
            isFound = item is not null;
            return item ?? list;
        }, RegexOptions.CultureInvariant);
        return isFound ? RefusedItem.Find(manifest, ManifestPath.Parse(filled), words) : ManifestPath.Parse(filled);
    }

    /// <summary>The path of the first item with a name in a list, which may lie inside the items of another.</summary>
    private static string? IndexOf(JsonNode? node, ReadOnlySpan<string> steps, string name, string path = "")
    {
        if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                if (steps.IsEmpty ? items[i] is JsonObject item && item["name"] is JsonValue value && value.TryGetValue(out string? text) && text == name : true)
                {
                    string? found = steps.IsEmpty ? $"{path}[{i}]" : IndexOf(items[i], steps, name, $"{path}[{i}]");
                    if (found is not null)
                    {
                        return found;
                    }
                }
            }

            return null;
        }

        return !steps.IsEmpty && node is JsonObject fields ? IndexOf(fields[steps[0]], steps[1..], name, path.Length == 0 ? steps[0] : $"{path}.{steps[0]}") : null;
    }

    [GeneratedRegex(@"^spec(?:\.[A-Za-z]+|\[\d+\])+", RegexOptions.CultureInvariant)]
    private static partial Regex Path();

    [GeneratedRegex("^(?<name>[a-z][A-Za-z]+) can not be empty$", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
