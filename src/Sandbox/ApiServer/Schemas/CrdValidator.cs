using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// Decides whether a CustomResourceDefinition (apiextensions.k8s.io/v1) is acceptable: names, versions, scope, and that its schemas are
/// structural. Covers the mistakes people make, not each of the server's rules (printer columns, conversion webhooks and CEL are not
/// looked at). The CRD's own metadata is checked like that of any object.
/// </summary>
internal static class CrdValidator
{
    private static readonly string[] Scopes = ["Cluster", "Namespaced"];

    /// <summary>Fills in what may be left out: singular and list kind, conversion.</summary>
    public static void ApplyDefaults(JsonObject crd)
    {
        if (crd["spec"] is not JsonObject spec)
        {
            return;
        }

        if (spec["names"] is JsonObject names && JsonTypes.Text(names["kind"]) is { Length: > 0 } kind)
        {
            if (string.IsNullOrEmpty(JsonTypes.Text(names["singular"])))
            {
                names["singular"] = kind.ToLowerInvariant();
            }

            if (string.IsNullOrEmpty(JsonTypes.Text(names["listKind"])))
            {
                names["listKind"] = $"{kind}List";
            }
        }

        spec["conversion"] ??= new JsonObject { ["strategy"] = "None" };
    }

    /// <summary>Refuses an unacceptable CRD.</summary>
    /// <exception cref="WriteRefusedException">422 with a cause per fault.</exception>
    public static void Validate(JsonObject crd)
    {
        List<FieldError> errors = [.. Find(crd)];
        if (errors.Count > 0)
        {
            throw WriteRefusedException.Invalid("apiextensions.k8s.io", "CustomResourceDefinition", JsonTypes.Text(crd["metadata"]?["name"]) ?? "", errors);
        }
    }

    /// <summary>The faults of a CRD.</summary>
    public static IReadOnlyList<FieldError> Find(JsonObject crd)
    {
        List<FieldError> errors = [];
        JsonObject spec = crd["spec"] as JsonObject ?? [];
        JsonObject names = spec["names"] as JsonObject ?? [];
        string group = Text(spec, "group");
        string name = JsonTypes.Text(crd["metadata"]?["name"]) ?? "";
        if (name != $"{Text(names, "plural")}.{group}")
        {
            errors.Add(FieldError.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
        }

        if (group.Length == 0)
        {
            errors.Add(FieldError.Required("spec.group"));
        }
        else if (NameRules.Subdomain(group).ToArray() is { Length: > 0 } complaints)
        {
            errors.AddRange(complaints.Select(words => FieldError.Invalid("spec.group", group, words)));
        }
        else if (!group.Contains('.', StringComparison.Ordinal))
        {
            errors.Add(FieldError.Invalid("spec.group", group, "should be a domain with at least one dot"));
        }

        string scope = Text(spec, "scope");
        if (scope.Length == 0)
        {
            errors.Add(FieldError.Required("spec.scope"));
        }
        else if (!Scopes.Contains(scope, StringComparer.Ordinal))
        {
            errors.Add(FieldError.NotSupported("spec.scope", scope, Scopes));
        }

        if (JsonTypes.IsTrue(spec["preserveUnknownFields"]))
        {
            errors.Add(FieldError.Invalid("spec.preserveUnknownFields", true, "cannot set to true, set x-preserve-unknown-fields to true in spec.versions[*].schema instead"));
        }

        CheckNames(names, errors);
        CheckVersions(spec["versions"] as JsonArray ?? [], errors);
        return errors;
    }

    private static void CheckNames(JsonObject names, List<FieldError> errors)
    {
        foreach (string field in new[] { "plural", "singular", "kind", "listKind" })
        {
            string value = Text(names, field);
            bool mixedCase = field is "kind" or "listKind";
            if (value.Length == 0)
            {
                errors.Add(FieldError.Required($"spec.names.{field}"));
                continue;
            }

            IEnumerable<string> complaints = NameRules.Dns1035Label(mixedCase ? value.ToLowerInvariant() : value);
            errors.AddRange(complaints.Select(words => FieldError.Invalid($"spec.names.{field}", value, mixedCase ? $"may have mixed case, but should otherwise match: {words}" : words)));
        }

        foreach (string list in new[] { "shortNames", "categories" })
        {
            JsonArray values = names[list] as JsonArray ?? [];
            for (int i = 0; i < values.Count; i++)
            {
                string value = JsonTypes.Text(values[i]) ?? "";
                errors.AddRange(NameRules.Dns1035Label(value).Select(words => FieldError.Invalid(FieldPath.Index($"spec.names.{list}", i), value, words)));
            }
        }

        if (Text(names, "kind").Length > 0 && Text(names, "kind") == Text(names, "listKind"))
        {
            errors.Add(FieldError.Invalid("spec.names.listKind", Text(names, "listKind"), "kind and listKind may not be the same"));
        }
    }

    private static void CheckVersions(JsonArray versions, List<FieldError> errors)
    {
        JsonObject[] all = [.. versions.OfType<JsonObject>()];
        string[] texts = [.. all.Select(version => CanonicalJson.Of(version["schema"])).Distinct(StringComparer.Ordinal)];
        for (int i = 0; i < all.Length; i++)
        {
            string path = FieldPath.Index("spec.versions", i);
            string name = Text(all[i], "name");
            errors.AddRange(NameRules.Dns1035Label(name).Select(words => FieldError.Invalid($"{path}.name", name, words)));
            if (all[i]["schema"]?["openAPIV3Schema"] is not JsonObject schema)
            {
                errors.Add(FieldError.Required($"{path}.schema.openAPIV3Schema", "schemas are required"));
            }
            else if (texts.Length > 1 || i == 0)
            {
                // One schema for all versions is reported where the server keeps it: beside the versions.
                StructuralRules.Check(schema, texts.Length > 1 ? $"{path}.schema.openAPIV3Schema" : "spec.validation.openAPIV3Schema", errors);
            }
        }

        if (all.Select(version => Text(version, "name")).Distinct(StringComparer.Ordinal).Count() < all.Length)
        {
            errors.Add(FieldError.Invalid("spec.versions", versions, "must contain unique version names"));
        }

        if (all.Count(version => JsonTypes.IsTrue(version["storage"])) != 1)
        {
            errors.Add(FieldError.Invalid("spec.versions", versions, "must have exactly one version marked as storage version"));
        }
    }

    private static string Text(JsonObject value, string field) => JsonTypes.Text(value[field]) ?? "";
}
