namespace BackupConsole.KubeStash.Manifests;

/// <summary>Finds the word that was most likely meant.</summary>
internal static class SimilarWord
{
    private const int Longest = 64;

    /// <summary>The word nearest to the one written, when it is near: a third of its letters apart at most, and three at most.</summary>
    public static string? Among(IEnumerable<string> words, string written)
    {
        if (written.Length is < 2 or > Longest)
        {
            return null;
        }

        int allowed = Math.Clamp(written.Length / 3, 1, 3);
        (string Word, int Distance) best = words.Where(word => word.Length <= Longest && Math.Abs(word.Length - written.Length) <= allowed)
            .Select(word => (word, Distance(word.ToUpperInvariant(), written.ToUpperInvariant())))
            .OrderBy(pair => pair.Item2).ThenBy(pair => pair.word, StringComparer.Ordinal)
            .FirstOrDefault(("", int.MaxValue));
        return best.Distance <= allowed ? best.Word : null;
    }

    /// <summary>Letters to insert, remove, replace, or swap with the next.</summary>
    private static int Distance(string one, string other)
    {
        int[,] cost = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                int same = one[i - 1] == other[j - 1] ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[one.Length, other.Length];
    }
}
