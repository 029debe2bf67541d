using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.Sandbox.Tests.ApiServer.Schemas;

/// <summary>Random JSON for properties: any values, and widgets that are sometimes valid.</summary>
internal static class JsonSamples
{
    private const int Runs = 200;

    private static readonly string[] Words = ["", "a", "b", "name", "x y", "Red", "main", "~1/", "é", "2026-01-01T00:00:00Z", "$patch", "10.0.0.1"];
    private static readonly string[] Fields =
    [
        "text", "code", "choice", "level", "count", "ratio", "step", "flag", "when", "port", "amount", "maybe", "mode", "limits", "names", "tags", "parts", "steps", "settings",
        "target", "free", "resource", "one", "any", "all", "none", "nope",
    ];

    /// <summary>Checks a property on many samples.</summary>
    public static void ForAll(Action<Random> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            // Deterministic test data: a seed that fails is printed and can be run again.
            property(new Random(seed));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    public static JsonNode? Any(Random random, int depth = 3) => random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(-5, 20)),
        2 => JsonValue.Create(random.Next(-9, 9) / 2.0),
        3 => JsonValue.Create(random.Next(2) == 0),
        4 or 5 => JsonValue.Create(Words[random.Next(Words.Length)]),
        6 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1))]),
        _ => Object(random, depth - 1),
    };

    public static JsonObject Object(Random random, int depth = 3)
    {
        JsonObject result = [];
        for (int i = random.Next(5); i > 0; i--)
        {
            result[Words[random.Next(Words.Length)]] = Any(random, depth - 1);
        }

        return result;
    }

    /// <summary>A widget; fields are of the right type most of the time.</summary>
    public static JsonObject Widget(Random random)
    {
        JsonObject spec = [];
        for (int i = random.Next(12); i > 0; i--)
        {
            string field = Fields[random.Next(Fields.Length)];
            spec[field] = random.Next(5) == 0 ? Any(random) : Fitting(random, field);
        }

        JsonObject metadata = new() { ["name"] = "x", ["namespace"] = "demo" };
        if (random.Next(2) == 0)
        {
            metadata["labels"] = new JsonObject { ["a"] = random.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture), ["b"] = "1" };
        }

        return new() { ["apiVersion"] = "writes.example.com/v1", ["kind"] = "Widget", ["metadata"] = metadata, ["spec"] = spec };
    }

    /// <summary>A widget whose lists have no duplicates and whose types all fit: one that a server would take for apply.</summary>
    public static JsonObject TypedWidget(Random random)
    {
        JsonObject value = Widget(random);
        JsonObject spec = [];
        foreach (string field in value["spec"]!.AsObject().Select(pair => pair.Key).Where(field => field != "nope").ToArray())
        {
            spec[field] = Fitting(random, field);
        }

        value["spec"] = spec;
        return value;
    }

    private static JsonNode? Fitting(Random random, string field) => field switch
    {
        "level" or "count" or "step" or "port" or "amount" => random.Next(-2, 12),
        "ratio" => random.Next(0, 4) / 2.0,
        "flag" => random.Next(2) == 0,
        "limits" => new JsonObject { ["cpu"] = random.Next(4), ["memory"] = random.Next(4) },
        "names" => new JsonArray("a", "b"),
        "tags" => new JsonArray([.. "abcd".Where(_ => random.Next(2) == 0).Select(c => (JsonNode)c.ToString())]),
        "parts" => new JsonArray([.. "abc".Where(_ => random.Next(2) == 0).Select(c => (JsonNode)new JsonObject { ["name"] = c.ToString(), ["zone"] = "z", ["size"] = random.Next(3) })]),
        "steps" => new JsonArray(new JsonObject { ["run"] = Words[random.Next(Words.Length)] }),
        "settings" => new JsonObject { ["a"] = Words[random.Next(3)], ["b"] = "v" },
        "target" => new JsonObject { ["name"] = Words[random.Next(Words.Length)] },
        "free" => new JsonObject { ["x"] = Any(random, 2), ["y"] = new JsonObject { ["z"] = random.Next(3) } },
        "resource" => new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Thing", ["data"] = Object(random, 2) },
        "one" or "any" => new JsonObject { ["a"] = "x" },
        _ => Words[random.Next(Words.Length)],
    };
}
