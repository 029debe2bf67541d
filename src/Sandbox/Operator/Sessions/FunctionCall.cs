using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>Fills in what Functions leave open: variables in arguments and the database's version in images.</summary>
internal static partial class FunctionCall
{
    /// <summary>Replaces <c>${name}</c> and <c>${name:=default}</c>; a name without value or default becomes empty.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => Variable().Replace(text, match =>
        values.GetValueOrDefault(match.Groups[1].Value) is { Length: > 0 } value ? value : match.Groups[2].Value);

    /// <summary>The Function's image, with the version among those available that is closest to the target's.</summary>
    public static string Image(JsonObject function, string targetVersion)
    {
        string image = function.TextOrEmpty("spec", "image");
        if (!image.Contains("${DB_VERSION}", StringComparison.Ordinal))
        {
            return image;
        }

        string[] available = [.. function.Texts("spec", "availableVersions")];
        string version = available.OrderByDescending(candidate => CommonParts(candidate, targetVersion)).ThenByDescending(candidate => candidate, StringComparer.Ordinal).FirstOrDefault() ?? targetVersion;
        return image.Replace("${DB_VERSION}", version, StringComparison.Ordinal);
    }

    /// <summary>The container of a task.</summary>
    public static JsonObject Container(JsonObject function, int task, JsonNode? runtimeSettings, string targetVersion, IReadOnlyDictionary<string, string> values)
    {
        JsonObject container = Jobs.JobManifest.Container(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{function.Name()}-task-{task}"), Image(function, targetVersion),
            function.Texts("spec", "args").Select(argument => Fill(argument, values)));
        foreach (string field in (string[])["resources", "securityContext", "env", "envFrom"])
        {
            if ((runtimeSettings.At(field) ?? function.At("spec", "runtimeSettings", field)) is { } setting)
            {
                container[field] = setting.DeepClone();
            }
        }

        return container;
    }

    private static int CommonParts(string left, string right) => left.Split('.').Zip(right.Split('.')).TakeWhile(pair => pair.First == pair.Second).Count();

    [GeneratedRegex(@"\$\{(\w+)(?::=([^}]*))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
