namespace BackupConsole.KubeStash.Manifests;

/// <summary>A piece of a text. Lines and columns start at 1; columns count UTF-16 characters; lines end with LF, CR LF or CR.</summary>
/// <param name="Line">First line.</param>
/// <param name="Column">First column.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="EndColumn">The column after the last character.</param>
public readonly record struct SourceRange(int Line, int Column, int EndLine, int EndColumn);
