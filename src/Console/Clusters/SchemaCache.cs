using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Clusters;

/// <summary>
/// Schemas of kinds as one cluster publishes them, group by group. Kept for ten minutes, as an upgrade of what is installed changes them, and for
/// a few groups only: documents are large, and a form looks at one or two.
/// </summary>
/// <param name="fetch">Gets the OpenAPI v3 document of a group and version; <c>null</c> where there is none.</param>
/// <param name="time">The clock.</param>
public sealed class SchemaCache(Func<string, string, CancellationToken, Task<JsonObject?>> fetch, TimeProvider time) : IDisposable
{
    /// <summary>Most documents kept.</summary>
    public const int MaximumDocuments = 8;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, (DateTimeOffset Read, IReadOnlyDictionary<string, ManifestSchema> Kinds)> documents = new(StringComparer.Ordinal);

    /// <summary>The schema of a kind; <c>null</c> where the cluster publishes none.</summary>
    /// <param name="apiVersion">Group and version as manifests have it.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ManifestSchema?> GetAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        string[] parts = apiVersion.Split('/');
        if (parts.Length > 2 || parts.Any(part => part.Length == 0))
        {
            return null;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            if (!documents.TryGetValue(apiVersion, out (DateTimeOffset Read, IReadOnlyDictionary<string, ManifestSchema> Kinds) known) || now - known.Read > Lifetime)
            {
                JsonObject? document = await fetch(parts.Length == 2 ? parts[0] : "", parts[^1], cancellationToken);
                known = (now, ManifestSchema.ReadAll(document ?? []));
                documents[apiVersion] = known;
                if (documents.Count > MaximumDocuments)
                {
                    documents.Remove(documents.MinBy(entry => entry.Value.Read).Key);
                }
            }

            return known.Kinds.GetValueOrDefault(kind);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();
}
