using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Blueprints;

/// <summary>Makes BackupConfigurations from the template of a BackupBlueprint.</summary>
internal static partial class BlueprintTemplate
{
    private const string VariablePrefix = "variables.kubestash.com/";
    private const string SessionNames = "blueprint.kubestash.com/session-names";

    /// <summary>Annotation of made configurations that go with their blueprint.</summary>
    public const string GoesWithBlueprint = "sandbox.local/goes-with-blueprint";

    private const string FilledFrom = "sandbox.local/filled-from";

    /// <summary>Whether a kind is one of KubeDB's databases.</summary>
    public static bool IsDatabase(ResourceKind kind) => kind.Group == "kubedb.com";

    /// <summary>Name and namespace of the configuration of a subject.</summary>
    public static ObjectKey KeyOf(JsonObject blueprint, ResourceKind subjectKind, JsonObject subject)
    {
        string ns = blueprint.Text("spec", "backupConfigurationTemplate", "namespace") is { Length: > 0 } written ? written : blueprint.Namespace();

        // KubeDB hands the annotations of a database on to its AppBinding, which is what the names tell of.
        string kind = (IsDatabase(subjectKind) ? KubeStashKinds.AppBinding.Kind : subjectKind.Kind).ToLowerInvariant();
        string name = $"{kind}-{subject.Name()}";
        return new ObjectKey(ns, ns == subject.Namespace() ? name : $"{subject.Namespace()}-{name}");
    }

    /// <summary>Makes the configuration.</summary>
    /// <returns>The manifest, or the variables that have no value.</returns>
    public static (JsonObject? Manifest, IReadOnlyList<string> Missing) Fill(JsonObject blueprint, ResourceKind subjectKind, JsonObject subject)
    {
        ObjectKey key = KeyOf(blueprint, subjectKind, subject);
        JsonNode? template = blueprint.At("spec", "backupConfigurationTemplate");
        JsonObject spec = new()
        {
            ["target"] = Target(subjectKind, subject),
            ["backends"] = Replace(template.At("backends"), subject),
            ["sessions"] = Replace(Sessions(template, subject), subject),
        };
        string[] missing = [.. Variable().Matches(spec.ToJsonString()).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            return (null, missing);
        }

        JsonObject manifest = Meta.Create(KubeStashKinds.BackupConfiguration, key.Namespace, key.Name, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [StashLabels.ManagedBy] = StashLabels.Manager,
            [StashLabels.InvokerName] = blueprint.Name(),
            [StashLabels.InvokerNamespace] = blueprint.Namespace(),
        });
        JsonObject annotations = new() { [FilledFrom] = Chance.Hex("blueprint", spec.ToJsonString())[..16] };
        if (template.Text("deletionPolicy") == "OnDelete")
        {
            annotations[GoesWithBlueprint] = "true";
        }

        manifest["metadata"]!["annotations"] = annotations;
        manifest["spec"] = spec;
        return (manifest, []);
    }

    /// <summary>Changes a configuration made before to what the template and the annotations say now. What people changed in it stays until those do.</summary>
    public static void Follow(JsonObject configuration, JsonObject manifest)
    {
        JsonObject annotations = configuration.Child("metadata").Child("annotations");
        string? before = configuration.Annotation(FilledFrom);
        annotations[FilledFrom] = manifest.Annotation(FilledFrom);
        if (before is not null && before != manifest.Annotation(FilledFrom))
        {
            foreach ((string field, JsonNode? value) in manifest.Child("spec"))
            {
                configuration.Child("spec")[field] = value?.DeepClone();
            }
        }

        if (manifest.Annotation(GoesWithBlueprint) is { } goes)
        {
            annotations[GoesWithBlueprint] = goes;
        }
        else
        {
            annotations.Remove(GoesWithBlueprint);
        }
    }

    // An AppBinding of a database stands for it.
    private static JsonObject Target(ResourceKind kind, JsonObject subject) => Targets.Reference(
        kind == KubeStashKinds.AppBinding && subject.Text("spec", "appRef", "apiGroup") == "kubedb.com"
            ? subject.At("spec", "appRef")
            : new JsonObject { ["apiGroup"] = kind.Group, ["kind"] = kind.Kind, ["name"] = subject.Name() },
        subject.Namespace());

    private static JsonArray Sessions(JsonNode? template, JsonObject subject)
    {
        string[] wanted = subject.Annotation(SessionNames)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        JsonArray sessions = [];
        foreach (JsonObject session in template.Objects("sessions").Where(session => wanted.Length == 0 || wanted.Contains(session.Text("name"), StringComparer.Ordinal)))
        {
            sessions.Add(session.DeepClone());
        }

        return sessions;
    }

    private static JsonNode? Replace(JsonNode? node, JsonObject subject) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Replace(entry.Value, subject)))),
        JsonArray list => new JsonArray([.. list.Select(entry => Replace(entry, subject))]),
        _ when node.AsText() is { } text => Variable().Replace(text, match => subject.Annotation(VariablePrefix + match.Groups[1].Value) ?? match.Value),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"\$\{([^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
