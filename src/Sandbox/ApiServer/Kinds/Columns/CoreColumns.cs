using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using static BackupConsole.Sandbox.ApiServer.Kinds.Columns.ColumnFactory;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>Columns of the small kinds of the core group.</summary>
internal static class CoreColumns
{
    private const int EndpointsShown = 3;

    /// <summary>Columns of ConfigMap.</summary>
    public static IReadOnlyList<PrinterColumn> ConfigMap { get; } =
        [PrinterColumn.ObjectName, CountAsText("Data", "Number of values.", source => source.Count("data") + source.Count("binaryData")), Age];

    /// <summary>Columns of Secret.</summary>
    public static IReadOnlyList<PrinterColumn> Secret { get; } =
    [
        PrinterColumn.ObjectName,
        Always("Type", "What the data is.", (source, _) => source.TextOrEmpty("type")),
        CountAsText("Data", "Number of values.", source => source.Count("data")),
        Age,
    ];

    /// <summary>Columns of ServiceAccount.</summary>
    public static IReadOnlyList<PrinterColumn> ServiceAccount { get; } =
        [PrinterColumn.ObjectName, CountAsText("Secrets", "Number of Secrets.", source => source.Count("secrets")), Age];

    /// <summary>Columns of Namespace.</summary>
    public static IReadOnlyList<PrinterColumn> Namespace { get; } =
        [PrinterColumn.ObjectName, Always("Status", "Active or Terminating.", (source, _) => source.TextOrEmpty("status", "phase")), Age];

    /// <summary>Columns of Endpoints.</summary>
    public static IReadOnlyList<PrinterColumn> Endpoints { get; } =
        [PrinterColumn.ObjectName, Always("Endpoints", "Addresses and ports that are ready.", (source, _) => FormatEndpoints(source)), Age];

    private static string FormatEndpoints(JsonObject source)
    {
        string[] all = [.. source.Objects("subsets").SelectMany(Addresses)];
        string shown = Joined(all.Take(EndpointsShown));
        return all.Length <= EndpointsShown ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown} + {all.Length - EndpointsShown} more...");
    }

    // Port by port, as a real server lists them.
    private static IEnumerable<string> Addresses(JsonObject subset)
    {
        string[] addresses = [.. subset.Objects("addresses").Select(address => address.TextOrEmpty("ip"))];
        long?[] ports = [.. subset.Objects("ports").Select(port => port.Number("port"))];
        return ports.Length == 0
            ? addresses
            : ports.SelectMany(port => addresses.Select(address => string.Create(CultureInfo.InvariantCulture, $"{address}:{port}")));
    }
}
