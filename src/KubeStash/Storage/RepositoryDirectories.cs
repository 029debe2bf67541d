using System.Globalization;

namespace BackupConsole.KubeStash.Storage;

/// <summary>
/// Where repositories lie below their storage's prefix. Two repositories may not share a directory, so one for a target that has a repository
/// already needs another than the target's own.
/// </summary>
public static class RepositoryDirectories
{
    private const int MostTries = 100;

    /// <summary>The directory for a repository: <c>namespace/name</c> of its target, or where another has that, with the repository's name behind it.</summary>
    /// <param name="ns">Namespace of the target.</param>
    /// <param name="target">Name of the target.</param>
    /// <param name="repository">Name of the repository.</param>
    /// <param name="isTaken">Whether a directory belongs to another repository.</param>
    public static string Choose(string ns, string target, string repository, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(isTaken);
        string own = $"{ns}/{target}";
        string named = $"{own}-{repository}";
        return new[] { own, named }
            .Concat(Enumerable.Range(2, MostTries).Select(number => string.Create(CultureInfo.InvariantCulture, $"{named}-{number}")))
            .FirstOrDefault(directory => !isTaken(directory)) ?? named;
    }
}
