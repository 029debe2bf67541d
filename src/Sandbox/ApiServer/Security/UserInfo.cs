using System.Collections.Immutable;

namespace BackupConsole.Sandbox.ApiServer.Security;

/// <summary>Who sends a request.</summary>
/// <param name="Name">User name.</param>
/// <param name="Uid">Uid; empty when there is none.</param>
/// <param name="Groups">Groups.</param>
internal sealed record UserInfo(string Name, string Uid, ImmutableArray<string> Groups)
{
    /// <summary>Members may do everything.</summary>
    public const string Masters = "system:masters";

    /// <summary>Everybody who was recognised.</summary>
    public const string Authenticated = "system:authenticated";

    /// <summary>Whether everything is allowed.</summary>
    public bool IsMaster => Groups.Contains(Masters);
}
