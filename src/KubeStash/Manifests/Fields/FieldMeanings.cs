using System.Collections.Frozen;
using System.Reflection;

namespace BackupConsole.KubeStash.Manifests.Fields;

/// <summary>What fields of KubeStash's kinds mean, in a sentence or two: the schemas that clusters publish have no words.</summary>
public static class FieldMeanings
{
    private const string Table = "BackupConsole.KubeStash.Manifests.Fields.meanings.txt";
    private const string Common = "object";
    private const string Whole = "*";
    private const int MaximumDepth = 8;

    private static readonly FrozenDictionary<string, Block> Blocks = Read();

    /// <summary>What a field means; <c>null</c> when nothing is known of it.</summary>
    /// <param name="kind">Kind of the object.</param>
    /// <param name="path">The field; indexes of lists do not matter.</param>
    public static string? Find(string kind, ManifestPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string text = string.Join('.', path.Segments.OfType<ManifestPathSegment.Field>().Select(segment => segment.Name));
        return Find(kind, text, 0) ?? Find(Common, text, 0);
    }

    /// <summary>All fields of a kind that something is said about, as paths without indexes; those that every kind has are left out.</summary>
    public static IEnumerable<string> PathsOf(string kind) => Paths(kind, "", 0);

    private static IEnumerable<string> Paths(string block, string prefix, int depth)
    {
        if (depth > MaximumDepth || !Blocks.TryGetValue(block, out Block? known))
        {
            yield break;
        }

        foreach (string path in known.Meanings.Keys.Where(path => path != "."))
        {
            yield return Join(prefix, path);
        }

        foreach ((string at, string held) in known.Held)
        {
            foreach (string path in Paths(held, at == Whole ? prefix : Join(prefix, at), depth + 1))
            {
                yield return path;
            }
        }
    }

    private static string Join(string prefix, string path) => prefix.Length == 0 ? path : $"{prefix}.{path}";

    private static string? Find(string block, string path, int depth)
    {
        if (depth > MaximumDepth || !Blocks.TryGetValue(block, out Block? known))
        {
            return null;
        }

        if (known.Meanings.GetValueOrDefault(path) is { } meaning)
        {
            return meaning;
        }

        // The longest one first: what is said nearer counts.
        foreach ((string at, string held) in known.Held.OrderByDescending(entry => entry.At.Length))
        {
            string? inside = at == Whole ? path : path == at ? "." : path.StartsWith(at + ".", StringComparison.Ordinal) ? path[(at.Length + 1)..] : null;
            if (inside is not null && Find(held, inside, depth + 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static FrozenDictionary<string, Block> Read()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Table) ?? throw new InvalidOperationException($"{Table} is missing from the program.");
        using StreamReader reader = new(stream);
        Dictionary<string, Block> blocks = new(StringComparer.Ordinal);
        Block? block = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                blocks[line[1..^1]] = block = new Block();
            }
            else if (block is null)
            {
                throw new InvalidOperationException($"{Table}: \"{line}\" is in no block.");
            }
            else
            {
                block.Take(line);
            }
        }

        return blocks.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed class Block
    {
        public Dictionary<string, string> Meanings { get; } = new(StringComparer.Ordinal);

        public List<(string At, string Held)> Held { get; } = [];

        public void Take(string line)
        {
            int arrow = line.IndexOf(" -> ", StringComparison.Ordinal);
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (arrow > 0 && (colon < 0 || arrow < colon))
            {
                Held.Add((line[..arrow], line[(arrow + 4)..]));
            }
            else if (colon > 0)
            {
                Meanings.Add(line[..colon], line[(colon + 2)..]);
            }
            else
            {
                throw new InvalidOperationException($"{Table}: \"{line}\" is neither a meaning nor a block.");
            }
        }
    }
}
