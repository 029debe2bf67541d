using System.Collections.Immutable;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// Where an informer looks: everywhere, or in a few namespaces one by one, for users who may not list the whole cluster.
/// Two scopes of the same namespaces are equal, whatever order they were named in.
/// </summary>
public sealed record InformerScope
{
    /// <summary>Most namespaces watched one by one: each costs a stream of its own.</summary>
    public const int MaxNamespaces = 20;

    private InformerScope(ImmutableArray<string> namespaces)
    {
        Namespaces = namespaces;
    }

    /// <summary>All namespaces; also the scope of kinds that live outside namespaces.</summary>
    public static InformerScope All { get; } = new([]);

    /// <summary>The namespaces, sorted and without repetition; empty for <see cref="All"/>.</summary>
    public ImmutableArray<string> Namespaces { get; }

    /// <summary>Whether this is <see cref="All"/>.</summary>
    public bool IsAll => Namespaces.IsEmpty;

    /// <summary>One to <see cref="MaxNamespaces"/> namespaces.</summary>
    /// <exception cref="ArgumentException">None, too many, or an empty name; the message says what to do.</exception>
    public static InformerScope Of(params IEnumerable<string> namespaces)
    {
        ArgumentNullException.ThrowIfNull(namespaces);
        ImmutableArray<string> sorted = [.. namespaces.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (sorted.IsEmpty)
        {
            throw new ArgumentException("No namespace was given. Name at least one, or look in all of them.", nameof(namespaces));
        }

        if (sorted.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("A namespace has an empty name. To look in all namespaces, name none.", nameof(namespaces));
        }

        if (sorted.Length > MaxNamespaces)
        {
            throw new ArgumentException(
                $"{sorted.Length} namespaces were given, and at most {MaxNamespaces} are watched at a time. Choose fewer, or one.", nameof(namespaces));
        }

        return new InformerScope(sorted);
    }

    /// <inheritdoc />
    public bool Equals(InformerScope? other) =>
        other is not null && Namespaces.AsSpan().SequenceEqual(other.Namespaces.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (string ns in Namespaces)
        {
            hash.Add(ns, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public override string ToString() => IsAll ? "all namespaces" : string.Join(", ", Namespaces);
}
