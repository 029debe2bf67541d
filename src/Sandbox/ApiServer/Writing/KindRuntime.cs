using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.ManagedFields;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>What writing objects of one kind and version needs, made once.</summary>
internal sealed class KindRuntime
{
    private readonly FieldManager fields;

    public KindRuntime(KindDefinition definition, ObjectSchema schema, TimeProvider time)
    {
        Definition = definition;
        Schema = schema;
        Writer = definition.Scale is { } scale ? new(schema, scale.SpecReplicas, scale.StatusReplicas) : new(schema);
        fields = new(schema, time);
        MainIgnored = definition.HasStatus ? FieldSet.OfFields("status") : new();
        StatusIgnored = FieldSet.OfFields(schema.Complete.Properties.Keys.Where(name => name != "status").Append("metadata"));
    }

    public KindDefinition Definition { get; }

    public ResourceKind Kind => Definition.Resource;

    /// <summary>Where the kind's objects are in the store.</summary>
    public string StoreId => Definition.StoreId;

    public ObjectSchema Schema { get; }

    public ObjectWriter Writer { get; }

    /// <summary>What a write to the object itself cannot change.</summary>
    public FieldSet MainIgnored { get; }

    /// <summary>What a write to the status cannot change.</summary>
    public FieldSet StatusIgnored { get; }

    /// <summary>
    /// Whether field ownership can be worked out for what a request sends: not when the status, which it cannot write anyway, is of wrong
    /// types. The object is written all the same, without its record.
    /// </summary>
    public bool CanOwn(JsonObject sent) =>
        !Definition.IsCustom || !Definition.HasStatus || sent["status"] is not { } status || TypedCheck.Find(Schema.Complete, new JsonObject { ["status"] = status.DeepClone() }).Count == 0;

    /// <summary>The object in the form it is stored in; the same object when that is its own.</summary>
    public JsonObject ToStored(JsonObject value) => Definition.StoredAs is null ? value : EventForms.ToCore(value);

    /// <summary>Field ownership, as of now or of another moment.</summary>
    public FieldManager Fields(DateTimeOffset? moment = null) => moment is null ? fields : new(Schema, new StoppedClock(moment.Value));

    private sealed class StoppedClock(DateTimeOffset moment) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => moment;
    }
}

/// <summary>The runtimes of the kinds of a catalogue.</summary>
internal sealed class KindRuntimes(KindCatalog catalog, TimeProvider time)
{
    private readonly SchemaParser parser = new();
    private readonly ConditionalWeakTable<KindDefinition, KindRuntime> runtimes = [];
    private volatile Tuple<IReadOnlyList<KindDefinition>, Dictionary<string, KindDefinition>>? byId;

    /// <summary>The runtime of a definition.</summary>
    public KindRuntime Of(KindDefinition definition) => runtimes.GetValue(definition, Make);

    /// <summary>The definition of a kind, whatever the version; null when it is not served.</summary>
    public KindDefinition? FindById(string id)
    {
        IReadOnlyList<KindDefinition> all = catalog.All;
        Tuple<IReadOnlyList<KindDefinition>, Dictionary<string, KindDefinition>>? index = byId;
        if (index is null || !ReferenceEquals(index.Item1, all))
        {
            index = new(all, all.GroupBy(kind => kind.Resource.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal));
            byId = index;
        }

        return index.Item2.GetValueOrDefault(id);
    }

    private KindRuntime Make(KindDefinition definition)
    {
        StructuralSchema declared = definition.Schema is JsonObject schema ? parser.Parse(schema) : StructuralSchema.Anything;
        NameForm form = definition.Resource.Id switch
        {
            "namespaces" => NameForm.Label,
            "services" => NameForm.ServiceLabel,
            _ when definition.Resource.Group == "rbac.authorization.k8s.io" => NameForm.PathSegment,
            _ => NameForm.Subdomain,
        };
        return new(definition, new ObjectSchema(definition.Resource, declared, form, definition.IsCustom), time);
    }
}
