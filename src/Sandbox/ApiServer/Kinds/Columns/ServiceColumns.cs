using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using static BackupConsole.Sandbox.ApiServer.Kinds.Columns.ColumnFactory;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>Columns of Service.</summary>
internal static class ServiceColumns
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<PrinterColumn> All { get; } =
    [
        PrinterColumn.ObjectName,
        Always("Type", "How the service can be reached.", (source, _) => source.TextOrEmpty("spec", "type")),
        Always("Cluster-IP", "Address in the cluster.", (source, _) => Or(source.Text("spec", "clusterIP"), None)),
        Always("External-IP", "Addresses outside the cluster.", (source, _) => ExternalAddress(source)),
        Always("Port(s)", "Ports of the service.", (source, _) => Joined(source.Objects("spec", "ports").Select(Port))),
        Age,
        Wide("Selector", "Labels of the pods behind the service.", (source, _) => Joined(Labels(source))),
    ];

    private static IEnumerable<string> Labels(JsonObject source) =>
        source.Pairs("spec", "selector").OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}");

    private static string ExternalAddress(JsonObject source)
    {
        IEnumerable<string> external = source.Texts("spec", "externalIPs");
        switch (source.Text("spec", "type"))
        {
            case "ExternalName":
                return source.TextOrEmpty("spec", "externalName");
            case "LoadBalancer":
                IEnumerable<string> balancers = source.Objects("status", "loadBalancer", "ingress").Select(entry => entry.Text("ip") ?? entry.TextOrEmpty("hostname"));
                string all = string.Join(',', balancers.Concat(external));
                return all.Length > 0 ? all : "<pending>";
            default:
                return Joined(external);
        }
    }

    private static string Port(JsonObject port)
    {
        string protocol = port.Text("protocol") ?? "TCP";
        return port.Number("nodePort") is > 0 and { } node
            ? string.Create(CultureInfo.InvariantCulture, $"{port.Number("port")}:{node}/{protocol}")
            : string.Create(CultureInfo.InvariantCulture, $"{port.Number("port")}/{protocol}");
    }
}
