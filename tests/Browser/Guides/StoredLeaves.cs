using System.Text.Json.Nodes;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Holds what a server stored against what it was sent: a server may add, but neither change nor drop.</summary>
internal static class StoredLeaves
{
    /// <summary>Every place where what is stored differs, with both values; values it has besides do not count.</summary>
    public static IEnumerable<string> Differences(JsonNode? sent, JsonNode? stored, string place = "") => (sent, stored) switch
    {
        (JsonObject fields, JsonObject there) => fields.SelectMany(field => Differences(field.Value, there[field.Key], place.Length == 0 ? field.Key : $"{place}.{field.Key}")),
        (JsonArray items, JsonArray there) when items.Count == there.Count => items.SelectMany((item, at) => Differences(item, there[at], $"{place}[{at}]")),
        _ => JsonNode.DeepEquals(sent, stored) ? [] : [$"{place}: {Shown(sent)} was sent, {Shown(stored)} is stored"],
    };

    private static string Shown(JsonNode? value) => value?.ToJsonString() ?? "nothing";
}
