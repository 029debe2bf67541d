using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// The steps between a request body and an object that may be stored, for one kind. A server runs them in this order: read the body
/// (<see cref="JsonBodyReader"/>, <see cref="YamlBodyReader"/>), <see cref="Decode"/> (or a patch and then <see cref="DecodePatched"/>), its own
/// metadata and admission, <see cref="ValidateCreate"/> or <see cref="ValidateUpdate"/>, then field ownership
/// (<see cref="BackupConsole.Sandbox.ApiServer.ManagedFields.FieldManager"/>). Objects are changed in place; refusals are <see cref="WriteRefusedException"/>. Stateless.
/// Every fault of an update counts, also one the stored object has already (servers from 1.30 on let those pass).
/// </summary>
/// <param name="schema">Schema of the kind.</param>
/// <param name="replicaPaths">Paths of the numbers that a custom kind's scale subresource shows.</param>
internal sealed class ObjectWriter(ObjectSchema schema, params IReadOnlyList<string> replicaPaths)
{
    /// <summary>The schema of the kind.</summary>
    public ObjectSchema Schema { get; } = schema;

    /// <summary>
    /// Decodes the object of a create or replace: checks that metadata can be read, drops unknown fields, puts defaults in.
    /// </summary>
    /// <param name="duplicates">What reading the body found.</param>
    /// <returns>Warnings to send (<see cref="FieldValidation.Warn"/>).</returns>
    /// <exception cref="WriteRefusedException">400: metadata cannot be read, or fields are unknown or duplicate and the mode is strict.</exception>
    public IReadOnlyList<string> Decode(JsonObject value, FieldValidation mode, IReadOnlyList<string> duplicates)
    {
        if (FindDecodingError(value) is { } error)
        {
            throw WriteRefusedException.BadRequest(CannotBeHandled(error));
        }

        List<string> complaints = Complete(value, mode, duplicates);
        if (mode == FieldValidation.Strict && complaints.Count > 0)
        {
            throw WriteRefusedException.BadRequest(CannotBeHandled(Strict(complaints)));
        }

        return complaints;
    }

    /// <summary>The same for an object that a patch made; refusals are 422 and name the field <c>patch</c>.</summary>
    /// <param name="duplicates">What reading the patch found.</param>
    public IReadOnlyList<string> DecodePatched(JsonNode? patched, FieldValidation mode, IReadOnlyList<string> duplicates)
    {
        if (patched is not JsonObject value)
        {
            throw WriteRefusedException.PatchedObjectUnreadable(patched, "couldn't get version/kind; json parse error: the patched value is not an object");
        }

        foreach (string field in new[] { "kind", "apiVersion" })
        {
            if (string.IsNullOrEmpty(JsonTypes.Text(value[field])))
            {
                if (!Schema.Custom && value[field] is null)
                {
                    value[field] = field == "kind" ? Schema.Kind.Kind : Schema.Kind.ApiVersion;
                    continue;
                }

                throw WriteRefusedException.PatchedObjectUnreadable(value, $"Object '{(field == "kind" ? "Kind" : "apiVersion")}' is missing in '{value.ToJsonString(CanonicalJson.Plain)}'");
            }
        }

        JsonNode before = value.DeepClone();
        if (FindDecodingError(value) is { } error)
        {
            throw WriteRefusedException.PatchedObjectUnreadable(before, error);
        }

        List<string> complaints = Complete(value, mode, duplicates);
        if (mode == FieldValidation.Strict && complaints.Count > 0)
        {
            throw WriteRefusedException.PatchedObjectUnreadable(before, Strict(complaints));
        }

        return complaints;
    }

    /// <summary>Checks a new object.</summary>
    /// <exception cref="WriteRefusedException">422 with a cause per fault.</exception>
    public void ValidateCreate(JsonObject value)
    {
        IReadOnlyList<FieldError> errors = [.. ObjectMetaValidator.Validate(Metadata(value), Schema.Kind.Namespaced, Schema.NameForm), .. FindFaults(value)];
        Refuse(value, errors);
    }

