namespace BackupConsole.Kubernetes.Configuration;

/// <summary>A part of a configuration file cannot be used. Caught where the entry is known, and made a problem or a refusal.</summary>
/// <param name="line">Line in the file, from 1; <c>null</c> when the file as a whole is meant.</param>
/// <param name="what">What is wrong: a clause without a full stop and without a secret.</param>
/// <param name="remedy">What to do: a sentence.</param>
internal sealed class EntryException(int? line, string what, string remedy) : Exception($"{what}. {remedy}")
{
    public int? Line { get; } = line;

    public string What { get; } = what;

    public string Remedy { get; } = remedy;
}
