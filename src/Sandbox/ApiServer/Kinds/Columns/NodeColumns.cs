using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using static BackupConsole.Sandbox.ApiServer.Kinds.Columns.ColumnFactory;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>Columns of Node.</summary>
internal static class NodeColumns
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string OldRoleLabel = "kubernetes.io/role";

    /// <summary>The columns.</summary>
    public static IReadOnlyList<PrinterColumn> All { get; } =
    [
        PrinterColumn.ObjectName,
        Always("Status", "Whether the node is ready.", (source, _) => State(source)),
        Always("Roles", "Roles of the node.", (source, _) => Joined(Roles(source))),
        Age,
        Always("Version", "Version of the kubelet.", (source, _) => source.TextOrEmpty("status", "nodeInfo", "kubeletVersion")),
        Wide("Internal-IP", "Address in the cluster.", (source, _) => Address(source, "InternalIP")),
        Wide("External-IP", "Address outside the cluster.", (source, _) => Address(source, "ExternalIP")),
        Wide("OS-Image", "Name of the distribution.", (source, _) => Info(source, "osImage")),
        Wide("Kernel-Version", "Version of the kernel.", (source, _) => Info(source, "kernelVersion")),
        Wide("Container-Runtime", "Container runtime and its version.", (source, _) => Info(source, "containerRuntimeVersion")),
    ];

    private static string State(JsonObject source)
    {
        JsonObject? ready = source.Objects("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Ready");
        string state = ready switch
        {
            null => "Unknown",
            _ when ready.Text("status") == "True" => "Ready",
            _ => "NotReady",
        };
        return source.IsTrue("spec", "unschedulable") ? state + ",SchedulingDisabled" : state;
    }

    private static IEnumerable<string> Roles(JsonObject source) => source.Pairs("metadata", "labels")
        .Select(label => label.Key.StartsWith(RolePrefix, StringComparison.Ordinal) ? label.Key[RolePrefix.Length..] : label.Key == OldRoleLabel ? label.Value : "")
        .Where(role => role.Length > 0)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static string Address(JsonObject source, string type) =>
        Or(source.Objects("status", "addresses").FirstOrDefault(address => address.Text("type") == type)?.Text("address"), None);

    private static string Info(JsonObject source, string name) => Or(source.Text("status", "nodeInfo", name), Unknown);
}
