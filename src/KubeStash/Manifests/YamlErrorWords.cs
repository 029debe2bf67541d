using YamlDotNet.Core;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>The parser's complaints in words for people who edit manifests.</summary>
internal static class YamlErrorWords
{
    public const string TabMessage = "A tab stands where YAML wants spaces.";

    public const string TabRemedy = "Indent with spaces, two for each level.";

    /// <summary>What the parser says (a part of it), what it means, and what to do. The first that fits counts.</summary>
    private static readonly (string Part, string Message, string? Remedy)[] Words =
    [
        ("found invalid mapping", "A second \": \" stands in one line.", "Put the value in quotes, or start a new line for the inner field."),
        ("apping values are not allowed", "A \": \" stands where no field can start.", "Put the value in quotes, or check the indentation of this line."),
        ("lock sequence entries are not allowed", "A list cannot start here.", "Start the list on a new line below its field; put a text that starts with \"- \" in quotes."),
        ("did not find expected '-' indicator", "This line does not belong to the list above it.", "Start list items in the same column, each with \"- \"."),
        ("did not find expected key", "This line does not belong to the fields above it.", "Start the fields of an object in the same column, each as \"name: value\"."),
        ("expected ',' or '}'", "A { is not closed, or a comma is missing.", "Separate fields with commas and end them with }."),
        ("expected ',' or ']'", "A [ is not closed, or a comma is missing.", "Separate items with commas and end them with ]."),
        ("could not find expected ':'", "A field has no \":\" after its name.", "Write fields as \"name: value\"."),
        ("quoted scalar, found unexpected end of stream", "A quoted text is not closed.", "End the text with the same quote it starts with."),
        ("quoted scalar, found unexpected document indicator", "A quoted text is not closed before the line with --- or ... .", "End the text with the same quote it starts with."),
        ("escape", "A quoted text holds an escape that YAML does not know.", "Write a backslash as \\\\, or use single quotes, where backslashes mean themselves."),
        ("cannot start any token", "A value cannot start with this character.", "Put the value in quotes."),
        ("invalid tab", TabMessage, TabRemedy),
        ("tab character", TabMessage, TabRemedy),
        ("extra spaces in first line", "An empty line after | or > has blanks that do not fit the text below it.", "Remove the blanks from the empty line."),
        ("more spaces in lines above", "An empty line after | or > has blanks that do not fit the text below it.", "Remove the blanks from the empty line."),
        ("found wrong indentation", "A quoted text goes on at the start of a line.", "Indent all its lines further than its field."),
        ("block scalar", "The text block after | or > is not well formed.", "Write | or > (with - or + if needed) alone at the end of the line, and indent the text below it."),
        ("anchor", "The name after & or * is not well formed.", "Use letters and digits in the name, or put the value in quotes."),
        ("alias", "The name after * is not well formed.", "Use letters and digits in the name, or put the value in quotes."),
        ("undefined tag handle", "The type after ! is not known.", "Remove it, or put the value in quotes."),
        ("tag", "The type after ! is not well formed.", "Remove it, or put the value in quotes."),
        ("directive", "A line that starts with % is not one that YAML knows.", "Remove the line."),
        ("expected <document end>", "This line does not belong to what stands above it.", "Check its indentation, or remove it."),
        ("expected <document start>", "Something follows the end of the manifest.", "Check the indentation of this line, or remove it."),
        ("simple key", "A field has no \":\" after its name.", "Write fields as \"name: value\" on one line."),
        ("did not find expected node content", "A value is missing here.", "Write the value, or \"\" for an empty text."),
    ];

    public static ManifestException For(YamlException problem, string text, TextPositions positions)
    {
        int start = (int)Math.Min(problem.Start.Index, text.Length);
        int end = (int)Math.Min(problem.End.Index, text.Length);
        foreach ((string part, string message, string? remedy) in Words)
        {
            if (problem.Message.Contains(part, StringComparison.Ordinal))
            {
                // The parser names the place where the object or text starts that the tab stands in.
                int tab = message == TabMessage ? IndentingTab(text, start) : -1;
                return tab < 0 ? Make(message, remedy) : new ManifestException(ManifestError.At(positions.Character(tab), message, remedy), problem);
            }
        }

        return Make("The YAML cannot be read here.", "Check the indentation, quotes and brackets of this line and the one above.");

        ManifestException Make(string message, string? remedy)
        {
            SourceRange range = end > start ? positions.Range(start, end) : positions.Character(start);
            return new ManifestException(ManifestError.At(range, message, remedy), problem);
        }
    }

    /// <summary>The offset of the first tab that starts a line after an offset, with or without spaces before it; -1 when there is none.</summary>
    private static int IndentingTab(string text, int start)
    {
        bool lineStart = start == 0 || TextCharacters.IsLineBreak(text[start - 1]);
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '\t' && lineStart)
            {
                return i;
            }

            lineStart = TextCharacters.IsLineBreak(text[i]) || (lineStart && text[i] == ' ');
        }

        return -1;
    }
}
