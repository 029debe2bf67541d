using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn;
using BackupConsole.Sandbox.ApiServer.Kinds.Custom;
using BackupConsole.Sandbox.ApiServer.Kinds.Documents;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds;

/// <summary>
/// Every kind the sandbox serves: the built-in ones, and those of the CustomResourceDefinitions installed in it. Safe for concurrent use; readers
/// see the catalogue before or after a change, never in between.
/// </summary>
internal sealed class KindCatalog
{
    private readonly Lock changing = new();
    private volatile KindSnapshot current = new(BuiltInKinds.All, ImmutableSortedDictionary.Create<string, IReadOnlyList<KindDefinition>>(StringComparer.Ordinal));

    /// <summary>A catalogue with the kinds that the sandbox ships with; the definitions themselves are given back, for storing.</summary>
    public static KindCatalog CreateShipped(out IReadOnlyList<JsonObject> definitions)
    {
        KindCatalog catalog = new();
        definitions = CustomKinds.ReadShipped();
        foreach (JsonObject definition in definitions)
        {
            catalog.Install(definition);
        }

        return catalog;
    }

    /// <summary>All kinds, built-in ones first.</summary>
    public IReadOnlyList<KindDefinition> All => current.All;

    /// <summary>The discovery documents of the catalogue as it is now.</summary>
    public DiscoveryDocuments Discovery => current.Discovery;

    /// <summary>The OpenAPI documents of the catalogue as it is now.</summary>
    public OpenApiDocuments OpenApi => current.OpenApi;

    /// <summary>Whether a group and version has any kind.</summary>
    public bool HasVersion(string group, string version) => current.Versions.Contains((group, version));

    /// <summary>The kind of a URL; null when there is none.</summary>
    public KindDefinition? Find(string group, string version, string plural) => current.ByPlural.GetValueOrDefault((group, version, plural));

    /// <summary>The kind of a manifest; null when there is none.</summary>
    public KindDefinition? FindKind(string group, string version, string kind) => current.ByKind.GetValueOrDefault((group, version, kind));

    /// <summary>The kinds of that plural, singular or short name, in any group and letter case, built-in ones first.</summary>
    public IReadOnlyList<KindDefinition> FindByName(string name) => [.. current.All.Where(kind => HasName(kind, name))];

    /// <summary>Adds the kinds of a CustomResourceDefinition, or replaces them. Its spec is kept and must not change any more.</summary>
    /// <exception cref="FormatException">A column's path cannot be read.</exception>
    public void Install(JsonObject definition)
    {
        string name = definition.TextOrEmpty("metadata", "name");
        IReadOnlyList<KindDefinition> kinds = CustomKinds.Read(definition);
        lock (changing)
        {
            current = new KindSnapshot(BuiltInKinds.All, current.Custom.SetItem(name, kinds));
        }
    }

    /// <summary>Removes the kinds of a CustomResourceDefinition.</summary>
    /// <param name="definitionName">Its name: <c>plural.group</c>.</param>
    /// <returns>Whether there was one of that name.</returns>
    public bool Remove(string definitionName)
    {
        lock (changing)
        {
            if (!current.Custom.ContainsKey(definitionName))
            {
                return false;
            }

            current = new KindSnapshot(BuiltInKinds.All, current.Custom.Remove(definitionName));
            return true;
        }
    }

    private static bool HasName(KindDefinition kind, string name) =>
        name.Equals(kind.Resource.Plural, StringComparison.OrdinalIgnoreCase)
        || name.Equals(kind.Singular, StringComparison.OrdinalIgnoreCase)
        || kind.ShortNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}
