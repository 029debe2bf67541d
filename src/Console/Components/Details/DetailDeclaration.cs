using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Clusters;
using BackupConsole.Components.Navigation;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Details;

/// <summary>The object a detail page is about, as it is now.</summary>
/// <param name="Session">Its cluster.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Latest">The object.</param>
public sealed record DetailSubject(ClusterSession Session, ResourceKind Kind, WholeObject Latest)
{
    private IRow? row;

    /// <summary>The object as a tree that can be asked by path. Never changed.</summary>
    public Manifest Document { get; } = new(Latest.Json);

    /// <summary>Namespace and name.</summary>
    public ObjectKey Key => Latest.Key;

    /// <summary>A text of the object; empty when it is not there.</summary>
    public string Text(string path) => Document.Text(ManifestPath.Parse(path));

    /// <summary>A number, truth value or text of the object, as written; a dash when it is not there.</summary>
    public string Written(string path) => Document.Get(ManifestPath.Parse(path))?.ToString() is { Length: > 0 } text ? text : "-";

    /// <summary>A time of the object; <c>null</c> when it is not there, or is none.</summary>
    public DateTimeOffset? Time(string path) =>
        DateTimeOffset.TryParse(Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>The objects of a list; others in it are left out.</summary>
    public IEnumerable<Manifest> Items(string path) =>
        Document.Get(ManifestPath.Parse(path)) is JsonArray items
            ? items.OfType<JsonObject>().Select(item => new Manifest(item))
            : [];

    /// <summary>The texts of a list; others in it are left out.</summary>
    public IEnumerable<string> Texts(string path) =>
        Document.Get(ManifestPath.Parse(path)) is JsonArray items ? items.OfType<JsonValue>().Select(item => item.ToString()) : [];

    /// <summary>Every value below a path, with the way to it: <c>s3.bucket</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Leaves(string path) => Leaves(Document.Get(ManifestPath.Parse(path)));

    /// <summary>Every value of a tree, with the way to it.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Leaves(JsonNode? node, string path = "") => node switch
    {
        null => [],
        JsonObject fields => fields.SelectMany(field => Leaves(field.Value, path.Length == 0 ? field.Key : $"{path}.{field.Key}")),
        JsonArray items when items.All(item => item is JsonValue) => [KeyValuePair.Create(path, string.Join(", ", items))],
        JsonArray items => items.SelectMany((item, at) => Leaves(item, $"{path}[{at}]")),
        _ => [KeyValuePair.Create(path, node.ToString())],
    };

    /// <summary>The object as its kind's lists read it. Read once.</summary>
    public TRow As<TRow>(IRowReader<TRow> reader)
        where TRow : class, IRow
    {
        if (row is TRow known)
        {
            return known;
        }

        TRow read = reader.Read(new ReadOnlySequence<byte>(JsonSerializer.SerializeToUtf8Bytes(Latest.Json)));
        row = read;
        return read;
    }

    /// <summary>Keys and values of a map of texts, such as labels, sorted.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Pairs(string path) =>
        Document.Get(ManifestPath.Parse(path)) is JsonObject map
            ? [.. map.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.ToString() ?? "")).OrderBy(pair => pair.Key, StringComparer.Ordinal)]
            : [];
}

/// <summary>A row of the Basic panel.</summary>
/// <param name="Label">The words before it.</param>
/// <param name="Value">Draws the value.</param>
public sealed record DetailField(string Label, RenderFragment<DetailSubject> Value)
{
    /// <summary>Whether an object has it at all; by default all have.</summary>
    public Func<DetailSubject, bool> When { get; init; } = _ => true;
}

/// <summary>A view of an object beside its overview.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Content">Draws it; only while it is looked at, so that what it follows costs nothing otherwise.</param>
public sealed record DetailTab(string Id, string Title, RenderFragment<DetailSubject> Content);

/// <summary>The page of an object of a kind: what is particular to it.</summary>
public sealed record DetailDeclaration
{
    /// <summary>The kind.</summary>
    public required ResourceKind Kind { get; init; }

    /// <summary>Whether objects of the kind can be deleted here.</summary>
    public bool CanDelete { get; init; } = true;

    /// <summary>Where the way back leads to: the list of the kind, or the cluster where there is none.</summary>
    public string BackAddress(ClusterConfiguration cluster) => NavigationCatalog.Find(Kind) is null ? Addresses.Home(cluster) : Addresses.List(cluster, Kind);

    /// <summary>What the way back is called.</summary>
    public string BackTitle(ClusterConfiguration cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return NavigationCatalog.Find(Kind)?.Label ?? cluster.Name;
    }

    /// <summary>Buttons for what may be done with it, before the one that deletes it.</summary>
    public RenderFragment<DetailSubject>? Actions { get; init; }

    /// <summary>Rows of the Basic panel, in order.</summary>
    public required ImmutableArray<DetailField> Basic { get; init; }

    /// <summary>What comes before the Basic panel when something is wrong; draws nothing otherwise.</summary>
    public RenderFragment<DetailSubject>? Story { get; init; }

    /// <summary>What comes after the Basic panel, in order.</summary>
    public ImmutableArray<RenderFragment<DetailSubject>> Sections { get; init; } = [];

    /// <summary>Other views of it, between the overview and the manifest.</summary>
    public ImmutableArray<DetailTab> Tabs { get; init; } = [];

    /// <summary>What deleting it leads to, in a sentence or two; empty when there is nothing to add.</summary>
    public Func<DetailSubject, string> Consequences { get; init; } = _ => "";

    /// <summary>Whether deleting it loses data that nobody can bring back: then the consequences are a warning.</summary>
    public Func<DetailSubject, bool> LosesData { get; init; } = _ => false;
}
