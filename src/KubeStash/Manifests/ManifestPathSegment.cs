using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>One step of a <see cref="ManifestPath"/>.</summary>
public abstract record ManifestPathSegment
{
    private ManifestPathSegment()
    {
    }

    /// <summary>A field of an object, or a key of a map such as <c>metadata.labels</c>.</summary>
    /// <param name="Name">The field's name.</param>
    public sealed record Field(string Name) : ManifestPathSegment;

    /// <summary>An item of a list. On an object it is the key with these digits.</summary>
    /// <param name="Position">The item's index, from 0.</param>
    public sealed record Index(int Position) : ManifestPathSegment;

    /// <summary>
    /// An item of a list found by its fields, as server-side apply names items in conflicts: <c>[name="x"]</c>, or <c>[="x"]</c> for an item
    /// of a list of plain values. The first item that fits is meant. On an object it is the key with this text.
    /// </summary>
    /// <param name="Written">The text between the brackets.</param>
    public sealed record Selector(string Written) : ManifestPathSegment
    {
        private readonly ImmutableArray<SelectorTerm> terms = SelectorTerm.ParseAll(Written);

        /// <summary>Whether this means the same as another selector.</summary>
        /// <param name="other">The other selector.</param>
        public bool Equals(Selector? other) => other is not null && string.Equals(Written, other.Written, StringComparison.Ordinal);

        /// <inheritdoc/>
        public override int GetHashCode() => Written.GetHashCode(StringComparison.Ordinal);

        internal bool Fits(JsonNode? item) => terms.All(term => term.Fits(item));

        /// <summary>An item with just the fields that are asked for; <c>null</c> when a selector by value asks for a plain value.</summary>
        internal JsonObject? NewItem()
        {
            JsonObject item = [];
            foreach (SelectorTerm term in terms)
            {
                if (term.Key.Length == 0)
                {
                    return null;
                }

                item[term.Key] = term.Value?.DeepClone();
            }

            return item;
        }
    }
}
