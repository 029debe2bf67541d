using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>
/// Reads one document of untrusted YAML into nodes that know their lines. Depth and number of nodes are limited and aliases refused, so a
/// small file cannot take much memory. Of duplicate keys the last wins, as in kubectl.
/// </summary>
internal sealed class YamlReader
{
    public const int MaxDepth = 32;
    public const int MaxNodes = 100_000;

    private readonly Parser parser;
    private int nodes;

    private YamlReader(TextReader text)
    {
        parser = new Parser(new Scanner(text, skipComments: true));
    }

    /// <returns>The first document, and the line where a second one starts.</returns>
    /// <exception cref="EntryException">It is not YAML, or beyond a limit.</exception>
    public static (YamlNode? Document, int? SecondDocument) Read(string text)
    {
        using StringReader reader = new(text);
        YamlReader yaml = new(reader);
        try
        {
            return yaml.ReadDocument();
        }
        catch (YamlException exception)
        {
            // Its message may quote the text, and the text may be a secret.
            throw new EntryException(
                (int)Math.Max(1, exception.Start.Line),
                $"is not valid YAML from column {Math.Max(1, exception.Start.Column)} on",
                "Check indentation, colons and quotes there.");
        }
    }

    private (YamlNode? Document, int? SecondDocument) ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            return (null, null);
        }

        YamlNode document = ReadNode(depth: 0);
        parser.Consume<DocumentEnd>();
        return (document, parser.TryConsume<DocumentStart>(out DocumentStart? second) ? (int)second.Start.Line : null);
    }

    private YamlNode ReadNode(int depth)
    {
        int line = (int)(parser.Current ?? Advance()).Start.Line;
        if (depth > MaxDepth)
        {
            throw new EntryException(line, $"is nested more than {MaxDepth} levels deep", "Remove what is no part of a kubeconfig.");
        }

        if (++nodes > MaxNodes)
        {
            throw new EntryException(line, $"holds more than {MaxNodes} values", "Split the file, and name the parts in KUBECONFIG.");
        }

        if (parser.TryConsume<AnchorAlias>(out _))
        {
            throw new EntryException(line, "uses a YAML alias (*name), which is not followed", "Write the value out where it is used.");
        }

        if (parser.TryConsume<Scalar>(out Scalar? scalar))
        {
            return new YamlScalar(line, scalar.Value, YamlScalars.KindOf(scalar));
        }

        return parser.TryConsume<SequenceStart>(out _) ? ReadSequence(line, depth) : ReadMapping(line, depth);
    }

    private YamlSequence ReadSequence(int line, int depth)
    {
        List<YamlNode> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new YamlSequence(line, items);
    }

    private YamlMapping ReadMapping(int line, int depth)
    {
        parser.Consume<MappingStart>();
        Dictionary<string, YamlField> fields = new(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            YamlNode key = ReadNode(depth + 1);
            if (key is not YamlScalar name)
            {
                throw new EntryException(key.Line, "has a list or mapping as a key", "Give the field a plain name.");
            }

            if (name is { Text: "<<", Kind: YamlScalarKind.Text })
            {
                throw new EntryException(key.Line, "uses a YAML merge key (<<), which is not followed", "Write the fields out where they are used.");
            }

            fields[name.Text] = new YamlField(key.Line, ReadNode(depth + 1));
        }

        return new YamlMapping(line, fields);
    }

    private ParsingEvent Advance()
    {
        parser.MoveNext();
        return parser.Current!;
    }
}
