using System.Collections.Immutable;
using BackupConsole.KubeStash.Links;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>Rows that have one of some keys in one of the schema's lookups.</summary>
/// <param name="Lookup">The lookup.</param>
/// <param name="Keys">What the rows are, or link to.</param>
public sealed record RowLink(string Lookup, ImmutableArray<ObjectKey> Keys)
{
    /// <summary>Most keys that are followed.</summary>
    public const int Maximum = 200;

    /// <summary>Whether the keys are those of the rows themselves, so that one without a row stands for an object that is not there.</summary>
    public bool IsForward => Lookup == ResourceSource.Self;

    /// <summary>The objects of these keys.</summary>
    public static RowLink To(params IEnumerable<ObjectKey> keys) => new(ResourceSource.Self, [.. keys.Distinct().Take(Maximum)]);

    /// <summary>What an object refers to by a link.</summary>
    public static RowLink To<TRow>(Link<TRow> link, TRow from)
        where TRow : class, IRow => To(link.Keys(from));

    /// <summary>What refers to an object by a link.</summary>
    public static RowLink From<TRow>(Link<TRow> link, ObjectKey to)
        where TRow : class, IRow => new(link.Name, [to]);

    /// <inheritdoc />
    public bool Equals(RowLink? other) => other is not null && Lookup == other.Lookup && Keys.AsSpan().SequenceEqual(other.Keys.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Lookup, StringComparer.Ordinal);
        foreach (ObjectKey key in Keys)
        {
            hash.Add(key);
        }

        return hash.ToHashCode();
    }
}
