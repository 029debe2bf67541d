using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>The parser's events one by one, with everything it throws at malformed text turned into <see cref="ManifestException"/>.</summary>
internal sealed class YamlEvents
{
    private readonly Parser parser;
    private readonly YamlIndentationScanner scanner;
    private readonly string text;
    private readonly TextPositions positions;

    public YamlEvents(string text, TextPositions positions)
    {
        this.text = text;
        this.positions = positions;
        scanner = new YamlIndentationScanner(text, positions);
        parser = new Parser(scanner);
        Move();
    }

    /// <summary>The event that has not been taken yet.</summary>
    public ParsingEvent Current { get; private set; } = new StreamStart();

    public ParsingEvent Take()
    {
        ParsingEvent taken = Current;
        Move();
        return taken;
    }

    public SourceRange RangeOf(ParsingEvent parsed) => positions.Range((int)parsed.Start.Index, (int)parsed.End.Index);

    public SourceRange Between(long start, int end) => positions.Range((int)start, end);

    public SourceRange RangeOf(Scalar scalar) => positions.Range((int)scalar.Start.Index, EndOf(scalar));

    /// <summary>Where a scalar ends. Of the line breaks after a block of text, all but the last one that belongs to its value count.</summary>
    public int EndOf(Scalar scalar)
    {
        int start = (int)scalar.Start.Index;
        int end = Math.Min((int)scalar.End.Index, text.Length);
        if (scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted)
        {
            return end;
        }

        int last = end;
        while (end > start && TextCharacters.IsLineBreak(text[end - 1]))
        {
            end--;
        }

        int breaks = scalar.Value.Length - scalar.Value.AsSpan().TrimEnd('\n').Length;
        for (; breaks > 1 && end < last; breaks--)
        {
            end += text[end] == '\r' && end + 1 < last && text[end + 1] == '\n' ? 2 : 1;
        }

        return end;
    }

    private void Move()
    {
        try
        {
            if (parser.MoveNext())
            {
                Current = parser.Current!;
            }
        }
        catch (YamlException problem)
        {
            throw YamlErrorWords.For(problem, text, positions);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The scanner has no words for some of what it cannot read: unindented lines in brackets, and names that its own types refuse.
            throw new ManifestException(
                ManifestError.At(
                    positions.Character((int)Math.Min(scanner.CurrentPosition.Index, text.Length)),
                    "The YAML cannot be read here.",
                    "Indent the lines inside { } and [ ], and check names after &, * or ! and escapes in quoted texts."),
                problem);
        }
    }
}
