using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Maps that stand in a manifest as text of their own, such as the parameters of a task.</summary>
public static class YamlMap
{
    /// <summary>Reads a map.</summary>
    /// <param name="text">YAML, or JSON, which is YAML too.</param>
    /// <param name="map">The map; <c>null</c> when the text holds nothing but comments, or is none.</param>
    /// <returns>What is wrong; <c>null</c> when nothing is.</returns>
    public static ManifestError? Read(string text, out JsonObject? map)
    {
        map = null;
        try
        {
            YamlReader.Reading[] found = [.. YamlReader.Documents(text, ManifestLimits.Default).Where(reading => reading.Node is not null).Take(2)];
            if (found.Length == 0)
            {
                return null;
            }

            map = found.Length == 1 ? found[0].Node as JsonObject : null;
            return map is not null ? null : ManifestError.At(
                found[^1].Source.Range,
                found.Length > 1 ? "A second map starts here." : "This is no map of names and values.",
                found.Length > 1 ? "Remove the line with ---." : "Write one \"name: value\" per line.");
        }
        catch (ManifestException exception)
        {
            return exception.Error;
        }
    }

    /// <summary>Writes a map; an empty one is <c>{}</c>. The text ends with a line break.</summary>
    /// <exception cref="ArgumentException">The tree cannot be written; none that was read.</exception>
    public static string Write(JsonObject map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return YamlWriter.Write(map);
    }
}
