using System.Globalization;
using System.Text.RegularExpressions;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Documents;

/// <summary>Orders API versions as Kubernetes prefers them: stable before beta before alpha, higher numbers first, other names last.</summary>
internal sealed partial class ApiVersionOrder : IComparer<string>
{
    private const int Stable = 3;

    /// <summary>The order.</summary>
    public static ApiVersionOrder Preferred { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        (int Level, int Major, int Minor) left = Rank(x ?? "");
        (int Level, int Major, int Minor) right = Rank(y ?? "");
        int byRank = right.CompareTo(left);
        return byRank != 0 ? byRank : string.CompareOrdinal(x, y);
    }

    private static (int Level, int Major, int Minor) Rank(string version)
    {
        Match match = VersionPattern().Match(version);
        if (!match.Success)
        {
            return default;
        }

        int level = match.Groups["level"].Value switch { "" => Stable, "beta" => 2, _ => 1 };
        return (level, Number(match.Groups["major"].Value), Number(match.Groups["minor"].Value));
    }

    private static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    [GeneratedRegex("^v(?<major>[0-9]+)((?<level>alpha|beta)(?<minor>[0-9]+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
