using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Verification;

/// <summary>Compares what a verifier's query expects with what the restored database holds.</summary>
internal static class QueryCheck
{
    private const long UsualRows = 1000;

    /// <summary>The first expectation that is not met; null when all are.</summary>
    /// <param name="query">The verifier's <c>query</c>.</param>
    /// <param name="target">The restored database, or what was backed up: its annotation says how many rows every table has.</param>
    public static string? Check(JsonNode? query, JsonObject? target)
    {
        long rows = long.TryParse(target?.Annotation(Levers.Rows), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : UsualRows;
        return Expectations(query).Select(expectation => Unmet(expectation, rows)).FirstOrDefault(complaint => complaint is not null);
    }

    private static IEnumerable<JsonObject> Expectations(JsonNode? node) => node switch
    {
        JsonObject entry when entry.At("operator") is not null && entry.At("value") is not null => [entry],
        JsonObject map => map.SelectMany(child => Expectations(child.Value)),
        JsonArray list => list.SelectMany(Expectations),
        _ => [],
    };

    private static string? Unmet(JsonObject expectation, long rows)
    {
        long value = expectation.Number("value") ?? 0;
        (bool met, string words) = expectation.Text("operator") switch
        {
            "GreaterThan" => (rows > value, "more than"),
            "GreaterThanOrEqual" => (rows >= value, "at least"),
            "LessThan" => (rows < value, "less than"),
            "LessThanOrEqual" => (rows <= value, "at most"),
            "NotEqual" => (rows != value, "other than"),
            _ => (rows == value, "exactly"),
        };
        return met ? null : string.Create(CultureInfo.InvariantCulture, $"expected {words} {value} rows, found {rows}");
    }
}
