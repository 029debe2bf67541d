using System.Text.Json;

namespace BackupConsole.KubeStash.Manifests.Fields;

/// <summary>Finds in a schema what is said about one field.</summary>
public static class FieldReading
{
    /// <summary>What is said about a field; <c>null</c> when the kind has no such field.</summary>
    /// <param name="schema">The kind's schema.</param>
    /// <param name="path">The field; where an index of a list is left out, any of its items.</param>
    public static FieldFacts? Describe(this ManifestSchema schema, ManifestPath path)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(path);
        JsonElement at = schema.Root;
        bool required = true;
        foreach (ManifestPathSegment segment in path.Segments)
        {
            SchemaRules rules = new(schema, at);
            if (segment is ManifestPathSegment.Field && rules.Items is { } items && rules.Properties.Count == 0)
            {
                rules = new SchemaRules(schema, items); // A path without indexes means any item.
            }

            required = segment is ManifestPathSegment.Field field && rules.Required.Contains(field.Name);
            JsonElement? next = segment switch
            {
                ManifestPathSegment.Field { Name: var name } => rules.Properties.TryGetValue(name, out JsonElement property) ? property : rules.OtherFields,
                _ => rules.Items,
            };
            if (next is null)
            {
                return rules.AllowsAnyField ? new FieldFacts(FieldWords.Anything, IsRequired: false) : null;
            }

            at = next.Value;
        }

        return Facts(schema, at, required);
    }

    private static FieldFacts Facts(ManifestSchema schema, JsonElement at, bool required)
    {
        SchemaRules rules = new(schema, at);
        SchemaRules inner = rules.Items is { } items ? new SchemaRules(schema, items) : rules;
        IReadOnlyList<JsonElement> parts = schema.Parts(at);
        return new FieldFacts(FieldWords.Type(rules, inner), required)
        {
            Allowed = [.. (rules.Enum ?? []).Select(value => value?.ToString() ?? "null").Where(value => value.Length > 0)],
            Default = parts.Select(part => ManifestSchema.Child(part, "default")).FirstOrDefault(found => found is not null)?.GetRawText(),
            Description = parts.Select(part => ManifestSchema.Child(part, "description")).FirstOrDefault(found => found is { ValueKind: JsonValueKind.String })?.GetString() ?? "",
            Fields = [.. inner.Properties.Keys.Select(name => (Name: name, IsRequired: inner.Required.Contains(name))).OrderByDescending(entry => entry.IsRequired).ThenBy(entry => entry.Name, StringComparer.Ordinal)],
        };
    }
}
