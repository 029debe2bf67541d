using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Something about a field that the cluster will not like.</summary>
/// <param name="Path">The field, with all list indexes.</param>
/// <param name="Message">What is wrong and what to do about it, as sentences.</param>
/// <param name="IsError">Whether a server refuses it, rather than passing over it.</param>
public sealed record ManifestFinding(ManifestPath Path, string Message, bool IsError);

/// <summary>
/// Checks a manifest against the cluster's own schema of its kind while it is written: unknown fields, wrong types, missing fields, values out of a
/// fixed choice. What it does not find the server still may; it has the last word.
/// </summary>
public static class ManifestChecks
{
    /// <summary>Most findings given for one manifest.</summary>
    public const int MaxFindings = 100;

    /// <summary>What is wrong with a manifest, in the order of its fields; missing ones after them.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="schema">The schema of its kind.</param>
    public static ImmutableArray<ManifestFinding> Check(Manifest manifest, ManifestSchema schema)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(schema);
        List<ManifestFinding> found = [];
        CheckValue(manifest.Root, schema.Root, ManifestPath.Root, new Checking(schema, found));
        return [.. found];
    }

    private static void CheckValue(JsonNode? value, JsonElement schema, ManifestPath path, Checking checking)
    {
        if (checking.Found.Count >= MaxFindings)
        {
            return;
        }

        SchemaRules rules = new(checking.Schema, schema);
        if (value is null)
        {
            if (!rules.AllowsNull)
            {
                checking.Found.Add(new ManifestFinding(path, $"{NameOf(path)} has no value. Give it one, or remove it.", IsError: false));
            }

            return;
        }

        if (!rules.AllowsType(value))
        {
            checking.Found.Add(new ManifestFinding(path, WrongType(path, value, rules), IsError: true));
            return;
        }

        if (rules.Enum is { } choice && !choice.Any(one => JsonTree.AreEqual(one, value)))
        {
            checking.Found.Add(new ManifestFinding(path, NotInChoice(path, value, choice), IsError: true));
        }

        if (value is JsonObject fields)
        {
            CheckFields(fields, rules, path, checking);
        }
        else if (value is JsonArray items && rules.Items is { } item)
        {
            for (int i = 0; i < items.Count && checking.Found.Count < MaxFindings; i++)
            {
                CheckValue(items[i], item, path.Index(i), checking);
            }
        }
    }

    private static void CheckFields(JsonObject fields, SchemaRules rules, ManifestPath path, Checking checking)
    {
        foreach (KeyValuePair<string, JsonNode?> field in fields)
        {
            if (checking.Found.Count >= MaxFindings)
            {
                return;
            }

            if (rules.Properties.TryGetValue(field.Key, out JsonElement known))
            {
                CheckValue(field.Value, known, path.Field(field.Key), checking);
            }
            else if (rules.OtherFields is { } other)
            {
                CheckValue(field.Value, other, path.Field(field.Key), checking);
            }
            else if (!rules.AllowsAnyField)
            {
                checking.Found.Add(new ManifestFinding(path.Field(field.Key), Unknown(field.Key, path, rules.Properties.Keys), IsError: true));
            }
        }

        foreach (string required in rules.Required)
        {
            if (!fields.ContainsKey(required) && checking.Found.Count < MaxFindings)
            {
                checking.Found.Add(new ManifestFinding(path.Field(required), $"\"{required}\" is missing. Add it to {(path.IsRoot ? "the manifest" : path)}.", IsError: true));
            }
        }
    }

    private static string Unknown(string name, ManifestPath parent, IEnumerable<string> known)
    {
        string place = parent.IsRoot ? "a manifest of this kind" : parent.ToString();
        return SimilarWord.Among(known, name) is { } meant
            ? $"There is no field {Quoted(name)} in {place}. Did you mean \"{meant}\"?"
            : $"There is no field {Quoted(name)} in {place}. Correct its name or its place, or remove it.";
    }

    private static string WrongType(ManifestPath path, JsonNode value, SchemaRules rules)
    {
        string remedy = (rules.Types, value.GetValueKind()) switch
        {
            (["string"], JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) => " Put it in quotes.",
            (["integer"] or ["number"] or ["boolean"], JsonValueKind.String) => " Write it without quotes.",
            (["array"], not JsonValueKind.Array) => " Begin each item with \"- \" in YAML, or put them in [ ] in JSON.",
            _ => "",
        };
        return $"{NameOf(path)} must be {string.Join(" or ", rules.Types.Select(Words))}, and is {Words(value)}.{remedy}";
    }

    private static string NotInChoice(ManifestPath path, JsonNode value, IReadOnlyList<JsonNode?> choice)
    {
        string[] words = [.. choice.Take(12).Select(one => JsonTree.TextOrNull(one) ?? one?.ToJsonString() ?? "null")];
        string meant = JsonTree.TextOrNull(value) is { } text && SimilarWord.Among(words, text) is { } similar ? $" Did you mean \"{similar}\"?" : "";
        return $"{NameOf(path)} cannot be {Quoted(JsonTree.TextOrNull(value) ?? value.ToJsonString())}.{meant} It must be one of {string.Join(", ", words)}{(choice.Count > words.Length ? " and others" : "")}.";
    }

    private static string Quoted(string text) => text.Length <= 80 ? $"\"{text}\"" : $"\"{text[..80]}...\"";

    private static string NameOf(ManifestPath path) => path.IsRoot ? "The manifest" : path.ToString();

    private static string Words(string type) => type switch
    {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        _ => "an object with fields",
    };

    private static string Words(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => "a list",
        _ => "an object",
    };

    private sealed record Checking(ManifestSchema Schema, List<ManifestFinding> Found);
}
