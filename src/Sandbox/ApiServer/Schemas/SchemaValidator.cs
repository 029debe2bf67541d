using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// Checks a value against a schema and reports every fault in the server's words. Faults come in the order of the document (a real
/// server's order is random). A value of the wrong type is still checked against the choices (<c>enum</c>), as on a server.
/// </summary>
internal static class SchemaValidator
{
    /// <summary>How deep a document may be; deeper values are reported at the limit and not looked into.</summary>
    public const int MaxDepth = 200;

    /// <summary>The faults of a value; empty when it is valid.</summary>
    /// <param name="path">Path of the value; empty for a whole object.</param>
    public static IReadOnlyList<FieldError> Validate(StructuralSchema schema, JsonNode? value, string path = "")
    {
        Outcome outcome = new();
        Check(schema, value, path, 0, outcome);
        return outcome.Errors;
    }

    private static void Check(StructuralSchema schema, JsonNode? value, string path, int depth, Outcome outcome)
    {
        if (depth > MaxDepth)
        {
            outcome.Errors.Add(FieldError.InvalidText(path, "\"object\"", "nested too deeply"));
            return;
        }

        JsonType type = JsonTypes.Of(value);
        CheckType(schema, type, path, outcome);
        if (schema.Rules is not { } rules)
        {
            CheckChildren(schema, value, path, depth, outcome);
            return;
        }

        // Null is checked for its type and against the choices only.
        if (type != JsonType.Null)
        {
            CheckCombinations(rules, value, path, depth, outcome);
            switch (type)
            {
                case JsonType.String:
                    ScalarRules.CheckText(rules, JsonTypes.Text(value)!, path, outcome.Errors);
                    break;
                case JsonType.Integer or JsonType.Number:
                    ScalarRules.CheckNumber(rules, value!, path, outcome.Errors);
                    break;
            }

            CheckChildren(schema, value, path, depth, outcome);
        }

        if (!rules.Enum.IsEmpty && !rules.Enum.Any(choice => ScalarRules.IsChoice(choice, value)))
        {
            outcome.Errors.Add(FieldError.NotSupported(path, value, rules.Enum.Select(choice => JsonTypes.Text(choice) ?? choice?.ToJsonString() ?? "null")));
        }
    }

    private static void CheckType(StructuralSchema schema, JsonType type, string path, Outcome outcome)
    {
        outcome.Checks++;
        string wanted = schema.IntOrString ? "integer,string" : schema.Type;
        if (wanted.Length == 0 || (type == JsonType.Null && schema.Nullable))
        {
            return;
        }

        string actual = JsonTypes.Name(type);
        bool fits = schema.IntOrString
            ? type is JsonType.Integer or JsonType.String
            : actual == wanted || (type == JsonType.Integer && wanted == "number");
        if (!fits && schema is { Type: "string", Rules: { Format.Length: > 0 } rules } && type is not (JsonType.String or JsonType.Array))
        {
            // Where there is a format, a server names formats instead of types.
            string format = GoText.Quote(type switch { JsonType.Integer => "int64", JsonType.Number => "float64", _ => "" });
            outcome.Errors.Add(FieldError.TypeInvalid(path, format, $"{path} in body must be of type {rules.Format}: {format}"));
        }
        else if (!fits)
        {
            outcome.Errors.Add(FieldError.TypeInvalid(path, GoText.Quote(actual), $"{path} in body must be of type {wanted}: {GoText.Quote(actual)}"));
        }
    }

    private static void CheckChildren(StructuralSchema schema, JsonNode? value, string path, int depth, Outcome outcome)
    {
        if (value is JsonObject fields)
        {
            CheckFields(schema, fields, path, depth, outcome);
        }
        else if (value is JsonArray items)
        {
            CheckItems(schema, items, path, depth, outcome);
        }
    }

