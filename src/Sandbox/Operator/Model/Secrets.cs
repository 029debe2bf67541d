using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>Reads Secrets.</summary>
internal static class Secrets
{
    /// <summary>The text of a key of a Secret; null when the Secret or the key is missing.</summary>
    public static string? Value(JsonObject? secret, string key)
    {
        if (secret.Text("data", key) is not { } encoded)
        {
            return null;
        }

        Span<byte> bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out int length) ? Encoding.UTF8.GetString(bytes[..length]) : encoded;
    }
}
