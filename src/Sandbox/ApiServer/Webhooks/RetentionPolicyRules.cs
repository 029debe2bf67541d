using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>The webhook of RetentionPolicy.</summary>
internal static partial class RetentionPolicyRules
{
    /// <summary>Sets the usage policy and the number of failed Snapshots to keep.</summary>
    public static void SetDefaults(AdmissionRequest request)
    {
        KubeStashAdmission.UsagePolicyDefault(request);
        KubeStashAdmission.Child((JsonObject)request.New!["spec"]!, "failedSnapshots")["last"] ??= 1;
    }

    /// <summary>The refusal, or null.</summary>
    public static string? Check(AdmissionRequest request)
    {
        JsonObject policy = request.New!;
        string period = policy.TextOrEmpty("spec", "maxRetentionPeriod");
        if (period.Length == 0 && policy.At("spec", "successfulSnapshots") is not JsonObject)
        {
            return AdmissionTexts.RetentionRuleMissing;
        }

        if (period.Length > 0 && !Period().IsMatch(period))
        {
            return AdmissionTexts.BadPeriod(period);
        }

        return KubeStashAdmission.CheckUsagePolicy(policy) ?? (HasOtherDefault(policy, request.Objects) ? AdmissionTexts.ManyDefaultPolicies : null);
    }

    private static bool HasOtherDefault(JsonObject policy, AdmissionObjects objects) =>
        policy.IsTrue("spec", "default")
        && objects.List(KubeStashKinds.RetentionPolicy, policy.TextOrEmpty("metadata", "namespace"))
            .Any(other => other.Text("metadata", "name") != policy.Text("metadata", "name") && other.IsTrue("spec", "default"));

    [GeneratedRegex("^(?=.)([0-9]+y)?([0-9]+mo)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Period();
}
