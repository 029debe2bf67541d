using System.Collections.Immutable;
using System.Text.Json.Nodes;
using YamlDotNet.Core.Events;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>
/// Reads manifests from YAML (or JSON, which is YAML too) as kubectl does: YAML 1.1 by the rules of sigs.k8s.io/yaml, where <c>on</c> is true and
/// <c>0644</c> is 420. Numbers keep all digits they are written with. Comments, anchors and merges do not outlive reading.
/// </summary>
public static class YamlReader
{
    /// <summary>Reads the one manifest a text holds. Empty documents around it are skipped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limits">How much it may hold; <see cref="ManifestLimits.Default"/> when none are given.</param>
    /// <exception cref="ManifestException">The text is no YAML, holds none or several manifests, or is beyond the limits.</exception>
    public static ManifestDocument Read(string text, ManifestLimits? limits = null)
    {
        List<ManifestDocument> found = [];
        foreach (Reading reading in Documents(text, limits ?? ManifestLimits.Default))
        {
            if (reading.Node is null)
            {
                continue;
            }

            if (found.Count > 0)
            {
                throw new ManifestException(ManifestError.At(
                    reading.Source.Range,
                    "A second manifest starts here; only one can be edited at a time.",
                    "Remove everything from the line with --- on, and create the other objects one by one."));
            }

            found.Add(ToDocument(reading));
        }

        return found.Count > 0 ? found[0] : throw Empty();
    }

    /// <summary>Reads all manifests of a text with several documents. Empty documents are skipped, as kubectl does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limits">How much the whole text may hold; <see cref="ManifestLimits.Default"/> when none are given.</param>
    /// <exception cref="ManifestException">The text is no YAML, holds a document that is no object, or is beyond the limits.</exception>
    public static ImmutableArray<ManifestDocument> ReadAll(string text, ManifestLimits? limits = null) =>
        [.. Documents(text, limits ?? ManifestLimits.Default).Where(reading => reading.Node is not null).Select(ToDocument)];

    /// <summary>The trees of all documents, of whatever kind, as they are asked for.</summary>
    internal static IEnumerable<Reading> Documents(string text, ManifestLimits limits)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadingBudget.CheckLength(text, limits);
        string body = TextCharacters.WithoutByteOrderMark(text);
        TextPositions positions = new(body);
        CheckCharacters(body, positions);
        return Documents(body, positions, new ReadingBudget(limits, body.Length));
    }

    private static IEnumerable<Reading> Documents(string text, TextPositions positions, ReadingBudget budget)
    {
        YamlEvents events = new(text, positions);
        events.Take();
        while (events.Current is DocumentStart start)
        {
            if (start.Version?.Version is { } version && (version.Major, version.Minor) != (1, 1))
            {
                throw new ManifestException(ManifestError.At(
                    events.RangeOf(start), $"The text says that it is YAML {version.Major}.{version.Minor}; kubectl reads 1.1 only.", "Remove the line with %YAML."));
            }

            events.Take();
            List<ManifestError> warnings = [];
            YamlTree tree = new YamlTreeBuilder(events, budget, warnings).Read();
            events.Take();
            yield return new Reading(tree.Node, tree.Source, [.. warnings]);
        }
    }

    private static ManifestDocument ToDocument(Reading reading) => reading.Node is JsonObject root
        ? new ManifestDocument(new Manifest(root), new SourceMap(reading.Source), reading.Warnings)
        : throw NoObject(reading.Source.Range);

    internal static ManifestException Empty() => new(new ManifestError(1, 1, 1, 1, "The text holds no manifest.", "Write at least apiVersion, kind and metadata.name."));

    internal static ManifestException NoObject(SourceRange range) =>
        new(ManifestError.At(range, "A manifest is an object with fields such as apiVersion, kind and metadata; this is none.", "Write fields as \"name: value\"."));

    private static void CheckCharacters(string text, TextPositions positions)
    {
        ReadingBudget.CheckHalfCharacters(text, positions);
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]) && !TextCharacters.IsPrintable(text[i]))
            {
                throw new ManifestException(ManifestError.At(
                    positions.Character(i),
                    $"The invisible character U+{(int)text[i]:X4} stands here, which YAML does not take as it is.",
                    $"Remove it, or write it as \\u{(int)text[i]:x4} in a text in double quotes."));
            }
        }
    }

    /// <summary>One document of a text.</summary>
    internal sealed record Reading(JsonNode? Node, SourceNode Source, ImmutableArray<ManifestError> Warnings);
}
