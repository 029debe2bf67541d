using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>The webhook of RestoreSession.</summary>
internal static class RestoreSessionRules
{
    private const string Latest = "latest";

    /// <summary>The refusal, or null.</summary>
    public static string? Check(AdmissionRequest request)
    {
        JsonObject restore = request.New!;
        References references = new(restore.TextOrEmpty("metadata", "namespace"), request.Objects);
        return CheckSource(restore.At("spec", "dataSource"))
            ?? AddonRules.Check(restore.At("spec", "addon"))
            ?? references.CheckHooks(restore.Objects("spec", "hooks", "preRestore").Concat(restore.Objects("spec", "hooks", "postRestore")));
    }

    private static string? CheckSource(JsonNode? source)
    {
        if (source is not JsonObject)
        {
            return AdmissionTexts.DataSourceEmpty;
        }

        bool hasRepository = source.TextOrEmpty("repository").Length > 0;
        if (source.At("pitr") is JsonObject pitr)
        {
            return pitr.TextOrEmpty("targetTime").Length == 0 ? AdmissionTexts.TargetTimeEmpty
                : hasRepository ? null
                : AdmissionTexts.RepositoryEmptyForPitr;
        }

        return source.TextOrEmpty("snapshot") switch
        {
            "" => AdmissionTexts.SnapshotEmpty,
            Latest when !hasRepository => AdmissionTexts.RepositoryEmptyForLatest,
            _ => null,
        };
    }
}
