using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>A request body as a tree, with what a strict server has against the text.</summary>
/// <param name="Value">The tree; of a field that occurs twice it has the last value.</param>
/// <param name="Duplicates">Complaints about fields that occur twice, in the server's words.</param>
internal sealed record DecodedBody(JsonNode? Value, IReadOnlyList<string> Duplicates);
