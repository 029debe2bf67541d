using System.Text.RegularExpressions;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Texts that readers of YAML 1.1 take for dates and times. kubectl keeps them as texts.</summary>
internal static partial class YamlTimestamp
{
    /// <summary>Whether the text is a date, or a date and time, in one of the forms that yaml.v2 knows.</summary>
    public static bool IsMatch(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ ])[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}([.,][0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})?)?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
