using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Finds every field of an object on its page: where it is, and beside which others.</summary>
internal static class FieldReading
{
    /// <summary>The page that is open: the Basic panel as one row, each condition as a row, and the rows of each table, by heading.</summary>
    public static async Task<JsonObject> ReadAsync(ConsolePage page)
    {
        JsonElement read = await page.Page.EvaluateAsync<JsonElement>(
            """
            () => {
              const text = element => [element.textContent.replace(/\s+/g, ' ').trim(), ...[...element.querySelectorAll('time')].map(time => time.dateTime)].join(' ');
              const places = { Basic: [{}], Conditions: [...document.querySelectorAll('section[aria-labelledby=conditions-title] li')].map(item => ({ '': text(item) })) };
              for (const label of document.querySelectorAll('section[aria-labelledby=basic-title] dt')) {
                places.Basic[0][label.textContent.trim()] = text(label.nextElementSibling);
              }
              for (const table of document.querySelectorAll('main section table')) {
                const heads = [...table.querySelectorAll('th')].map(cell => cell.textContent.trim());
                places[table.getAttribute('aria-label')] = [...table.querySelectorAll('tbody tr')].map(row => Object.fromEntries([...row.cells].map((cell, at) => [heads[at], text(cell)])));
              }
              return places;
            }
            """);
        return JsonNode.Parse(read.GetRawText())!.AsObject();
    }

    /// <summary>The rows of a place.</summary>
    public static IEnumerable<JsonObject> Candidates(JsonObject reading, string place) => reading[place]!.AsArray().Select(row => row!.AsObject());

    /// <summary>Whether a row has a value under a label.</summary>
    public static bool Has(JsonObject row, string label, string value) => row[label]?.GetValue<string>().Contains(value, StringComparison.Ordinal) == true;

    /// <summary>Holds every field of spec and status against the places it belongs to, and every place against the fields.</summary>
    /// <param name="whole">An object that has every field there is.</param>
    /// <param name="reading">Its page.</param>
    /// <param name="places">The place of each field: a label of the Basic panel, or a table and its column.</param>
    /// <param name="absent">Fields that have a place and that the object does not have.</param>
    public static void HasEveryField(JsonObject whole, JsonObject reading, IReadOnlyDictionary<string, (string Place, string Label)> places, params string[] absent)
    {
        HashSet<string> met = [];
        List<string> missing = [];
        foreach ((string path, JsonNode item) in Split(whole["spec"]!, "spec").Concat(Split(whole["status"]!, "status")))
        {
            List<(string Path, string Value)> leaves = [.. Leaves(item, path)];
            met.UnionWith(leaves.Select(leaf => leaf.Path));
            missing.AddRange(leaves.Where(leaf => !places.ContainsKey(leaf.Path)).Select(leaf => $"{leaf.Path} has no place"));
            if (places.TryGetValue(leaves[0].Path, out (string Place, string Label) place)
                && !Candidates(reading, place.Place).Any(row => leaves.All(leaf => Has(row, places[leaf.Path].Label, leaf.Value))))
            {
                missing.Add($"{path}: no row of {place.Place} has {string.Join(", ", leaves)}");
            }
        }

        Assert.True(missing.Count == 0, $"{string.Join('\n', missing)}\n\n{reading}");
        Assert.Equal([], places.Keys.Except(met).Except(absent));
    }

    // Scalars of spec and status one by one, what is in lists item by item: it belongs to one row.
    private static IEnumerable<(string Path, JsonNode Item)> Split(JsonNode node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Split(field.Value!, $"{path}.{field.Key}")),
        JsonArray items => items.Select(item => ($"{path}[]", item!)),
        _ => [(path, node)],
    };

    private static IEnumerable<(string Path, string Value)> Leaves(JsonNode node, string path) =>
        node is JsonObject fields ? fields.SelectMany(field => Leaves(field.Value!, $"{path}.{field.Key}")) : [(path, node.ToString())];
}
