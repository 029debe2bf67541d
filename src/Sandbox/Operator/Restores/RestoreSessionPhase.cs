using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Restores;

/// <summary>KubeStash's rule for the phase of a RestoreSession: the first that fits.</summary>
internal static class RestoreSessionPhase
{
    private static readonly string[] MustNotBeFalse = ["PreRestoreHooksExecutionSucceeded", "PostRestoreHooksExecutionSucceeded", "RestoreExecutorEnsured"];

    /// <summary>The phase that a status amounts to.</summary>
    public static string Of(JsonNode? status)
    {
        if (Conditions.IsFalse(status, "MetricsPushed"))
        {
            return Phase.Failed;
        }

        if (Conditions.IsFalse(status, "ValidationPassed"))
        {
            return Phase.Invalid;
        }

        if (Conditions.IsTrue(status, "MetricsPushed") && HasFailedStep(status))
        {
            return Phase.Failed;
        }

        string[] phases = [.. (status.At("components") as JsonObject ?? []).Select(component => component.Value.TextOrEmpty("phase"))];
        if (phases.Length == 0)
        {
            return Phase.Pending;
        }

        bool complete = phases.Count(Phase.IsFinal) >= (status.Number("totalComponents") ?? phases.Length);
        bool failed = phases.Contains(Phase.Failed);
        bool unknown = complete && !failed && phases.Contains(Phase.Unknown);
        return !Conditions.Has(status, "MetricsPushed") ? unknown ? Phase.Unknown : Phase.Running
            : complete && phases.All(phase => phase == Phase.Succeeded) ? Phase.Succeeded
            : failed ? Phase.Failed
            : unknown ? Phase.Unknown
            : Phase.Running;
    }

    /// <summary>Whether a step other than the restore of a component went wrong.</summary>
    public static bool HasFailedStep(JsonNode? status) =>
        MustNotBeFalse.Any(type => Conditions.IsFalse(status, type)) || Conditions.IsTrue(status, "RestoreIncomplete");
}
