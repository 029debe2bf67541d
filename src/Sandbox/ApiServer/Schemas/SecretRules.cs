using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>What the server checks of a Secret besides its types: its keys, and those that its type has to have.</summary>
internal static partial class SecretRules
{
    private const int LongestKey = 253;

    private const string KeyWords =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    private static readonly Dictionary<string, string[]> RequiredKeys = new(StringComparer.Ordinal)
    {
        ["kubernetes.io/tls"] = ["tls.crt", "tls.key"],
        ["kubernetes.io/dockerconfigjson"] = [".dockerconfigjson"],
        ["kubernetes.io/dockercfg"] = [".dockercfg"],
        ["kubernetes.io/ssh-auth"] = ["ssh-privatekey"],
    };

    /// <summary>Refuses a Secret with a wrong key, or without one its type needs.</summary>
    /// <exception cref="WriteRefusedException">422.</exception>
    public static void Check(JsonObject secret)
    {
        string[] keys = [.. ((secret["data"] as JsonObject) ?? []).Select(value => value.Key)];
        List<FieldError> errors = [.. keys.Where(key => key.Length > LongestKey || !Key().IsMatch(key)).Select(key => FieldError.Invalid(FieldPath.Key("data", key), key, KeyWords))];
        if (RequiredKeys.TryGetValue(secret.TextOrEmpty("type"), out string[]? required))
        {
            errors.AddRange(required.Except(keys).Select(key => FieldError.Required(FieldPath.Key("data", key))));
        }

        if (errors.Count > 0)
        {
            throw WriteRefusedException.Invalid("", "Secret", secret.TextOrEmpty("metadata", "name"), errors);
        }
    }

    [GeneratedRegex("^[-._a-zA-Z0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
