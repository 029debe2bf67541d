using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>
/// Names clusters in URLs. A slug depends on the name alone, so that a link keeps its meaning when contexts are added, removed or
/// reordered: a name that is no clean slug itself gets a hash of the name as suffix instead of a number.
/// </summary>
public static partial class ClusterSlug
{
    /// <summary>Most characters a slug has.</summary>
    public const int MaxLength = 40;

    private const int HashLength = 8;

    /// <summary>Makes the slug of a name.</summary>
    /// <param name="name">Any text, even an empty one.</param>
    /// <param name="taken">Slugs given already. They matter only when two hashes collide.</param>
    /// <returns>1 to 40 lower-case ASCII letters, digits and inner dashes, not among <paramref name="taken"/>.</returns>
    public static string Create(string name, IReadOnlySet<string> taken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(taken);

        // A clean name that ends like our own suffix is treated as unclean: else it could be another name's slug.
        bool clean = name.Length <= MaxLength && CleanSlug().IsMatch(name) && !LooksHashed().IsMatch(name);
        if (clean && !taken.Contains(name))
        {
            return name;
        }

        string readable = Readable(name);
        for (int attempt = 0; ; attempt++)
        {
            string slug = $"{readable}-{Hash(name, attempt)}";
            if (!taken.Contains(slug))
            {
                return slug;
            }
        }
    }

    private static string Readable(string name)
    {
        StringBuilder text = new();
        foreach (char c in WithoutAccents(name))
        {
            char lower = char.ToLowerInvariant(c);
            if (char.IsAsciiLetterLower(lower) || char.IsAsciiDigit(lower))
            {
                text.Append(lower);
            }
            else if (text.Length > 0 && text[^1] != '-' && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                text.Append('-');
            }
        }

        // The end tells more than the start: cloud providers put project, account and region first.
        const int room = MaxLength - HashLength - 1;
        string whole = text.ToString();
        string readable = (whole.Length > room ? whole[^room..] : whole).Trim('-');
        return readable.Length == 0 ? "cluster" : readable;
    }

    private static string WithoutAccents(string name)
    {
        // Half a surrogate pair cannot be normalised.
        return name.Any(char.IsSurrogate) ? name : name.Normalize(NormalizationForm.FormD);
    }

    private static string Hash(string name, int attempt)
    {
        // Over UTF-16 and not UTF-8, which would read every broken surrogate as the same character.
        byte[] input = [.. MemoryMarshal.AsBytes(name.AsSpan()), .. attempt == 0 ? [] : BitConverter.GetBytes(attempt)];
        return Convert.ToHexStringLower(SHA256.HashData(input))[..HashLength];
    }

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex CleanSlug();

    [GeneratedRegex(@"-[0-9a-f]{8}\z")]
    private static partial Regex LooksHashed();
}
