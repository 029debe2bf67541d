using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>The webhook of Repository.</summary>
internal static class RepositoryRules
{
    /// <summary>The refusal, or null.</summary>
    public static string? Check(AdmissionRequest request)
    {
        if (request.New.TextOrEmpty("spec", "appRef", "name").Length == 0)
        {
            return AdmissionTexts.RequiredField("appRef");
        }

        if (request.New.TextOrEmpty("spec", "storageRef", "name").Length == 0)
        {
            return AdmissionTexts.RequiredField("storageRef");
        }

        if (request.New.TextOrEmpty("spec", "path").Length == 0)
        {
            return AdmissionTexts.RequiredField("path");
        }

        return request.Operation == AdmissionOperation.Update && request.Old.Text("spec", "path") != request.New.Text("spec", "path")
            ? AdmissionTexts.RepositoryPathUpdated
            : null;
    }
}
