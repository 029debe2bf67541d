using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Custom;

/// <summary>The columns of custom kinds: <c>additionalPrinterColumns</c> of their definitions.</summary>
internal static class CustomColumns
{
    private const string CreationPath = ".metadata.creationTimestamp";

    /// <summary>The columns of a version: the name, then those it declares, or the age when it declares none.</summary>
    /// <exception cref="FormatException">A column's path cannot be read.</exception>
    public static IReadOnlyList<PrinterColumn> Of(JsonObject version)
    {
        PrinterColumn[] declared = [.. version.Objects("additionalPrinterColumns").Select(Column)];
        return [PrinterColumn.ObjectName, .. declared.Length > 0 ? declared : [Age()]];
    }

    private static PrinterColumn Age() => new("Age", "date", "", "Time since the object was created.", 0, Cell(SimpleJsonPath.Parse(CreationPath), "date"));

    private static PrinterColumn Column(JsonObject column)
    {
        string type = column.TextOrEmpty("type");
        SimpleJsonPath path = SimpleJsonPath.Parse(column.TextOrEmpty("jsonPath"));
        return new PrinterColumn(
            column.TextOrEmpty("name"),
            type,
            column.TextOrEmpty("format"),
            column.Text("description") ?? $"Value of {path.Text}.",
            (int)(column.Number("priority") ?? 0),
            Cell(path, type));
    }

    private static CellFunction Cell(SimpleJsonPath path, string type) => (source, now) => path.First(source) is { } value ? Convert(value, type, now) : null;

    // A value of another type than the column's is an empty cell; only texts take anything.
    private static JsonNode? Convert(JsonNode value, string type, DateTimeOffset now) => (type, value.GetValueKind()) switch
    {
        ("string", JsonValueKind.String) => value.GetValue<string>(),
        ("string", _) => value.ToJsonString(),
        ("integer", JsonValueKind.Number) => value.AsNumber(),
        ("number", JsonValueKind.Number) => value.DeepClone(),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => value.DeepClone(),
        ("date", JsonValueKind.String) => Age(value.GetValue<string>(), now),
        _ => null,
    };

    private static string Age(string text, DateTimeOffset now) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? HumanDuration.Since(time, now)
            : HumanDuration.Invalid;
}
