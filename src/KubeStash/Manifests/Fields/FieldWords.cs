namespace BackupConsole.KubeStash.Manifests.Fields;

/// <summary>Words for the types of schemas.</summary>
internal static class FieldWords
{
    /// <summary>What may be written where the schema leaves it open.</summary>
    public const string Anything = "anything";

    /// <summary>What may be written.</summary>
    /// <param name="rules">What the schema of the field says.</param>
    /// <param name="inner">Of a list, what the schema of its items says; else the same.</param>
    public static string Type(SchemaRules rules, SchemaRules inner)
    {
        string words = string.Join(" or ", rules.Types.Select(Word));
        if (rules.Types is ["array"] && !ReferenceEquals(rules, inner) && inner.Types.Count > 0)
        {
            return $"list of {string.Join(" or ", inner.Types.Select(Plural))}";
        }

        return rules.Types is ["object"] && rules.Properties.Count == 0 ? rules.OtherFields is null ? "object with any fields" : "map of keys and values" : words;
    }

    private static string Word(string type) => type switch
    {
        "string" => "text",
        "integer" => "whole number",
        "number" => "number",
        "boolean" => "true or false",
        "array" => "list",
        _ => type,
    };

    private static string Plural(string type) => type switch
    {
        "string" => "texts",
        "integer" => "whole numbers",
        "boolean" => "truth values",
        "array" => "lists",
        _ => $"{type}s",
    };
}
