using System.Text.Json.Nodes;

namespace BackupConsole.Tests.Pages.BackupConfigurations;

/// <summary>Manifests of BackupConfigurations that nobody thought of: fields missing, null, of another type, or unknown.</summary>
internal static class SomeManifest
{
    private static readonly string[] Texts = ["full-backup", "*/15 * * * *", "stash", "", "Ünïcode", "a: [", "two\nlines", "65534", "kubedb.com"];

    /// <summary>One of them.</summary>
    public static JsonObject Configuration(Random random)
    {
        JsonObject spec = Object(random,
            ("target", () => Reference(random, "apiGroup", "kind", "namespace", "name")),
            ("backends", () => List(random, () => Object(random, ("name", () => Text(random)), ("storageRef", () => Reference(random, "name", "namespace")), ("retentionPolicy", () => Reference(random, "name", "namespace"))))),
            ("sessions", () => List(random, () => Session(random))),
            ("paused", () => JsonValue.Create(true)));
        return Object(random, ("metadata", () => Object(random, ("name", () => Text(random)), ("namespace", () => Text(random)), ("labels", () => Reference(random, "team", "tier")))), ("spec", () => spec));
    }

    private static JsonObject Session(Random random) => Object(random,
        ("name", () => Text(random)),
        ("scheduler", () => Object(random, ("schedule", () => Text(random)), ("jobTemplate", () => JsonNode.Parse("""{"backoffLimit":1.0}""")!))),
        ("addon", () => Object(random,
            ("name", () => Text(random)),
            ("tasks", () => List(random, () => Object(random, ("name", () => Text(random)), ("params", () => Reference(random, "args", "paths"))))),
            ("jobTemplate", () => JsonNode.Parse("""{"spec":{"securityContext":{"runAsUser":65534,"other":[null]}}}""")!))),
        ("repositories", () => List(random, () => Object(random, ("name", () => Text(random)), ("directory", () => Text(random)), ("encryptionSecret", () => Reference(random, "name", "namespace"))))),
        ("sessionHistoryLimit", () => JsonValue.Create(2)));

    private static JsonObject Reference(Random random, params string[] fields) => Object(random, [.. fields.Select(field => (field, (Func<JsonNode>)(() => Text(random))))]);

    private static JsonValue Text(Random random) => JsonValue.Create(Texts[random.Next(Texts.Length)]);

    private static JsonArray List(Random random, Func<JsonNode> item) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(12) == 0 ? null : item())];

    private static JsonObject Object(Random random, params (string Name, Func<JsonNode> Value)[] fields)
    {
        JsonObject made = [];
        foreach ((string name, Func<JsonNode> value) in fields.OrderBy(_ => random.Next()))
        {
            switch (random.Next(14))
            {
                case 0 or 1:
                    break;
                case 2:
                    made[name] = null;
                    break;
                case 3:
                    made[name] = Odd(random);
                    break;
                default:
                    made[name] = value();
                    break;
            }
        }

        if (random.Next(4) == 0)
        {
            made["unknown"] = Odd(random);
        }

        return made;
    }

    private static JsonNode Odd(Random random) => JsonNode.Parse(new[] { "1.50", "{}", "[]", "true", "\"text\"", """{"a":[{"b":null}]}""", "-0", "1e3" }[random.Next(8)])!;
}
