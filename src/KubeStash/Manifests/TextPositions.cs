namespace BackupConsole.KubeStash.Manifests;

/// <summary>Turns offsets into a text to lines and columns. Counted here rather than by the parsers, whose ideas of a line break differ.</summary>
internal sealed class TextPositions
{
    private readonly string text;
    private readonly List<int> lineStarts = [0];

    public TextPositions(string text)
    {
        this.text = text;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                lineStarts.Add(i + 1);
            }
        }
    }

    public SourceRange Range(int start, int end)
    {
        (int line, int column) = At(start);
        (int endLine, int endColumn) = At(Math.Max(start, end));
        return new SourceRange(line, column, endLine, endColumn);
    }

    /// <summary>The range of one character, or an empty one at the end of the text.</summary>
    public SourceRange Character(int offset)
    {
        int start = Math.Clamp(offset, 0, text.Length);
        int end = start < text.Length && text[start] is not ('\n' or '\r') ? start + 1 : start;
        if (end < text.Length && end > start && char.IsHighSurrogate(text[start]) && char.IsLowSurrogate(text[end]))
        {
            end++;
        }

        return Range(start, end);
    }

    /// <summary>The offset at which the line that holds an offset starts.</summary>
    public int LineStart(int offset) => lineStarts[LineOf(Math.Clamp(offset, 0, text.Length))];

    private (int Line, int Column) At(int offset)
    {
        int clamped = Math.Clamp(offset, 0, text.Length);
        int line = LineOf(clamped);
        return (line + 1, clamped - lineStarts[line] + 1);
    }

    private int LineOf(int offset)
    {
        int found = lineStarts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }
}
