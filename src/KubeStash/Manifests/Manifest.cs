using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>
/// A Kubernetes object as a person creates or edits it: the whole JSON tree, so that fields this program does not know are kept. The order of
/// keys and the digits of numbers are kept as read. Not safe for use by several threads while it is being changed.
/// </summary>
public sealed class Manifest
{
    private static readonly ManifestPath ApiVersionPath = ManifestPath.Parse("apiVersion");
    private static readonly ManifestPath KindPath = ManifestPath.Parse("kind");
    private static readonly ManifestPath NamePath = ManifestPath.Parse("metadata.name");
    private static readonly ManifestPath NamespacePath = ManifestPath.Parse("metadata.namespace");

    /// <summary>A manifest over a tree, which it owns from now on.</summary>
    /// <param name="root">The tree.</param>
    public Manifest(JsonObject root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Root = root;
    }

    /// <summary>A manifest with nothing but its kind.</summary>
    /// <param name="apiVersion">Group and version, such as <c>core.kubestash.com/v1alpha1</c>.</param>
    /// <param name="kind">Kind, such as <c>BackupConfiguration</c>.</param>
    public Manifest(string apiVersion, string kind)
        : this(new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind })
    {
    }

    /// <summary>The tree itself.</summary>
    public JsonObject Root { get; }

    /// <summary><c>apiVersion</c>; empty when missing or no text. Setting an empty text removes it.</summary>
    public string ApiVersion
    {
        get => Text(ApiVersionPath);
        set => SetText(ApiVersionPath, value);
    }

    /// <summary><c>kind</c>; empty when missing or no text. Setting an empty text removes it.</summary>
    public string Kind
    {
        get => Text(KindPath);
        set => SetText(KindPath, value);
    }

    /// <summary><c>metadata.name</c>; empty when missing or no text. Setting an empty text removes it.</summary>
    public string Name
    {
        get => Text(NamePath);
        set => SetText(NamePath, value);
    }

    /// <summary><c>metadata.namespace</c>; empty when missing or no text. Setting an empty text removes it.</summary>
    public string Namespace
    {
        get => Text(NamespacePath);
        set => SetText(NamespacePath, value);
    }

    /// <summary>The value at a path; <c>null</c> when it is missing or null (see <see cref="TryGet"/>).</summary>
    /// <param name="path">A path with every list index, or a selector where the index is not known.</param>
    public JsonNode? Get(ManifestPath path) => TryGet(path, out JsonNode? value) ? value : null;

    /// <summary>Finds the value at a path.</summary>
    /// <param name="path">A path with every list index, or a selector where the index is not known.</param>
    /// <param name="value">The value, which may be null; <c>null</c> when missing.</param>
    /// <returns>Whether the path is there.</returns>
    public bool TryGet(ManifestPath path, out JsonNode? value) => ManifestAccess.TryGet(Root, path, out value);

    /// <summary>The text at a path; empty when it is missing or no text.</summary>
    /// <param name="path">A path with every list index, or a selector where the index is not known.</param>
    public string Text(ManifestPath path) => JsonTree.TextOrNull(Get(path)) ?? "";

    /// <summary>
    /// Puts a value at a path. Missing (or null) parents are made: a list where the next step is an index or selector, else an object. A list
    /// grows by its next index only. Nothing beside the path changes, and a field that is there keeps its place in the order of keys.
    /// </summary>
    /// <param name="path">A path with every list index, or a selector where the index is not known; not the root.</param>
    /// <param name="value">The value; copied when it is part of a tree already. <c>null</c> writes a null.</param>
    /// <exception cref="InvalidOperationException">
    /// A parent is neither object nor list, a list is asked for a field, or an index lies beyond the list's end.
    /// </exception>
    public void Set(ManifestPath path, JsonNode? value) => ManifestAccess.Set(Root, path, value);

    /// <summary>Removes the value at a path; later items of a list move up.</summary>
    /// <param name="path">A path with every list index, or a selector where the index is not known; not the root.</param>
    /// <param name="removeEmptyParents">
    /// Whether objects and lists that this removal left empty go as well, from the inside out, as far as they are fields: an item of a list stays
    /// (removing it would move the others), and so does the manifest itself. A parent that was empty before it was filled is not told from one
    /// that was made for the value; both go.
    /// </param>
    /// <returns>Whether there was something to remove.</returns>
    public bool Remove(ManifestPath path, bool removeEmptyParents = false) => ManifestAccess.Remove(Root, path, removeEmptyParents);

    /// <summary>A copy that shares nothing with this one.</summary>
    public Manifest DeepClone() => new(Root.DeepClone().AsObject());

    /// <summary>
    /// Whether two manifests hold the same values. The order of keys does not count. Numbers are compared by their exact decimal value: 1, 1.0 and
    /// 1e0 are equal, since API servers write one for the other. A field that is null differs from a missing one.
    /// </summary>
    /// <param name="other">The other manifest.</param>
    public bool HasSameValuesAs(Manifest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return JsonTree.AreEqual(Root, other.Root);
    }

    private void SetText(ManifestPath path, string value)
    {
        if (string.IsNullOrEmpty(value))
        {
            Remove(path);
        }
        else
        {
            Set(path, value);
        }
    }
}
