using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// Checks <c>metadata</c> as every kind does (meta/v1 ObjectMeta), on create and on update. Works on metadata that was decoded
/// (<see cref="MetadataCoercion"/>).
/// </summary>
internal static class ObjectMetaValidator
{
    private const int AnnotationLimit = 256 * 1024;

    /// <summary>The faults of an object's metadata at creation.</summary>
    /// <param name="metadata">The metadata, name generated already.</param>
    /// <param name="namespaced">Whether the kind lives in namespaces.</param>
    /// <param name="form">How the kind's objects may be called.</param>
    /// <param name="path">Path of the metadata, for embedded resources another than <c>metadata</c>.</param>
    public static IReadOnlyList<FieldError> Validate(JsonObject metadata, bool namespaced, NameForm form = NameForm.Subdomain, string path = "metadata")
    {
        List<FieldError> errors = [];
        string prefix = Text(metadata, "generateName");
        if (prefix.Length > 0)
        {
            errors.AddRange(NameRules.Prefix(form, prefix).Select(words => FieldError.Invalid($"{path}.generateName", prefix, words)));
        }

        string name = Text(metadata, "name");
        if (name.Length == 0)
        {
            errors.Add(FieldError.Required($"{path}.name", "name or generateName is required"));
        }
        else
        {
            errors.AddRange(NameRules.Name(form, name).Select(words => FieldError.Invalid($"{path}.name", name, words)));
        }

        CheckNamespace(Text(metadata, "namespace"), namespaced, path, errors);
        CheckCommon(metadata, path, errors);
        return errors;
    }

    /// <summary>The faults of an embedded resource's metadata: its name is not looked at.</summary>
    public static IReadOnlyList<FieldError> ValidateEmbedded(JsonObject metadata, string path)
    {
        List<FieldError> errors = [];
        string space = Text(metadata, "namespace");
        if (space.Length > 0)
        {
            CheckNamespace(space, true, path, errors);
        }

        CheckCommon(metadata, path, errors);
        return errors;
    }

    /// <summary>
    /// The faults of new metadata against the metadata it replaces; fields a client may leave out must have been carried over
    /// (<see cref="ObjectMetaUpdate.CarryOver"/>).
    /// </summary>
    public static IReadOnlyList<FieldError> ValidateUpdate(JsonObject metadata, JsonObject old, string path = "metadata")
    {
        List<FieldError> errors = [];
        if (old["deletionTimestamp"] is not null)
        {
            string[] added = [.. Texts(metadata["finalizers"]).Except(Texts(old["finalizers"]), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            if (added.Length > 0)
            {
                errors.Add(FieldError.Forbidden($"{path}.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers {Strings(added)}"));
            }
        }

        if (Text(metadata, "resourceVersion").Length == 0)
        {
            errors.Add(FieldError.Invalid($"{path}.resourceVersion", "", "must be specified for an update"));
        }

        if (Number(metadata, "generation") < Number(old, "generation"))
        {
            errors.Add(FieldError.Invalid($"{path}.generation", metadata["generation"], "must not be decremented"));
        }

        foreach (string field in new[] { "name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds" })
        {
            if (!JsonTypes.Equal(metadata[field], old[field]))
            {
                errors.Add(FieldError.InvalidText($"{path}.{field}", Shown(field, metadata[field]), "field is immutable"));
            }
        }

        CheckCommon(metadata, path, errors);
        return errors;
    }

    private static void CheckNamespace(string space, bool namespaced, string path, List<FieldError> errors)
    {
        if (!namespaced)
        {
            if (space.Length > 0)
            {
                errors.Add(FieldError.Forbidden($"{path}.namespace", "not allowed on this type"));
            }
        }
        else if (space.Length == 0)
        {
            errors.Add(FieldError.Required($"{path}.namespace"));
        }
        else
        {
            errors.AddRange(NameRules.Label(space).Select(words => FieldError.Invalid($"{path}.namespace", space, words)));
        }
    }

    private static void CheckCommon(JsonObject metadata, string path, List<FieldError> errors)
    {
        if (Number(metadata, "generation") < 0)
        {
            errors.Add(FieldError.Invalid($"{path}.generation", metadata["generation"], "must be greater than or equal to 0"));
        }

        foreach ((string key, JsonNode? value) in metadata["labels"] as JsonObject ?? [])
        {
            string text = JsonTypes.Text(value) ?? "";
            errors.AddRange(NameRules.QualifiedName(key).Select(words => FieldError.Invalid($"{path}.labels", key, words)));
            errors.AddRange(NameRules.LabelValue(text).Select(words => FieldError.Invalid($"{path}.labels", text, words)));
        }

        CheckAnnotations(metadata["annotations"] as JsonObject ?? [], $"{path}.annotations", errors);
        OwnerReferenceRules.Check(metadata["ownerReferences"] as JsonArray ?? [], $"{path}.ownerReferences", errors);
        string[] finalizers = Texts(metadata["finalizers"]);
        errors.AddRange(finalizers.SelectMany(finalizer => NameRules.QualifiedName(finalizer).Select(words => FieldError.Invalid($"{path}.finalizers", finalizer, words))));
        if (finalizers.Contains("orphan", StringComparer.Ordinal) && finalizers.Contains("foregroundDeletion", StringComparer.Ordinal))
        {
            errors.Add(FieldError.InvalidText($"{path}.finalizers", Strings(finalizers), "finalizer orphan and foregroundDeletion cannot be both set"));
        }
    }

    private static void CheckAnnotations(JsonObject annotations, string path, List<FieldError> errors)
    {
        long size = 0;
        foreach ((string key, JsonNode? value) in annotations)
        {
            // Keys are compared without regard to case here, unlike label keys: upper case is allowed in the prefix.
            errors.AddRange(NameRules.QualifiedName(key.ToLowerInvariant()).Select(words => FieldError.Invalid(path, key, words)));
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(JsonTypes.Text(value) ?? "");
        }

        if (size > AnnotationLimit)
        {
            errors.Add(FieldError.TooManyBytes(path, AnnotationLimit));
        }
    }

    private static string Text(JsonObject metadata, string field) => JsonTypes.Text(metadata[field]) ?? "";

    private static long Number(JsonObject metadata, string field) => JsonTypes.TryInteger(metadata[field], out long value) ? value : 0;

    private static string[] Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(JsonTypes.Text).OfType<string>()];

    private static string Strings(IEnumerable<string> texts) => $"[]string{{{string.Join(", ", texts.Select(GoText.Quote))}}}";

    private static string Shown(string field, JsonNode? value) =>
        field.EndsWith("Timestamp", StringComparison.Ordinal) && DateTimeOffset.TryParse(JsonTypes.Text(value), CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " +0000 UTC"
            : GoText.Value(value);
}
