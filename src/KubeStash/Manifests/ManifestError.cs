namespace BackupConsole.KubeStash.Manifests;

/// <summary>What is wrong with a manifest text, and where. Lines and columns start at 1; columns count UTF-16 characters, as editors do.</summary>
/// <param name="Line">First line.</param>
/// <param name="Column">First column.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="EndColumn">The column after the last character.</param>
/// <param name="Message">What is wrong, as a sentence for people.</param>
/// <param name="Remedy">What to do about it, as a sentence; <c>null</c> when the message says it already.</param>
public sealed record ManifestError(int Line, int Column, int EndLine, int EndColumn, string Message, string? Remedy = null)
{
    /// <summary>The place in the text.</summary>
    public SourceRange Range => new(Line, Column, EndLine, EndColumn);

    /// <summary>An error at a place.</summary>
    /// <param name="range">The place in the text.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="remedy">What to do about it.</param>
    public static ManifestError At(SourceRange range, string message, string? remedy = null) =>
        new(range.Line, range.Column, range.EndLine, range.EndColumn, message, remedy);

    /// <summary>The error in one line, such as <c>Line 3, column 5: ...</c>.</summary>
    public override string ToString() =>
        Remedy is null ? $"Line {Line}, column {Column}: {Message}" : $"Line {Line}, column {Column}: {Message} {Remedy}";
}

/// <summary>A manifest text cannot be read. Readers throw nothing else, whatever the text holds.</summary>
/// <param name="error">What is wrong and where.</param>
/// <param name="inner">The parser's own complaint, for logs.</param>
public sealed class ManifestException(ManifestError error, Exception? inner = null) : Exception(error.ToString(), inner)
{
    /// <summary>What is wrong and where.</summary>
    public ManifestError Error { get; } = error;
}
