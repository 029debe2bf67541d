using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.KubeStash.Tests.Manifests;

/// <summary>Random JSON trees full of texts that YAML readers like to get wrong.</summary>
internal static class Trees
{
    public static readonly string[] NastyTexts =
    [
        "", " ", "y", "on", "No", "null", "~", "true", "tRue", "0", "0644", "08", "1_000", "1e3", "1e400", "0x1F", "0o7", "0b11", ".5", "1.", "+1", "-0", ".inf", ".nan",
        "=", "<<", "2001-12-14", "2001-12-14 21:59:43", "2001-12-14T21:59:43Z", "1:30", "100m", "1Gi", "1.2.3", "10.0.0.1",
        "a: b", "a:b", "a:", ":a", "a #b", "a#b", "#a", "- a", "-a", "--flag=x", "-", "---", "...", "--- a", "?", "? a", "*a", "&a", "!a", "!!str a", "|", ">", "%a", "@a", "`a",
        "'", "\"", "it's", "say \"x\"", "\\", "\\n", "{a}", "[a]", "{", "}", "]", "a, b", "x *y", "* * * * *", "0 2 * * *",
        "a\nb", "a\nb\n", "a\n\n", "a\n\nb\n\n\n", "\n", "\n\n", "\na", " a\nb", "a\n b\n", "a \nb", "a\n \nb", "a\n  ", "\ta\nb", "a\n\tb\n", "a\n#b\n", "a\n- b", "a:\n  b", "a\n---\nb",
        " lead", "trail ", "tab\there", "\t", "\r", "a\r\nb", "\u0000", "\u0007", "\u001b[0m", "\u007f", "\u0085", "\u009f", "\u00a0", "\u2028", "\u2029", "\u3000a\nb", "\ufeff", "\ufffd", "\uffff",
        "é", "日本語", "日本\n語\n", "😀", "a😀\nb", new string('x', 200), new string('k', 1500), new string('l', 300) + " " + new string('m', 300) + "\n",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "1.0", "1.10", "0.5", "-2.50", "1e21", "1E-7", "1e+3", "9007199254740993", "9223372036854775807", "-9223372036854775808",
        "18446744073709551615", "18446744073709551616", "123456789012345678901234567890", "0.1000000000000000055511151231257827", "1e308", "1e-400",
    ];

    public static Gen<string> Text { get; } = Gen.Frequency(
        (3, Gen.Elements(NastyTexts)),
        (2, Gen.Elements("ab01 :#-\n\t'\"\\[]{},&*!|>%@`?=~.eé\r\u0085\u2028".ToCharArray()).ArrayOf().Select(letters => new string(letters))),
        (1, ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && text.All(c => !char.IsSurrogate(c)))));

    public static Arbitrary<JsonNode?> Any { get; } = Arb.From(Gen.Sized(size => Tree(Math.Min(size, 5))), Shrink);

    public static Arbitrary<JsonObject> Objects { get; } = Arb.From(Gen.Sized(size => Object(Math.Min(size, 5))), node => Shrink(node).OfType<JsonObject>());

    private static Gen<JsonNode?> Tree(int depth)
    {
        Gen<JsonNode?> plain = Gen.Frequency(
            (5, Text.Select(text => (JsonNode?)JsonValue.Create(text))),
            (2, Gen.Elements(Numbers).Select(number => JsonNode.Parse(number))),
            (1, Gen.Elements(true, false).Select(value => (JsonNode?)JsonValue.Create(value))),
            (1, Gen.Constant((JsonNode?)null)));
        return depth <= 0
            ? plain
            : Gen.Frequency((2, plain), (2, Object(depth - 1).Select(node => (JsonNode?)node)), (1, List(depth - 1)));
    }

    private static Gen<JsonObject> Object(int depth) =>
        from count in Gen.Choose(0, 4)
        from keys in Text.ArrayOf(count)
        from values in Tree(depth).ArrayOf(count)
        select Fill(keys, values);

    private static Gen<JsonNode?> List(int depth) =>
        from count in Gen.Choose(0, 4)
        from values in Tree(depth).ArrayOf(count)
        select (JsonNode?)new JsonArray([.. values.Select(value => value?.DeepClone())]);

    private static JsonObject Fill(string[] keys, JsonNode?[] values)
    {
        JsonObject node = [];
        for (int i = 0; i < keys.Length; i++)
        {
            node[keys[i]] = values[i]?.DeepClone();
        }

        return node;
    }

    /// <summary>The tree without one of its parts, and each part by itself.</summary>
    private static IEnumerable<JsonNode?> Shrink(JsonNode? tree)
    {
        switch (tree)
        {
            case JsonObject fields:
                foreach (KeyValuePair<string, JsonNode?> field in fields)
                {
                    JsonObject less = fields.DeepClone().AsObject();
                    less.Remove(field.Key);
                    yield return less;
                    yield return field.Value;
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    JsonArray less = items.DeepClone().AsArray();
                    less.RemoveAt(i);
                    yield return less;
                    yield return items[i];
                }

                break;
        }
    }
}
