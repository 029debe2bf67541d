using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary><c>x-kubernetes-list-type</c>; a list without one is atomic.</summary>
internal enum ListType
{
    Atomic,
    Set,
    Map,
}

/// <summary>
/// One node of an OpenAPI v3 schema as CustomResourceDefinitions use it ("structural"): what pruning, defaulting, validation,
/// strategic merge and field ownership need. Immutable; equal subtrees of a <see cref="SchemaParser"/> are the same instance, which
/// shrinks pod-template-laden schemas to a few hundred nodes. <c>x-kubernetes-validations</c> (CEL) is not evaluated.
/// </summary>
internal sealed class StructuralSchema
{
    private static readonly FrozenDictionary<string, StructuralSchema> None = FrozenDictionary<string, StructuralSchema>.Empty;

    /// <summary>A schema that knows nothing: everything below is kept and deduced.</summary>
    public static StructuralSchema Anything { get; } = new() { PreserveUnknownFields = true };

    /// <summary><c>type</c>; empty when none is given.</summary>
    public string Type { get; init; } = "";

    /// <summary>Named fields, in the schema's order.</summary>
    public IReadOnlyDictionary<string, StructuralSchema> Properties { get; init; } = None;

    /// <summary>The schema of a list's items.</summary>
    public StructuralSchema? Items { get; init; }

    /// <summary>The schema of a map's values; null when values are free or there are none.</summary>
    public StructuralSchema? AdditionalProperties { get; init; }

    /// <summary><c>additionalProperties: true</c>: values of any kind.</summary>
    public bool AllowsAnyProperty { get; init; }

    /// <summary>Whether null is a value here.</summary>
    public bool Nullable { get; init; }

    /// <summary><c>x-kubernetes-int-or-string</c>.</summary>
    public bool IntOrString { get; init; }

    /// <summary><c>x-kubernetes-preserve-unknown-fields</c>: fields below that are not specified are kept.</summary>
    public bool PreserveUnknownFields { get; init; }

    /// <summary><c>x-kubernetes-embedded-resource</c>: a whole object with <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>.</summary>
    public bool EmbeddedResource { get; init; }

    /// <summary><c>x-kubernetes-list-type</c>.</summary>
    public ListType ListType { get; init; }

    /// <summary><c>x-kubernetes-list-map-keys</c>.</summary>
    public ImmutableArray<string> ListMapKeys { get; init; } = [];

    /// <summary><c>x-kubernetes-map-type: atomic</c>: the map has one owner and is replaced whole.</summary>
    public bool AtomicMap { get; init; }

    /// <summary>The default; null when there is none (a default of null does not count, as on a server).</summary>
    public JsonNode? Default { get; init; }

    /// <summary>Whether this node or one below has a default, so that defaulting can skip the rest.</summary>
    public bool HasDefaults { get; init; }

    /// <summary><c>x-kubernetes-patch-strategy</c> of a built-in kind: <c>merge</c>, <c>replace</c>, <c>retainKeys</c>, comma-separated.</summary>
    public string PatchStrategy { get; init; } = "";

    /// <summary><c>x-kubernetes-patch-merge-key</c> of a built-in kind's list.</summary>
    public string? PatchMergeKey { get; init; }

    /// <summary>Value validations; null when there are none.</summary>
    public ValueRules? Rules { get; init; }

    /// <summary>The schema of a field of this object: named, else that of the map's values; null when unknown.</summary>
    public StructuralSchema? Field(string name) => Properties.TryGetValue(name, out StructuralSchema? schema) ? schema : AdditionalProperties;

    /// <summary>The same schema with some properties put in or replaced.</summary>
    public StructuralSchema WithProperties(params IEnumerable<KeyValuePair<string, StructuralSchema>> properties)
    {
        Dictionary<string, StructuralSchema> all = new(Properties, StringComparer.Ordinal);
        foreach ((string name, StructuralSchema schema) in properties)
        {
            all[name] = schema;
        }

        return new()
        {
            Type = Type,
            Properties = all,
            Items = Items,
            AdditionalProperties = AdditionalProperties,
            AllowsAnyProperty = AllowsAnyProperty,
            Nullable = Nullable,
            IntOrString = IntOrString,
            PreserveUnknownFields = PreserveUnknownFields,
            EmbeddedResource = EmbeddedResource,
            ListType = ListType,
            ListMapKeys = ListMapKeys,
            AtomicMap = AtomicMap,
            Default = Default,
            HasDefaults = HasDefaults,
            PatchStrategy = PatchStrategy,
            PatchMergeKey = PatchMergeKey,
            Rules = Rules,
        };
    }
}
