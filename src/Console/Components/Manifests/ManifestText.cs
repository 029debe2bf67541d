using System.Text;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Manifests;

/// <summary>Manifests as texts of either format.</summary>
public static class ManifestText
{
    /// <summary>Longest text that is taken from an editor, in bytes of UTF-8. An API server stores little more.</summary>
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>A manifest in a format.</summary>
    /// <exception cref="ArgumentException">The tree cannot be written; none that was read.</exception>
    public static string Write(Manifest manifest, bool json) => json ? JsonWriter.Write(manifest) : YamlWriter.Write(manifest);

    /// <summary>The manifest a text holds.</summary>
    /// <exception cref="ManifestException">It holds none.</exception>
    public static ManifestDocument Read(string text, bool json) => json ? JsonReader.Read(text) : YamlReader.Read(text);

    /// <summary>Why a text of so many bytes is not taken.</summary>
    public static ManifestError TooLarge(long bytes) => new(
        1, 1, 1, 1,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The text has {bytes / 1024.0 / 1024.0:0.0} MiB; a cluster stores no object of more than 1 MiB or a little above."),
        "Make it shorter: until then nothing of the last change is used.");

    /// <summary>Whether a text may be edited at all.</summary>
    public static bool Fits(string text) => text.Length <= MaximumBytes / 3 || Encoding.UTF8.GetByteCount(text) <= MaximumBytes;
}
