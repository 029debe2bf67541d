using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>The webhook of BackupBlueprint.</summary>
internal static class BackupBlueprintRules
{
    /// <summary>The refusal, or null.</summary>
    public static string? Check(AdmissionRequest request)
    {
        JsonObject blueprint = request.New!;
        if (blueprint.At("spec", "backupConfigurationTemplate") is not JsonObject template)
        {
            return AdmissionTexts.TemplateEmpty;
        }

        References references = new(blueprint.TextOrEmpty("metadata", "namespace"), request.Objects);
        return KubeStashAdmission.CheckUsagePolicy(blueprint) ?? references.CheckBackends(template.Objects("backends"));
    }
}
