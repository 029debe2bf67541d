using System.Collections.Frozen;
using System.Collections.Immutable;
using BackupConsole.Sandbox.ApiServer.Kinds.Documents;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds;

/// <summary>The catalogue at one moment, with its indexes and documents.</summary>
internal sealed class KindSnapshot
{
    private readonly Lazy<DiscoveryDocuments> discovery;
    private readonly Lazy<OpenApiDocuments> openApi;

    public KindSnapshot(IReadOnlyList<KindDefinition> builtIn, ImmutableSortedDictionary<string, IReadOnlyList<KindDefinition>> custom)
    {
        Custom = custom;
        All = [.. builtIn, .. custom.Values.SelectMany(kinds => kinds).OrderBy(kind => kind.Resource.Group, StringComparer.Ordinal)];
        ByPlural = All.ToFrozenDictionary(kind => (kind.Resource.Group, kind.Resource.Version, kind.Resource.Plural));
        ByKind = All.GroupBy(kind => (kind.Resource.Group, kind.Resource.Version, kind.Resource.Kind)).ToFrozenDictionary(group => group.Key, group => group.First());
        Versions = All.Select(kind => (kind.Resource.Group, kind.Resource.Version)).ToFrozenSet();
        discovery = new Lazy<DiscoveryDocuments>(() => new DiscoveryDocuments(All));
        openApi = new Lazy<OpenApiDocuments>(() => new OpenApiDocuments(All));
    }

    /// <summary>Custom kinds by the name of their definition.</summary>
    public ImmutableSortedDictionary<string, IReadOnlyList<KindDefinition>> Custom { get; }

    /// <summary>All kinds, built-in ones first, then by group.</summary>
    public IReadOnlyList<KindDefinition> All { get; }

    /// <summary>Kinds by group, version and plural.</summary>
    public FrozenDictionary<(string Group, string Version, string Plural), KindDefinition> ByPlural { get; }

    /// <summary>Kinds by group, version and kind.</summary>
    public FrozenDictionary<(string Group, string Version, string Kind), KindDefinition> ByKind { get; }

    /// <summary>Groups and versions that have kinds.</summary>
    public FrozenSet<(string Group, string Version)> Versions { get; }

    /// <summary>Discovery documents, made when first asked for.</summary>
    public DiscoveryDocuments Discovery => discovery.Value;

    /// <summary>OpenAPI documents, made when first asked for.</summary>
    public OpenApiDocuments OpenApi => openApi.Value;
}
