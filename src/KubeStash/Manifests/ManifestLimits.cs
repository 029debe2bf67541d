namespace BackupConsole.KubeStash.Manifests;

/// <summary>
/// How much a manifest text may hold. The limits keep one text from taking the memory or the stack of the whole server; all of them are far above
/// what an API server stores (etcd takes 1.5 MiB per object by default).
/// </summary>
public sealed record ManifestLimits
{
    /// <summary>The deepest nesting <see cref="MaxDepth"/> can be set to; readers and writers recurse once per level.</summary>
    public const int DeepestAllowed = 400;

    private readonly int maxCharacters = 3 * 1024 * 1024;
    private readonly int maxDepth = 100;
    private readonly int maxNodes = 200_000;

    /// <summary>The limits used when none are given.</summary>
    public static ManifestLimits Default { get; } = new();

    /// <summary>
    /// Longest text in UTF-16 characters, by default 3 Mi. The text that YAML aliases stand for counts too.
    /// </summary>
    public int MaxCharacters
    {
        get => maxCharacters;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            maxCharacters = value;
        }
    }

    /// <summary>Most objects and lists inside each other, by default 100; the manifest itself is the first. At most <see cref="DeepestAllowed"/>.</summary>
    public int MaxDepth
    {
        get => maxDepth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, DeepestAllowed);
            maxDepth = value;
        }
    }

    /// <summary>Most values (objects, lists, texts, numbers ..., not keys) in a text, by default 200,000. The values that YAML aliases stand for count too.</summary>
    public int MaxNodes
    {
        get => maxNodes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            maxNodes = value;
        }
    }
}
