using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Documents;

/// <summary>
/// The OpenAPI v3 description of the kinds: an index, and one document for each group and version. kubectl takes from it what <c>explain</c>
/// prints, what <c>apply</c> merges by, and that the server checks fields itself. The older <c>/openapi/v2</c> is not served.
/// </summary>
internal sealed class OpenApiDocuments
{
    private readonly Dictionary<string, KindDefinition[]> kindsByPath;
    private readonly ConcurrentDictionary<string, Lazy<Document>> documents = new(StringComparer.Ordinal);

    public OpenApiDocuments(IReadOnlyList<KindDefinition> kinds)
    {
        kindsByPath = kinds.GroupBy(kind => kind.Resource.GroupPath, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Answers <c>/openapi/v3</c>: where each document is, with a hash by which clients may keep it.</summary>
    public JsonObject Index()
    {
        JsonObject paths = [];
        foreach (string path in kindsByPath.Keys.Order(StringComparer.Ordinal))
        {
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={Find(path)!.Hash}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    /// <summary>Answers <c>/openapi/v3/{path}</c>, such as <c>apis/apps/v1</c>: UTF-8 JSON and its hash. Null when nothing is served there.</summary>
    public Document? Find(string groupPath) => kindsByPath.TryGetValue(groupPath, out KindDefinition[]? kinds)
        ? documents.GetOrAdd(groupPath, _ => new Lazy<Document>(() => Make(kinds))).Value
        : null;

    private static Document Make(KindDefinition[] kinds)
    {
        OpenApiSchemas schemas = new();
        JsonObject paths = [];
        foreach (KindDefinition kind in kinds)
        {
            OpenApiPaths.Add(paths, kind, schemas);
        }

        JsonObject document = new()
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "sandbox" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.ToComponents() },
        };
        byte[] bytes = Encoding.UTF8.GetBytes(document.ToJsonString());
        return new Document(bytes, Convert.ToHexString(SHA512.HashData(bytes)));
    }

    /// <summary>One document.</summary>
    /// <param name="Json">The document in UTF-8.</param>
    /// <param name="Hash">Hash of the document, in capital hexadecimal digits.</param>
    public sealed record Document(ReadOnlyMemory<byte> Json, string Hash);
}
