using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Configurations;

/// <summary>KubeStash's rule for the phase of a BackupConfiguration or BackupBatch: the first that fits.</summary>
internal static class InvokerPhase
{
    /// <summary>The phase that a spec and a status amount to. A repository that is not ready does not turn it.</summary>
    public static string Of(JsonNode? spec, JsonNode? status)
    {
        if (Conditions.IsFalse(status, "ValidationPassed"))
        {
            return Phase.Invalid;
        }

        bool targets = spec.At("targets") is JsonArray wanted
            ? status.Count("targets") == wanted.Count && status.Objects("targets").All(target => target.IsTrue("found"))
            : status.IsTrue("targetFound");
        bool backends = status.Count("backends") == spec.Count("backends") && status.Objects("backends").All(backend => backend.IsTrue("ready"));
        bool sessions = status.Count("sessions") == spec.Count("sessions") && status.Objects("sessions").All(session => Conditions.IsTrue(session, "SchedulerEnsured"));
        return targets && backends && sessions ? Phase.Ready : Phase.NotReady;
    }
}
