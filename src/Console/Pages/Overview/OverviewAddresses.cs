using BackupConsole.Components;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.Overview;

/// <summary>Where the overview's numbers lead.</summary>
internal static class OverviewAddresses
{
    /// <summary>The list that a number counts.</summary>
    /// <param name="cluster">Slug of the cluster.</param>
    /// <param name="kind">What is listed.</param>
    /// <param name="ns">The namespace looked at; <c>null</c> for all.</param>
    /// <param name="phase">The phase; empty for rows without one, <c>null</c> for all.</param>
    /// <param name="only">A filter of the list; <c>null</c> for none.</param>
    public static string List(string cluster, ResourceKind kind, string? ns, string? phase = null, string? only = null)
    {
        string[] query =
        [
            .. ns is null ? [] : (string[])[$"namespace={Uri.EscapeDataString(ns)}"],
            .. phase is null ? [] : (string[])[$"phase={Uri.EscapeDataString(phase.Length == 0 ? Components.Lists.ListAddress.NoPhase : phase)}"],
            .. only is null ? [] : (string[])[$"only={Uri.EscapeDataString(only)}"],
        ];
        return query.Length == 0 ? Addresses.List(cluster, kind) : $"{Addresses.List(cluster, kind)}?{string.Join('&', query)}";
    }

    /// <summary>A part of the overview itself.</summary>
    public static string Part(string cluster, string? ns, string id) =>
        $"{Addresses.Home(cluster)}{(ns is null ? "" : $"?namespace={Uri.EscapeDataString(ns)}")}#{id}";
}