    /// <summary>
    /// Checks an object that replaces another. Faults of metadata come twice, once from the general and once from the kind's own
    /// checks, as a server lists them.
    /// </summary>
    /// <exception cref="WriteRefusedException">422 with a cause per fault.</exception>
    public void ValidateUpdate(JsonObject value, JsonObject old)
    {
        ObjectMetaUpdate.CarryOver(Metadata(value), Metadata(old));
        IReadOnlyList<FieldError> metadata = ObjectMetaValidator.ValidateUpdate(Metadata(value), Metadata(old));
        Refuse(value, [.. metadata, .. metadata, .. FindFaults(value)]);
    }

    /// <summary>What the schema has against an object: values, embedded resources, duplicates in sets and maps. Metadata apart, and types of built-in kinds, which decoding knows.</summary>
    public IReadOnlyList<FieldError> FindFaults(JsonObject value) =>
        [.. SchemaValidator.Validate(Schema.Declared, value).Where(fault => Schema.Custom || fault.Reason != "FieldValueTypeInvalid"), .. EmbeddedResourceRules.Validate(Schema.Declared, value), .. ListTypeValidator.Validate(Schema.Declared, value), .. ScaleRules.Find(replicaPaths, value)];

    /// <summary>The refusal of a replacement without a version; worded with the plural and a number, as a server does.</summary>
    public WriteRefusedException MissingResourceVersion(string name) =>
        WriteRefusedException.Invalid(Schema.Kind.Group, Schema.Kind.Plural, name, [FieldError.InvalidText("metadata.resourceVersion", "0x0", "must be specified for an update")]);

    private string? FindDecodingError(JsonObject value)
    {
        if (value.TryGetPropertyValue("metadata", out JsonNode? metadata) && metadata is null)
        {
            value["metadata"] = new JsonObject();
        }

        return MetadataCoercion.FindError(value["metadata"])
            ?? (Schema.Custom ? MetadataCoercion.FindEmbeddedError(Schema.Declared, value) : TypedDecoding.FindError(Schema.Declared, value, Schema.Kind.Kind));
    }

    private List<string> Complete(JsonObject value, FieldValidation mode, IReadOnlyList<string> duplicates)
    {
        IReadOnlyList<string> unknown = Pruner.Prune(Schema.Complete, value);
        if (!Schema.Custom && Metadata(value)["managedFields"] is JsonArray { Count: 0 } reset)
        {
            // Where metadata is typed, an empty list is told from none, and resets as the list of one empty entry does.
            reset.Add(new JsonObject());
        }

        MetadataCoercion.Normalize(Metadata(value));
        if (!Schema.Custom)
        {
            // The one list that is written without entries too, so that naming none is more than naming nothing.
            bool namesNoRules = Schema.Kind.Group == "rbac.authorization.k8s.io" && value["rules"] is JsonArray { Count: 0 };
            TypedDecoding.Normalize(Schema.Declared, value);
            if (namesNoRules)
            {
                value["rules"] = new JsonArray();
            }
        }

        Defaulter.Apply(Schema.Declared, value);
        return mode == FieldValidation.Ignore ? [] : [.. duplicates, .. unknown.Select(path => $"unknown field {GoText.Quote(path)}")];
    }

    private string CannotBeHandled(string why) => $"{Schema.Kind.Kind} in version {GoText.Quote(Schema.Kind.Version)} cannot be handled as a {Schema.Kind.Kind}: {why}";

    private static string Strict(List<string> complaints) => $"strict decoding error: {string.Join(", ", complaints)}";

    private void Refuse(JsonObject value, IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0)
        {
            throw WriteRefusedException.Invalid(Schema.Kind.Group, Schema.Kind.Kind, JsonTypes.Text(Metadata(value)["name"]) ?? "", errors);
        }
    }

    private static JsonObject Metadata(JsonObject value)
    {
        if (value["metadata"] is not JsonObject metadata)
        {
            metadata = [];
            value["metadata"] = metadata;
        }

        return metadata;
    }
}
