using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>What one fill has seen. Only when it has come to its end is anything it did not see known to be gone.</summary>
/// <param name="tracked">Whether there was anything before that could turn out to be gone; if not, nothing need be remembered.</param>
internal sealed class FillGeneration(bool tracked)
{
    private readonly HashSet<ObjectKey> seen = [];

    public void See(ObjectKey key)
    {
        if (tracked)
        {
            seen.Add(key);
        }
    }

    public bool IsGone(ObjectKey key) => tracked && !seen.Contains(key);
}