    private static void CheckFields(StructuralSchema schema, JsonObject fields, string path, int depth, Outcome outcome)
    {
        if (schema.Rules is { } limits && !ScalarRules.CheckFieldCount(limits, fields.Count, path, outcome.Errors))
        {
            return;
        }

        foreach ((string name, JsonNode? child) in fields)
        {
            if (schema.Field(name) is { } childSchema)
            {
                Check(childSchema, child, FieldPath.Child(path, name), depth + 1, outcome);
            }
        }

        if (schema.Rules is { } rules)
        {
            outcome.Errors.AddRange(rules.Required.Where(name => !fields.ContainsKey(name)).Select(name => FieldError.Required(FieldPath.Child(path, name))));
        }
    }

    private static void CheckItems(StructuralSchema schema, JsonArray items, string path, int depth, Outcome outcome)
    {
        if (schema.Items is { } itemSchema)
        {
            for (int i = 0; i < items.Count; i++)
            {
                Check(itemSchema, items[i], FieldPath.Index(path, i), depth + 1, outcome);
            }
        }

        if (schema.Rules is { } rules)
        {
            ScalarRules.CheckItemCount(rules, items, path, outcome.Errors);
        }
    }

    private static void CheckCombinations(ValueRules rules, JsonNode? value, string path, int depth, Outcome outcome)
    {
        CheckAnyOf(rules.AnyOf, value, path, depth, outcome);
        CheckOneOf(rules.OneOf, value, path, depth, outcome);
        int held = 0;
        foreach (StructuralSchema part in rules.AllOf)
        {
            Outcome result = Try(part, value, path, depth);
            held += result.Errors.Count == 0 ? 1 : 0;
            outcome.Add(result);
        }

        if (held < rules.AllOf.Length)
        {
            outcome.Errors.Add(Composite(path, $"must validate all the schemas (allOf){(held == 0 ? ". None validated" : "")}"));
        }

        if (rules.Not is { } not && Try(not, value, path, depth).Errors.Count == 0)
        {
            outcome.Errors.Add(Composite(path, "must not validate the schema (not)"));
        }
    }

    private static void CheckAnyOf(ImmutableArray<StructuralSchema> parts, JsonNode? value, string path, int depth, Outcome outcome)
    {
        Outcome? best = null;
        foreach (StructuralSchema part in parts)
        {
            Outcome result = Try(part, value, path, depth);
            if (result.Errors.Count == 0)
            {
                return;
            }

            best = best is null || result.Checks > best.Checks ? result : best;
        }

        if (best is not null)
        {
            outcome.Errors.Add(Composite(path, "must validate at least one schema (anyOf)"));
            outcome.Add(best);
        }
    }

    private static void CheckOneOf(ImmutableArray<StructuralSchema> parts, JsonNode? value, string path, int depth, Outcome outcome)
    {
        if (parts.IsEmpty)
        {
            return;
        }

        Outcome? best = null;
        int held = 0;
        foreach (StructuralSchema part in parts)
        {
            Outcome result = Try(part, value, path, depth);
            if (result.Errors.Count == 0)
            {
                held++;
            }
            else if (best is null || result.Checks > best.Checks)
            {
                best = result;
            }
        }

        if (held == 1)
        {
            return;
        }

        string found = held == 0 ? "Found none valid" : $"Found {held} valid alternatives";
        outcome.Errors.Add(Composite(path, $"must validate one and only one schema (oneOf). {found}"));
        if (held == 0)
        {
            outcome.Add(best!);
        }
    }

    private static Outcome Try(StructuralSchema part, JsonNode? value, string path, int depth)
    {
        Outcome result = new();
        Check(part, value, path, depth + 1, result);
        return result;
    }

    // The server cannot say where a combination failed: the path is only in the words.
    private static FieldError Composite(string path, string words) => FieldError.InvalidText("<nil>", "\"\"", $"{GoText.Quote(path)} {words}");

    private sealed class Outcome
    {
        public List<FieldError> Errors { get; } = [];

        /// <summary>How many checks ran: among failed alternatives the one that got furthest is reported.</summary>
        public int Checks { get; set; }

        public void Add(Outcome other)
        {
            Errors.AddRange(other.Errors);
            Checks += other.Checks;
        }
    }
}
