using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Storages;

/// <summary>KubeStash's rule for the phase of a BackupStorage.</summary>
internal static class BackupStoragePhase
{
    /// <summary>Ready once initialised, unless its Secret is known to be missing.</summary>
    public static string Of(JsonNode? status) =>
        Conditions.IsTrue(status, "BackendInitialized") && (!Conditions.Has(status, "BackendSecretFound") || Conditions.IsTrue(status, "BackendSecretFound"))
            ? Phase.Ready
            : Phase.NotReady;
}
