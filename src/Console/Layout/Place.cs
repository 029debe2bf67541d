using BackupConsole.Components;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Layout;

/// <summary>Where in the console an address leads, as far as the shell has to know.</summary>
/// <param name="Cluster">Slug of the cluster; <c>null</c> outside of any.</param>
/// <param name="Resource">Id of the kind, <c>plural.group</c>; <c>null</c> on the cluster's own page.</param>
/// <param name="IsList">Whether it is the list itself, not a page below it.</param>
public sealed record Place(string? Cluster, string? Resource, bool IsList)
{
    /// <summary>Outside of any cluster.</summary>
    public static Place Outside { get; } = new(null, null, false);

    /// <summary>Reads the path of an address, such as <c>/c/dev/backupsessions.core.kubestash.com/new</c>.</summary>
    public static Place Read(string path) => path.Split('/') switch
    {
        ["", "c", { Length: > 0 } cluster] => new(Uri.UnescapeDataString(cluster), null, false),
        ["", "c", { Length: > 0 } cluster, ""] => new(Uri.UnescapeDataString(cluster), null, false),
        ["", "c", { Length: > 0 } cluster, { } resource] => new(Uri.UnescapeDataString(cluster), Uri.UnescapeDataString(resource), true),
        ["", "c", { Length: > 0 } cluster, { } resource, ..] => new(Uri.UnescapeDataString(cluster), Uri.UnescapeDataString(resource), false),
        _ => Outside,
    };

    /// <summary>The value of <c>aria-current</c> for a link to the list of a kind: the page itself, or one below it.</summary>
    public string? CurrentFor(ResourceKind kind) => Resource != kind.Id ? null : IsList ? "page" : "true";

    /// <summary>The same kind in another cluster; its first page when one is at no kind.</summary>
    public string In(string cluster) => Resource is null ? Addresses.Home(cluster) : $"{Addresses.Home(cluster)}/{Uri.EscapeDataString(Resource)}";
}
