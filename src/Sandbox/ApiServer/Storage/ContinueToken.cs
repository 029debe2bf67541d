using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>Where a list goes on.</summary>
/// <param name="Version">Version the list began at; -1 to go on with the objects of now.</param>
/// <param name="After">The last object that was given out.</param>
internal sealed record ContinueToken(long Version, ObjectKey After)
{
    /// <summary>Goes on with the objects of now.</summary>
    public const long Latest = -1;

    private const string Form = "meta.k8s.io/v1";

    /// <summary>The token as clients get it.</summary>
    public override string ToString()
    {
        // A zero character ends the name, as nothing sorts between a name and the name with it.
        JsonObject token = new() { ["v"] = Form, ["rv"] = Version, ["start"] = $"{After.Namespace}/{After.Name}\0" };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(token.ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>Reads a token.</summary>
    /// <exception cref="WriteRefusedException">400: it is none of ours.</exception>
    public static ContinueToken Parse(string text)
    {
        try
        {
            string padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
            JsonNode? token = JsonNode.Parse(Convert.FromBase64String(padded));
            if (token.Text("v") == Form && token.Number("rv") is { } version and not 0 && token.Text("start") is { Length: > 0 } start)
            {
                int slash = start.IndexOf('/', StringComparison.Ordinal);
                return new(version, new(slash < 0 ? "" : start[..slash], start[(slash + 1)..].TrimEnd('\0')));
            }

            throw WriteRefusedException.BadRequest("invalid continue token: continue key is not valid: server does not recognize this encoded version");
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            throw WriteRefusedException.BadRequest($"invalid continue token: continue key is not valid: {failure.Message}");
        }
    }
}
