namespace BackupConsole.Kubernetes.Objects;

/// <summary>Checks label keys and values by the rules of Kubernetes' "Labels and Selectors" page, with words for what is wrong.</summary>
public static class LabelSyntax
{
    /// <summary>Longest value, and longest part of a key after its prefix.</summary>
    public const int MaxLength = 63;

    /// <summary>Checks a key: a name, perhaps after a DNS subdomain and a slash.</summary>
    /// <returns>What is wrong, as a sentence; null when the key is valid.</returns>
    public static string? CheckKey(string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return "A label needs a key.";
        }

        int slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && ObjectName.CheckSubdomain(key[..slash]) is string problem)
        {
            return $"What stands before the slash of the label key \"{key}\" is no DNS name: {problem}";
        }

        string name = key[(slash + 1)..];
        return name.Length == 0 ? $"The label key \"{key}\" has no name after the slash." : CheckName(name, $"label key \"{key}\"");
    }

    /// <summary>Checks a value; it may be empty.</summary>
    /// <returns>What is wrong, as a sentence; null when the value is valid.</returns>
    public static string? CheckValue(string? value) => string.IsNullOrEmpty(value) ? null : CheckName(value, $"label value \"{value}\"");

    private static string? CheckName(string name, string what)
    {
        if (name.Length > MaxLength)
        {
            return $"The {what} is too long: {name.Length} characters, of which at most {MaxLength} are allowed.";
        }

        if (!char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
        {
            return $"The {what} must begin and end with a letter or digit.";
        }

        return name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? null
            : $"The {what} may hold letters, digits, '-', '_' and '.' only.";
    }
}
