using System.Text;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Where an entry stands, to name it in messages.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">Line the entry starts at; <c>null</c> when the file as a whole is meant.</param>
/// <param name="Entry">Such as <c>user "admin"</c>; <c>null</c> when the file as a whole is meant.</param>
internal sealed record EntryLocation(string File, int? Line, string? Entry)
{
    private const int MaxShown = 200;

    public ClusterProblem Error(EntryException exception) => Problem(ClusterProblemSeverity.Error, exception);

    public ClusterProblem Warning(EntryException exception) => Problem(ClusterProblemSeverity.Warning, exception);

    public CredentialException Refusal(EntryException exception, Exception? cause = null) => new(Error(exception).ToString(), cause);

    /// <summary>A name from a file, quoted, on one line and of bounded length.</summary>
    public static string Quote(string name) => $"\"{OneLine(name, MaxShown)}\"";

    /// <summary>Untrusted text on one line: control characters become spaces, and what is too long is cut.</summary>
    public static string OneLine(string text, int maxLength)
    {
        StringBuilder line = new();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, maxLength)))
        {
            line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        }

        return text.Length > maxLength ? line.Append('…').ToString() : line.ToString();
    }

    private ClusterProblem Problem(ClusterProblemSeverity severity, EntryException exception) => new()
    {
        Severity = severity,
        File = File,
        Line = exception.Line ?? Line,
        Entry = Entry,
        What = exception.What,
        Remedy = exception.Remedy,
    };
}
