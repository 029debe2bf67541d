using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>What every use of an addon must say.</summary>
internal static class AddonRules
{
    /// <summary>The refusal, or null.</summary>
    public static string? Check(JsonNode? addon)
    {
        if (addon is not JsonObject)
        {
            return AdmissionTexts.AddonEmpty;
        }

        if (addon.TextOrEmpty("name").Length == 0)
        {
            return AdmissionTexts.AddonNameEmpty;
        }

        if (addon.Count("tasks") == 0)
        {
            return AdmissionTexts.TasksEmpty;
        }

        return addon.Objects("tasks").Any(task => task.TextOrEmpty("name").Length == 0) ? AdmissionTexts.TaskNameEmpty : null;
    }
}
