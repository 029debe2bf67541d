using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Informers;

internal sealed record TestRow(ObjectKey Key, string Uid, string ResourceVersion, string Color, int Size) : IRow
{
    public static ResourceKind Kind { get; } = new("test.example.com", "v1", "things", "Thing", Namespaced: true);

    public static StoreSchema<TestRow> Schema { get; } = new StoreSchema<TestRow>()
        .WithOrder("color", row => row.Color)
        .WithOrder("size", row => row.Size)
        .WithLookup("color", row => row.Color == "none" ? null : new ObjectKey(string.Empty, row.Color))
        .WithLookupOfMany("digits", (row, keys) => keys.AddRange(row.Size.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => new ObjectKey("d", digit.ToString()))));
}
