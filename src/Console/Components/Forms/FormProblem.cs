using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms;

/// <summary>Something the cluster has against a manifest.</summary>
/// <param name="Path">The field it is about; <c>null</c> when it is about the whole.</param>
/// <param name="Message">The words, as a sentence.</param>
public sealed record FormProblem(ManifestPath? Path, string Message)
{
    /// <summary>Which of the objects that are made it is about, from 0: the one the form is called after.</summary>
    public int Entry { get; init; }
}
