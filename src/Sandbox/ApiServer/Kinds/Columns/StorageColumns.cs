using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using static BackupConsole.Sandbox.ApiServer.Kinds.Columns.ColumnFactory;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>Columns of the kinds about volumes.</summary>
internal static class StorageColumns
{
    private const string Unset = "<unset>";
    private const string DefaultClass = "storageclass.kubernetes.io/is-default-class";
    private const string OldClass = "volume.beta.kubernetes.io/storage-class";

    private static readonly Dictionary<string, string> ShortModes = new(StringComparer.Ordinal)
    {
        ["ReadWriteOnce"] = "RWO",
        ["ReadOnlyMany"] = "ROX",
        ["ReadWriteMany"] = "RWX",
        ["ReadWriteOncePod"] = "RWOP",
    };

    /// <summary>Columns of PersistentVolumeClaim.</summary>
    public static IReadOnlyList<PrinterColumn> Claim { get; } =
    [
        PrinterColumn.ObjectName,
        Always("Status", "Pending, Bound, Lost or Terminating.", (source, _) => Phase(source)),
        Always("Volume", "Volume the claim is bound to.", (source, _) => source.TextOrEmpty("spec", "volumeName")),
        Always("Capacity", "Size of the volume.", (source, _) => IsBound(source) ? source.TextOrEmpty("status", "capacity", "storage") : ""),
        Always("Access Modes", "Access modes the volume has.", (source, _) => IsBound(source) ? Modes(source.Texts("status", "accessModes")) : ""),
        Always("StorageClass", "StorageClass of the volume.", (source, _) => ClassOf(source)),
        Always("VolumeAttributesClass", "VolumeAttributesClass of the volume.", (source, _) => source.Text("spec", "volumeAttributesClassName") ?? Unset),
        Age,
        Wide("VolumeMode", "Filesystem or Block.", (source, _) => source.Text("spec", "volumeMode") ?? Unset),
    ];

    /// <summary>Columns of PersistentVolume.</summary>
    public static IReadOnlyList<PrinterColumn> Volume { get; } =
    [
        PrinterColumn.ObjectName,
        Always("Capacity", "Size of the volume.", (source, _) => source.TextOrEmpty("spec", "capacity", "storage")),
        Always("Access Modes", "Access modes the volume has.", (source, _) => Modes(source.Texts("spec", "accessModes"))),
        Always("Reclaim Policy", "What happens when the claim is gone.", (source, _) => source.TextOrEmpty("spec", "persistentVolumeReclaimPolicy")),
        Always("Status", "Available, Bound, Released, Failed or Terminating.", (source, _) => Phase(source)),
        Always("Claim", "Claim the volume is bound to.", (source, _) => BoundClaim(source)),
        Always("StorageClass", "StorageClass of the volume.", (source, _) => ClassOf(source)),
        Always("VolumeAttributesClass", "VolumeAttributesClass of the volume.", (source, _) => source.Text("spec", "volumeAttributesClassName") ?? Unset),
        Always("Reason", "Short cause of the status.", (source, _) => source.TextOrEmpty("status", "reason")),
        Age,
        Wide("VolumeMode", "Filesystem or Block.", (source, _) => source.Text("spec", "volumeMode") ?? Unset),
    ];

    /// <summary>Columns of StorageClass.</summary>
    public static IReadOnlyList<PrinterColumn> StorageClass { get; } =
    [
        PrinterColumn.ObjectName with { Cell = (source, _) => ClassName(source) },
        Always("Provisioner", "Driver that makes the volumes.", (source, _) => source.TextOrEmpty("provisioner")),
        Always("ReclaimPolicy", "What happens to a volume whose claim is gone.", (source, _) => source.Text("reclaimPolicy") ?? "Delete"),
        Always("VolumeBindingMode", "When volumes are made.", (source, _) => source.Text("volumeBindingMode") ?? Unset),
        new("AllowVolumeExpansion", "string", "", "Whether volumes may be enlarged.", 0, (source, _) => source.IsTrue("allowVolumeExpansion")),
        Age,
    ];

    private static string Phase(JsonObject source) => source.At("metadata", "deletionTimestamp") is null ? source.TextOrEmpty("status", "phase") : "Terminating";

    private static bool IsBound(JsonObject source) => source.TextOrEmpty("spec", "volumeName").Length > 0;

    private static string BoundClaim(JsonObject source) =>
        source.Text("spec", "claimRef", "name") is { } name ? $"{source.Text("spec", "claimRef", "namespace")}/{name}" : "";

    private static string ClassOf(JsonObject source) => source.Text("metadata", "annotations", OldClass) ?? source.TextOrEmpty("spec", "storageClassName");

    private static string ClassName(JsonObject source) =>
        source.TextOrEmpty("metadata", "name") + (source.Text("metadata", "annotations", DefaultClass) == "true" ? " (default)" : "");

    private static string Modes(IEnumerable<string> modes) =>
        string.Join(',', modes.Distinct(StringComparer.Ordinal).Select(mode => ShortModes.GetValueOrDefault(mode, mode)));
}
