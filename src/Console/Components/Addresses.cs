using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components;

/// <summary>
/// The addresses of the console's pages, made in this one place: <c>/c/{cluster}</c>, below it <c>/{plural}.{group}</c> for the list of a kind,
/// below that <c>/new</c> for its form and <c>/n/{namespace}/o/{name}</c> or <c>/o/{name}</c> for an object. Names are escaped.
/// </summary>
public static class Addresses
{
    /// <summary>The choice of a cluster, shown even where there is only one.</summary>
    public const string Clusters = "/?choose";

    /// <summary>The first page of a cluster.</summary>
    public static string Home(ClusterConfiguration cluster) => Home(cluster.Slug);

    /// <summary>The first page of a cluster, by its slug.</summary>
    public static string Home(string cluster) => $"/c/{Uri.EscapeDataString(cluster)}";

    /// <summary>The list of a kind.</summary>
    public static string List(ClusterConfiguration cluster, ResourceKind kind) => List(cluster.Slug, kind);

    /// <summary>The list of a kind, by the cluster's slug.</summary>
    public static string List(string cluster, ResourceKind kind) => $"{Home(cluster)}/{Uri.EscapeDataString(kind.Id)}";

    /// <summary>The list of a kind in one namespace; <c>null</c> for all.</summary>
    public static string List(string cluster, ResourceKind kind, string? ns) =>
        ns is null ? List(cluster, kind) : $"{List(cluster, kind)}?namespace={Uri.EscapeDataString(ns)}";

    /// <summary>The form that creates an object of a kind.</summary>
    public static string New(ClusterConfiguration cluster, ResourceKind kind) => New(cluster.Slug, kind);

    /// <summary>The form that creates an object of a kind, by the cluster's slug.</summary>
    public static string New(string cluster, ResourceKind kind) => $"{List(cluster, kind)}/new";

    /// <summary>The page that creates an object of a kind from a manifest, by the cluster's slug.</summary>
    /// <param name="cluster">The cluster's slug.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="ns">The namespace to begin with; empty for none in particular.</param>
    public static string NewByManifest(string cluster, ResourceKind kind, string ns = "") =>
        $"{New(cluster, kind)}/manifest{(ns.Length == 0 ? "" : $"?namespace={Uri.EscapeDataString(ns)}")}";

    /// <summary>The page of an object.</summary>
    public static string Detail(ClusterConfiguration cluster, ResourceKind kind, ObjectKey key) => Detail(cluster.Slug, kind, key);

    /// <summary>The page of an object, by the cluster's slug.</summary>
    public static string Detail(string cluster, ResourceKind kind, ObjectKey key) =>
        key.Namespace.Length == 0
            ? $"{List(cluster, kind)}/o/{Uri.EscapeDataString(key.Name)}"
            : $"{List(cluster, kind)}/n/{Uri.EscapeDataString(key.Namespace)}/o/{Uri.EscapeDataString(key.Name)}";
}
