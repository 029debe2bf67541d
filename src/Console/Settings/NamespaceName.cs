namespace BackupConsole.Settings;

/// <summary>The rule for names of namespaces (RFC 1123 labels), for settings and for what people type.</summary>
public static class NamespaceName
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "at most 63 lower-case letters, digits and dashes, beginning and ending with a letter or digit";

    /// <summary>Whether a namespace can have this name.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 63
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-' && name[^1] != '-';
}
