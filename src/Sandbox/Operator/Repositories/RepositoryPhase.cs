using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Repositories;

/// <summary>KubeStash's rule for the phase of a Repository.</summary>
internal static class RepositoryPhase
{
    /// <summary>Ready once initialised.</summary>
    public static string Of(JsonNode? status) => Conditions.IsTrue(status, "RepositoryInitialized") ? Phase.Ready : Phase.NotReady;
}
