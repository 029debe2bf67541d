using System.Collections.Immutable;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>How much a <see cref="ClusterProblem"/> hinders.</summary>
public enum ClusterProblemSeverity
{
    /// <summary>The cluster is offered, but something in its configuration deserves attention or will fail when it is used.</summary>
    Warning,

    /// <summary>The entry cannot be used, nor any context that refers to it.</summary>
    Error,
}

/// <summary>One thing wrong with the configuration, in words for the person who can repair it. Never holds a secret.</summary>
public sealed record ClusterProblem
{
    /// <summary>How much it hinders.</summary>
    public required ClusterProblemSeverity Severity { get; init; }

    /// <summary>Path of the file at fault.</summary>
    public required string File { get; init; }

    /// <summary>Line in the file, from 1; <c>null</c> when the file as a whole is meant.</summary>
    public int? Line { get; init; }

    /// <summary>The entry at fault, such as <c>user "admin"</c>; <c>null</c> when the file as a whole is meant.</summary>
    public string? Entry { get; init; }

    /// <summary>What is wrong: a clause without a full stop.</summary>
    public required string What { get; init; }

    /// <summary>What to do about it: a sentence.</summary>
    public required string Remedy { get; init; }

    /// <summary>Names of the contexts concerned, in file order; empty when no context uses the entry.</summary>
    public ImmutableArray<string> Contexts { get; init; } = [];

    /// <summary>The whole message: file, line, entry, what is wrong, remedy.</summary>
    public override string ToString() =>
        $"{File}{(Line is int line ? $", line {line}" : "")}: {(Entry is null ? "" : Entry + ": ")}{What}. {Remedy}";
}
