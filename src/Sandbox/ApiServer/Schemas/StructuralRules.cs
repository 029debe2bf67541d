using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>Whether an <c>openAPIV3Schema</c> is structural and uses what CRDs may use. Works on the text's tree: what was written counts.</summary>
internal sealed class StructuralRules
{
    private const int MaxDepth = 100;

    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly string[] Unsupported = ["$ref", "definitions", "dependencies", "deprecated", "discriminator", "id", "patternProperties", "readOnly", "writeOnly", "xml"];
    private static readonly string[] ForbiddenInParts =
        ["type", "default", "additionalProperties", "nullable", "title", "description", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource", "x-kubernetes-int-or-string"];

    /// <summary>What is wrong with each pattern met (null: nothing): the same few occur thousands of times.</summary>
    private readonly Dictionary<string, string?> patterns = new(StringComparer.Ordinal);

    private StructuralRules()
    {
    }

    /// <summary>Adds the faults of a schema.</summary>
    public static void Check(JsonObject schema, string path, List<FieldError> errors)
    {
        string type = Text(schema, "type");
        if (type.Length == 0)
        {
            errors.Add(FieldError.Required($"{path}.type", "must not be empty at the root"));
        }
        else if (type != "object")
        {
            errors.Add(FieldError.Invalid($"{path}.type", type, "must be object at the root"));
        }

        int before = errors.Count;
        new StructuralRules().Walk(schema, path, Place.Root, 0, errors);
        if (errors.Count == before && type == "object")
        {
            CheckDefaults(new SchemaParser().Parse(schema), path, errors);
        }
    }

    private void Walk(JsonObject schema, string path, Place place, int depth, List<FieldError> errors)
    {
        if (depth > MaxDepth)
        {
            errors.Add(FieldError.Forbidden(path, $"a schema may be {MaxDepth} levels deep"));
            return;
        }

        CheckKeywords(schema, path, errors);
        if (place is Place.Part)
        {
            errors.AddRange(ForbiddenInParts.Where(schema.ContainsKey).Select(name => FieldError.Forbidden($"{path}.{name}", "must be empty to be structural")));
        }
        else
        {
            CheckType(schema, path, place, errors);
            CheckParts(schema, schema, path, path, errors);
        }

        foreach ((string name, JsonNode? child) in schema["properties"] as JsonObject ?? [])
        {
            if (child is JsonObject childSchema)
            {
                string at = FieldPath.Key($"{path}.properties", name);
                if (place == Place.Root && name is "apiVersion" or "kind" or "metadata")
                {
                    CheckRootField(name, childSchema, at, errors);
                }

                Walk(childSchema, at, place == Place.Part ? Place.Part : Place.Field, depth + 1, errors);
            }
        }

        if (schema["items"] is JsonObject items)
        {
            Walk(items, $"{path}.items", place == Place.Part ? Place.Part : Place.Item, depth + 1, errors);
        }

        if (schema["additionalProperties"] is JsonObject values)
        {
            Walk(values, $"{path}.additionalProperties", Place.Field, depth + 1, errors);
        }

        foreach ((string at, JsonObject part) in Parts(schema, path))
        {
            // int-or-string is spelled with types in its anyOf; that spelling alone is allowed.
            if (!JsonTypes.IsTrue(schema["x-kubernetes-int-or-string"]))
            {
                Walk(part, at, Place.Part, depth + 1, errors);
            }
        }
    }

    private void CheckKeywords(JsonObject schema, string path, List<FieldError> errors)
    {
        errors.AddRange(Unsupported.Where(schema.ContainsKey).Select(name => FieldError.Forbidden($"{path}.{name}", $"{name} is not supported")));
        if (JsonTypes.IsTrue(schema["uniqueItems"]))
        {
            errors.Add(FieldError.Forbidden($"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        }

        if (schema["items"] is JsonArray)
        {
            errors.Add(FieldError.Forbidden($"{path}.items", "items must be a schema object and not an array"));
        }

        if (schema["x-kubernetes-preserve-unknown-fields"] is JsonValue keep && !JsonTypes.IsTrue(keep))
        {
            errors.Add(FieldError.Invalid($"{path}.x-kubernetes-preserve-unknown-fields", false, "must be true or undefined"));
        }

        if (JsonTypes.Text(schema["pattern"]) is { Length: > 0 } pattern)
        {
            if (!patterns.TryGetValue(pattern, out string? fault))
            {
                fault = FindFault(pattern);
                patterns[pattern] = fault;
            }

            if (fault is not null)
            {
                errors.Add(FieldError.Invalid($"{path}.pattern", pattern, $"must be a valid regular expression, but isn't: error parsing regexp: {fault}"));
            }
        }

        ListRules.Check(schema, path, errors);
    }

    private static string? FindFault(string pattern)
    {
        try
        {
            _ = new ValueRules { Pattern = pattern }.Expression;
            return null;
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException)
        {
            return unusable.Message;
        }
    }

    private static void CheckType(JsonObject schema, string path, Place place, List<FieldError> errors)
    {
        string type = Text(schema, "type");
        bool free = JsonTypes.IsTrue(schema["x-kubernetes-int-or-string"]) || JsonTypes.IsTrue(schema["x-kubernetes-preserve-unknown-fields"]);
        if (type.Length == 0)
        {
            if (!free && place != Place.Root)
            {
                errors.Add(FieldError.Required($"{path}.type", $"must not be empty for specified {(place == Place.Item ? "array items" : "object fields")}"));
            }
        }
        else if (!Types.Contains(type, StringComparer.Ordinal))
        {
            errors.Add(FieldError.NotSupported($"{path}.type", type, Types));
        }
        else if (type == "array" && schema["items"] is null)
        {
            errors.Add(FieldError.Required($"{path}.items", "must be specified"));
        }

        if (JsonTypes.IsTrue(schema["x-kubernetes-embedded-resource"]) && !JsonTypes.IsTrue(schema["x-kubernetes-preserve-unknown-fields"]) && schema["properties"] is not JsonObject { Count: > 0 })
        {
            errors.Add(FieldError.Required($"{path}.properties", "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"));
        }

        if (schema["properties"] is JsonObject { Count: > 0 } && schema["additionalProperties"] is not null)
        {
            errors.Add(FieldError.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive"));
        }
    }

    private static void CheckRootField(string name, JsonObject schema, string path, List<FieldError> errors)
    {
        string wanted = name == "metadata" ? "object" : "string";
        string type = Text(schema, "type");
        if (type.Length > 0 && type != wanted)
        {
            errors.Add(FieldError.Invalid($"{path}.type", type, $"must be {wanted}"));
        }

        if (name == "metadata" && schema["properties"] is JsonObject fields && fields.Any(field => field.Key is not ("name" or "generateName")))
        {
            errors.Add(FieldError.Forbidden(path, "must not specify anything other than name and generateName, but metadata is implicitly specified"));
        }
    }

    /// <summary>Every field a combination speaks of must be specified outside of it.</summary>
    private static void CheckParts(JsonObject outer, JsonObject holder, string outerPath, string path, List<FieldError> errors)
    {
        foreach ((string at, JsonObject part) in Parts(holder, path))
        {
            foreach (string name in (part["properties"] as JsonObject ?? []).Select(pair => pair.Key))
            {
                if (outer["properties"]?[name] is null)
                {
                    errors.Add(FieldError.Required(FieldPath.Key($"{outerPath}.properties", name), $"because it is defined in {FieldPath.Key($"{at}.properties", name)}"));
                }
            }

            CheckParts(outer, part, outerPath, at, errors);
        }
    }

    private static IEnumerable<(string Path, JsonObject Part)> Parts(JsonObject schema, string path)
    {
        foreach (string name in new[] { "allOf", "anyOf", "oneOf" })
        {
            JsonArray list = schema[name] as JsonArray ?? [];
            for (int i = 0; i < list.Count; i++)
            {
                if (list[i] is JsonObject part)
                {
                    yield return (FieldPath.Index($"{path}.{name}", i), part);
                }
            }
        }

        if (schema["not"] is JsonObject not)
        {
            yield return ($"{path}.not", not);
        }
    }

    private static void CheckDefaults(StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (!schema.HasDefaults)
        {
            return;
        }

        if (schema.Default is not null)
        {
            JsonNode value = schema.Default.DeepClone();
            if (Pruner.FindUnknown(schema, value).Count > 0)
            {
                errors.Add(FieldError.Invalid($"{path}.default", schema.Default, "must not have unknown fields"));
            }

            Defaulter.Apply(schema, value);
            errors.AddRange(SchemaValidator.Validate(schema, value).Select(error => error with { Field = error.Field.Length == 0 ? $"{path}.default" : $"{path}.default.{error.Field}" }));
        }

        foreach ((string name, StructuralSchema child) in schema.Properties)
        {
            CheckDefaults(child, FieldPath.Key($"{path}.properties", name), errors);
        }

        if (schema.Items is { } items)
        {
            CheckDefaults(items, $"{path}.items", errors);
        }

        if (schema.AdditionalProperties is { } values)
        {
            CheckDefaults(values, $"{path}.additionalProperties", errors);
        }
    }

    private static string Text(JsonObject value, string field) => JsonTypes.Text(value[field]) ?? "";

    private enum Place
    {
        Root,
        Field,
        Item,
        Part,
    }
}
