using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using static BackupConsole.Sandbox.ApiServer.Kinds.Columns.ColumnFactory;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>Columns of the kinds about rights, and of the small kinds that look like them.</summary>
internal static class AccessColumns
{
    /// <summary>Columns of Role, ClusterRole and CustomResourceDefinition.</summary>
    public static IReadOnlyList<PrinterColumn> Role { get; } = [PrinterColumn.ObjectName, CreatedAt];

    /// <summary>Columns of RoleBinding and ClusterRoleBinding.</summary>
    public static IReadOnlyList<PrinterColumn> Binding { get; } =
    [
        PrinterColumn.ObjectName,
        Always("Role", "The role that is given.", (source, _) => $"{source.TextOrEmpty("roleRef", "kind")}/{source.TextOrEmpty("roleRef", "name")}"),
        Age,
        Wide("Users", "Users who get the role.", (source, _) => Subjects(source, "User")),
        Wide("Groups", "Groups who get the role.", (source, _) => Subjects(source, "Group")),
        Wide("ServiceAccounts", "Service accounts that get the role.", (source, _) => Subjects(source, "ServiceAccount")),
    ];

    /// <summary>Columns of Lease.</summary>
    public static IReadOnlyList<PrinterColumn> Lease { get; } =
        [PrinterColumn.ObjectName, Always("Holder", "Who holds it.", (source, _) => source.TextOrEmpty("spec", "holderIdentity")), Age];

    private static string Subjects(JsonObject source, string kind) => string.Join(", ", source.Objects("subjects")
        .Where(subject => subject.Text("kind") == kind)
        .Select(subject => kind == "ServiceAccount" ? $"{subject.Text("namespace")}/{subject.Text("name")}" : subject.TextOrEmpty("name")));
}
