using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>
/// A place in a manifest, written as API servers write it in the causes of a refusal: <c>spec.sessions[0].name</c>,
/// <c>metadata.labels[kubestash.com/invoker-name]</c>, <c>.spec.containers[name="x"].image</c> (server-side apply), or without list indexes as
/// older servers do. A key that those forms cannot hold is written as a JSON text in brackets: <c>data["a]b"]</c>.
/// </summary>
public sealed class ManifestPath : IEquatable<ManifestPath>
{
    /// <summary>A path of the given steps.</summary>
    /// <param name="segments">The steps from the manifest inward.</param>
    public ManifestPath(ImmutableArray<ManifestPathSegment> segments) => Segments = segments.IsDefault ? [] : segments;

    /// <summary>The manifest itself; written as an empty text.</summary>
    public static ManifestPath Root { get; } = new([]);

    /// <summary>The steps from the manifest inward.</summary>
    public ImmutableArray<ManifestPathSegment> Segments { get; }

    /// <summary>Whether this is the manifest itself.</summary>
    public bool IsRoot => Segments.IsEmpty;

    /// <summary>The path without its last step; the root is its own parent.</summary>
    public ManifestPath Parent => IsRoot ? this : new ManifestPath(Segments.RemoveAt(Segments.Length - 1));

    /// <summary>Reads a path.</summary>
    /// <param name="text">The path as text.</param>
    /// <exception cref="FormatException">The text is no path; the message says why.</exception>
    public static ManifestPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? problem = ManifestPathParser.Parse(text, out ManifestPath? path);
        return path ?? throw new FormatException($"\"{text}\" is not a field path: {problem}");
    }

    /// <summary>Reads a path.</summary>
    /// <param name="text">The path as text.</param>
    /// <param name="path">The path.</param>
    /// <returns>Whether the text is a path.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ManifestPath? path)
    {
        path = null;
        return text is not null && ManifestPathParser.Parse(text, out path) is null;
    }

    /// <summary>The path of a field of the object at this path.</summary>
    /// <param name="name">The field's name.</param>
    public ManifestPath Field(string name) => Append(new ManifestPathSegment.Field(name));

    /// <summary>The path of an item of the list at this path.</summary>
    /// <param name="position">The item's index, from 0.</param>
    public ManifestPath Index(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return Append(new ManifestPathSegment.Index(position));
    }

    /// <summary>This path with one more step.</summary>
    /// <param name="segment">The step.</param>
    public ManifestPath Append(ManifestPathSegment segment) => new(Segments.Add(segment));

    /// <summary>Whether this is a place, or lies inside of it.</summary>
    /// <param name="place">The place, with the same list indexes.</param>
    public bool StartsWith(ManifestPath place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Segments.AsSpan().StartsWith(place.Segments.AsSpan());
    }

    /// <summary>
    /// Whether this path, which may lack list indexes as older servers write them, can mean a place that is known with all its indexes. Selectors
    /// fit any item.
    /// </summary>
    /// <param name="place">A path with all list indexes.</param>
    public bool Fits(ManifestPath place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Fits(Segments.AsSpan(), place.Segments.AsSpan());
    }

    /// <inheritdoc/>
    public bool Equals(ManifestPath? other) => other is not null && Segments.SequenceEqual(other.Segments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ManifestPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (ManifestPathSegment segment in Segments)
        {
            hash.Add(segment);
        }

        return hash.ToHashCode();
    }

    /// <summary>The path as API servers write it; reading it again gives an equal path.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (ManifestPathSegment segment in Segments)
        {
            ManifestPathParser.Write(text, segment);
        }

        return text.ToString();
    }

    private static bool Fits(ReadOnlySpan<ManifestPathSegment> pattern, ReadOnlySpan<ManifestPathSegment> place)
    {
        while (!place.IsEmpty)
        {
            bool here = !pattern.IsEmpty && FitsStep(pattern[0], place[0]);
            if (here)
            {
                pattern = pattern[1..];
            }
            else if (place[0] is not ManifestPathSegment.Index || (!pattern.IsEmpty && pattern[0] is ManifestPathSegment.Index))
            {
                return false;
            }

            place = place[1..];
        }

        return pattern.IsEmpty;
    }

    private static bool FitsStep(ManifestPathSegment pattern, ManifestPathSegment place) => (pattern, place) switch
    {
        (ManifestPathSegment.Selector, ManifestPathSegment.Index) => true,
        (ManifestPathSegment.Selector selector, ManifestPathSegment.Field field) => selector.Written == field.Name,
        (ManifestPathSegment.Index index, ManifestPathSegment.Field field) => ManifestPathParser.Digits(index.Position) == field.Name,
        (ManifestPathSegment.Field field, ManifestPathSegment.Index index) => ManifestPathParser.Digits(index.Position) == field.Name,
        _ => pattern.Equals(place),
    };
}
