using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Manifests;

/// <summary>
/// Which item of a list a refusal means that leaves list indexes out: the one whose field is missing where the words are about a missing value, the
/// later one of two equal ones where they are about a repetition, else the one that has what the words quote. Where none of that tells, every item is meant.
/// </summary>
internal static partial class RefusedItem
{
    /// <summary>The path with its indexes, as far as the words and the manifest tell them.</summary>
    /// <param name="manifest">What was refused.</param>
    /// <param name="path">The path, which may lack indexes.</param>
    /// <param name="words">The server's words.</param>
    public static ManifestPath Find(Manifest manifest, ManifestPath path, string words)
    {
        List<(ManifestPath Path, JsonNode? Value)> places = [];
        Collect(manifest.Root, ManifestPath.Root, path.Segments.AsSpan(), places);
        if (places.Count < 2)
        {
            return places.Count == 1 ? places[0].Path : path;
        }

        string[] quoted = [.. Quoted().Matches(words).Select(match => match.Groups["text"].Value)];
        (ManifestPath Path, JsonNode? Value)[] meant =
            IsAboutNothing().IsMatch(words) ? [.. places.Where(place => IsEmpty(place.Value)).Take(1)]
            : words.Contains("duplicate", StringComparison.OrdinalIgnoreCase) ? [.. places.Where(place => IsOneOf(place.Value, quoted)).Skip(1).Take(1)]
            : [.. places.Where(place => IsOneOf(place.Value, quoted) || IsReferenceIn(place.Value, words)).Take(1)];
        return meant.Length == 1 ? meant[0].Path : path;
    }

    private static void Collect(JsonNode? node, ManifestPath done, ReadOnlySpan<ManifestPathSegment> rest, List<(ManifestPath Path, JsonNode? Value)> places)
    {
        if (rest.IsEmpty)
        {
            places.Add((done, node));
            return;
        }

        switch (node, rest[0])
        {
            case (JsonArray items, ManifestPathSegment.Index index):
                Collect(index.Position < items.Count ? items[index.Position] : null, done.Append(index), rest[1..], places);
                break;
            case (JsonArray, ManifestPathSegment.Selector):
                break;
            case (JsonArray items, _):
                for (int at = 0; at < items.Count; at++)
                {
                    Collect(items[at], done.Index(at), rest, places);
                }

                break;
            default:
                Collect((node as JsonObject)?[NameOf(rest[0])], done.Append(rest[0]), rest[1..], places);
                break;
        }
    }

    private static string NameOf(ManifestPathSegment segment) => segment switch
    {
        ManifestPathSegment.Field field => field.Name,
        ManifestPathSegment.Selector key => key.Written,
        _ => "",
    };

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonValue text => text.TryGetValue(out string? written) && written.Length == 0,
        JsonArray items => items.Count == 0,
        JsonObject fields => fields.Count == 0 || (fields.TryGetPropertyValue("name", out JsonNode? name) && IsEmpty(name)) || !fields.ContainsKey("name"),
        _ => false,
    };

    private static bool IsOneOf(JsonNode? value, string[] texts) => value is JsonValue one && one.TryGetValue(out string? text) && texts.Contains(text);

    // "namespace "demo" is not allowed to refer BackupStorage stash/default"
    private static bool IsReferenceIn(JsonNode? value, string words) =>
        value is JsonObject fields && fields["name"] is JsonValue name && name.TryGetValue(out string? text) && text.Length > 0
        && Regex.IsMatch(words, $"(/| |\"){Regex.Escape(text)}(\"|\\.|,| |$)", RegexOptions.CultureInvariant);

    [GeneratedRegex("\"(?<text>[^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("can ?not be empty|must not be empty|is required|[Rr]equired value|^no |is missing", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsAboutNothing();
}
