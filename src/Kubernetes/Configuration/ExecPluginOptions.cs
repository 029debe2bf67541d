using System.Collections.Immutable;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Which credential plugins a kubeconfig may have run, and how long each may take.</summary>
public sealed record ExecPluginOptions
{
    /// <summary>Whether plugins run at all. A context that needs one is broken otherwise.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Commands that may run, each exactly as the kubeconfig writes it or as the absolute path it resolves to; <c>null</c> allows any.
    /// A bare name allows only what <c>PATH</c> finds under that name, never a file of that name elsewhere.
    /// </summary>
    public ImmutableArray<string>? AllowedCommands { get; init; }

    /// <summary>How long one run may take before it and its children are killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
