using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Finds comments, which no manifest keeps, so that a person can be told before they are gone.</summary>
public static class YamlComments
{
    /// <summary>Whether a YAML text holds a comment. A <c>#</c> inside a text or a word is none. What stands after a mistake is not looked at.</summary>
    /// <param name="text">The text.</param>
    public static bool AreIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('#', StringComparison.Ordinal))
        {
            return false;
        }

        using StringReader reader = new(text);
        Scanner scanner = new(reader, skipComments: false);
        try
        {
            while (scanner.MoveNext())
            {
                if (scanner.Current is Comment)
                {
                    return true;
                }
            }
        }
        catch (YamlException)
        {
            // Not YAML from here on; the reader says why.
        }

        return false;
    }
}
