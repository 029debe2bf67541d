using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Reads <c>Table</c> answers (meta.k8s.io/v1).</summary>
internal static class TableReader
{
    public static ObjectTable Read(JsonObject answer)
    {
        if (answer.Text("kind") != "Table")
        {
            throw new HttpRequestException("The server does not print tables for this kind.");
        }

        ImmutableArray<TableColumn> columns = [.. answer.Children("columnDefinitions").Select(column => new TableColumn(column.Text("name"), column.Text("type"), column.Text("format"), Priority(column)))];
        ImmutableArray<TableRow> rows = [.. answer.Children("rows").Select(Row)];
        ListMetadata metadata = ListMetadataReader.Read(answer["metadata"] is { } node ? JsonSerializer.SerializeToElement(node) : default);
        return new ObjectTable(columns, rows, metadata);
    }

    private static TableRow Row(JsonObject row)
    {
        JsonObject metadata = row.Child("object")?.Child("metadata") ?? [];
        ImmutableArray<JsonNode?> cells = row["cells"] is JsonArray array ? [.. array.Select(cell => cell?.DeepClone())] : [];
        return new TableRow(new ObjectKey(metadata.Text("namespace"), metadata.Text("name")), cells);
    }

    private static int Priority(JsonObject column) => column["priority"] is JsonValue value && value.TryGetValue(out int priority) ? priority : 0;
}
