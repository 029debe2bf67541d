namespace BackupConsole.Kubernetes.Objects;

/// <summary>Checks names by the rules of Kubernetes' "Object Names and IDs" page, with words for what is wrong.</summary>
public static class ObjectName
{
    /// <summary>Longest name of most kinds.</summary>
    public const int MaxSubdomainLength = 253;

    /// <summary>Longest namespace, label value and, since they become host names and label values, name of a pod's maker.</summary>
    public const int MaxLabelLength = 63;

    /// <summary>Checks a name of most kinds: an RFC 1123 subdomain.</summary>
    /// <returns>What is wrong, as a sentence; null when the name is valid.</returns>
    public static string? CheckSubdomain(string? name)
    {
        if (CheckLength(name, MaxSubdomainLength) is string problem)
        {
            return problem;
        }

        foreach (string part in name!.Split('.'))
        {
            if (part.Length == 0)
            {
                return "A name may not begin or end with a dot or have two dots in a row.";
            }

            if (CheckCharacters(part, "lower-case letters, digits, '-' and '.'", "Each part of a name between dots") is string partProblem)
            {
                return partProblem;
            }
        }

        return null;
    }

    /// <summary>Checks a namespace or another name without dots: an RFC 1123 label.</summary>
    /// <returns>What is wrong, as a sentence; null when the name is valid.</returns>
    public static string? CheckLabel(string? name) =>
        CheckLength(name, MaxLabelLength) ?? CheckCharacters(name!, "lower-case letters, digits and '-'", "The name");

    private static string? CheckLength(string? name, int limit) => name switch
    {
        null or "" => "A name is needed.",
        _ when name.Length > limit => $"The name has {name.Length} characters; at most {limit} are allowed.",
        _ => null,
    };

    private static string? CheckCharacters(string text, string allowed, string subject)
    {
        foreach (char character in text)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-')
            {
                return char.IsAsciiLetterUpper(character)
                    ? $"'{character}' is a capital; a name may hold {allowed} only."
                    : $"'{character}' is not allowed; a name may hold {allowed} only.";
            }
        }

        return text[0] == '-' || text[^1] == '-' ? $"{subject} must begin and end with a letter or digit." : null;
    }
}
