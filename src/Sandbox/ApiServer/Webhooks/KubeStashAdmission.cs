using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>
/// What KubeStash's admission webhooks fill in and refuse, as pure functions. As in a real server, defaults are set before the schema is checked,
/// and refusals come after it. Subresources are not asked about. There are no webhooks for BackupVerifier, BackupVerificationSession, Snapshot,
/// Addon and Function.
/// </summary>
internal static class KubeStashAdmission
{
    private static readonly Dictionary<ResourceKind, Rules> RulesByKind = new()
    {
        [KubeStashKinds.BackupStorage] = new(BackupStorageRules.SetDefaults, BackupStorageRules.Check),
        [KubeStashKinds.RetentionPolicy] = new(RetentionPolicyRules.SetDefaults, RetentionPolicyRules.Check),
        [KubeStashKinds.Repository] = new(Nothing, RepositoryRules.Check),
        [KubeStashKinds.BackupConfiguration] = new(BackupConfigurationDefaults.SetDefaults, BackupConfigurationRules.Check),
        [KubeStashKinds.BackupBatch] = new(Nothing, _ => null),
        [KubeStashKinds.BackupBlueprint] = new(UsagePolicyDefault, BackupBlueprintRules.Check),
        [KubeStashKinds.BackupSession] = new(Nothing, CheckSession),
        [KubeStashKinds.RestoreSession] = new(Nothing, RestoreSessionRules.Check),
        [KubeStashKinds.HookTemplate] = new(UsagePolicyDefault, HookTemplateRules.Check),
    };

    /// <summary>Fills in what the mutating webhook of the kind fills in, in <see cref="AdmissionRequest.New"/>.</summary>
    public static void SetDefaults(AdmissionRequest request)
    {
        if (request.New is not null && RulesByKind.TryGetValue(request.Kind, out Rules? rules))
        {
            rules.SetDefaults(request);
        }
    }

    /// <summary>The refusal of the kind's validating webhook; null when it has nothing against the write.</summary>
    public static AdmissionRefusal? Check(AdmissionRequest request)
    {
        // Letting go of finalizers must always work, whatever has become of the object's neighbours.
        if (request.New is null || IsLeaving(request) || !RulesByKind.TryGetValue(request.Kind, out Rules? rules))
        {
            return null;
        }

        return rules.Check(request) is { } text ? new AdmissionRefusal(WebhookName(request.Kind), text) : null;
    }

    /// <summary>Name of the validating webhook of a kind.</summary>
    public static string WebhookName(ResourceKind kind) => $"{kind.Kind.ToLowerInvariant()}.validators.{kind.Group}";

    /// <summary>Writes the default usage policy where none is given.</summary>
    public static void UsagePolicyDefault(AdmissionRequest request)
    {
        JsonObject allowed = Child(Child(Child(request.New!, "spec"), "usagePolicy"), "allowedNamespaces");
        allowed["from"] ??= UsagePolicy.Same;
    }

    /// <summary>The object at a field, made when it is not there.</summary>
    public static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child)
        {
            return child;
        }

        JsonObject made = [];
        parent[name] = made;
        return made;
    }

    /// <summary>The refusal when an object's usage policy wants a selector and has none.</summary>
    public static string? CheckUsagePolicy(JsonObject owner) =>
        UsagePolicy.From(owner) == UsagePolicy.Selector && owner.At("spec", "usagePolicy", "allowedNamespaces", "selector") is not JsonObject
            ? AdmissionTexts.SelectorMissing
            : null;

    private static string? CheckSession(AdmissionRequest request) =>
        request.Operation == AdmissionOperation.Update && !JsonNode.DeepEquals(request.Old.At("spec"), request.New.At("spec")) ? AdmissionTexts.SpecUpdated : null;

    private static bool IsLeaving(AdmissionRequest request) =>
        request.New.At("metadata", "deletionTimestamp") is not null && JsonNode.DeepEquals(request.Old.At("spec"), request.New.At("spec"));

    private static void Nothing(AdmissionRequest request)
    {
    }

    private sealed record Rules(Action<AdmissionRequest> SetDefaults, Func<AdmissionRequest, string?> Check);
}
