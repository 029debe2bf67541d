namespace BackupConsole.KubeStash.Manifests;

/// <summary>Counts what a text costs while it is read, and stops at the limits before memory or stack do.</summary>
internal sealed class ReadingBudget(ManifestLimits limits, int textLength)
{
    private long nodes;
    private long characters = textLength;

    /// <summary>Refuses a text that is too long before anything looks at it.</summary>
    public static void CheckLength(string text, ManifestLimits limits)
    {
        if (text.Length > limits.MaxCharacters)
        {
            throw new ManifestException(new ManifestError(
                1, 1, 1, 1, $"The text has {text.Length:N0} characters; at most {limits.MaxCharacters:N0} are read.", "Shorten it, or use kubectl."));
        }
    }

    /// <summary>Refuses a text with half of a character beyond U+FFFF, which UTF-8 cannot hold.</summary>
    public static void CheckHalfCharacters(string text, TextPositions positions)
    {
        int half = TextCharacters.FirstHalfCharacter(text);
        if (half >= 0)
        {
            throw new ManifestException(ManifestError.At(positions.Character(half), "Half of a character stands here; the other half is missing.", "Remove it."));
        }
    }

    public void AddNode(SourceRange range)
    {
        nodes++;
        if (nodes > limits.MaxNodes)
        {
            throw new ManifestException(ManifestError.At(range, $"The text holds more than {limits.MaxNodes:N0} values.", "Shorten it, or use kubectl."));
        }
    }

    /// <summary>Counts a value that is written out again for an alias.</summary>
    public void AddCopy(YamlTree tree, SourceRange range)
    {
        nodes += tree.Nodes;
        characters += tree.Characters;
        if (nodes > limits.MaxNodes || characters > limits.MaxCharacters)
        {
            throw new ManifestException(ManifestError.At(
                range,
                $"With its aliases written out the text holds more than {limits.MaxNodes:N0} values or {limits.MaxCharacters:N0} characters.",
                "Write fewer aliases."));
        }
    }

    public void CheckDepth(int depth, SourceRange range)
    {
        if (depth > limits.MaxDepth)
        {
            throw new ManifestException(ManifestError.At(
                range, $"More than {limits.MaxDepth} objects and lists stand inside each other.", "Use fewer levels."));
        }
    }
}
