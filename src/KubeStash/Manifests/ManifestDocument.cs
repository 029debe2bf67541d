using System.Collections.Immutable;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>A manifest as read from a text.</summary>
/// <param name="Manifest">The tree.</param>
/// <param name="Source">Where in the text each value stands.</param>
/// <param name="Warnings">What the text most likely does not mean, such as a key given twice; in the order of the text, at most <see cref="MaxWarnings"/>.</param>
public sealed record ManifestDocument(Manifest Manifest, SourceMap Source, ImmutableArray<ManifestError> Warnings)
{
    /// <summary>Most warnings given for one text.</summary>
    public const int MaxWarnings = 100;
}
