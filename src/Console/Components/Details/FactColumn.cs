using System.Globalization;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Details;

/// <summary>A column of a table of what an object tells of itself.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Cell">Draws a cell.</param>
public sealed record FactColumn(string Title, RenderFragment<FactItem> Cell);

/// <summary>An entry of a list an object holds.</summary>
/// <param name="Subject">The object.</param>
/// <param name="Entry">The entry.</param>
public sealed record FactItem(DetailSubject Subject, Manifest Entry)
{
    /// <summary>A number, truth value or text of the entry, as written; a dash when it is not there.</summary>
    public string Written(string path) => Entry.Get(ManifestPath.Parse(path))?.ToString() is { Length: > 0 } text ? text : "-";

    /// <summary>A text of the entry; empty when it is not there.</summary>
    public string Text(string path) => Entry.Text(ManifestPath.Parse(path));

    /// <summary>A time of the entry; <c>null</c> when it is not there, or is none.</summary>
    public DateTimeOffset? Time(string path) =>
        DateTimeOffset.TryParse(Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>The objects of a list of the entry.</summary>
    public IEnumerable<FactItem> Items(string path) =>
        Entry.Get(ManifestPath.Parse(path)) is System.Text.Json.Nodes.JsonArray items ? items.OfType<System.Text.Json.Nodes.JsonObject>().Select(item => new FactItem(Subject, new Manifest(item))) : [];

    /// <summary>The object a reference with name and namespace names, in the object's own namespace unless it says another; an empty path for the entry itself.</summary>
    public ObjectKey Reference(string path) => new(Text(Below(path, "namespace")) is { Length: > 0 } ns ? ns : Subject.Key.Namespace, Text(Below(path, "name")));

    private static string Below(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";
}
