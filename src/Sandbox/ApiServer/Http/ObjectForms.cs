using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Tables and partial objects.</summary>
internal static class ObjectForms
{
    private const string MetaVersion = "meta.k8s.io/v1";

    /// <summary>An object's metadata.</summary>
    public static JsonObject Partial(JsonObject value) =>
        new() { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = MetaVersion, ["metadata"] = value["metadata"]?.DeepClone() ?? new JsonObject() };

    /// <summary>A list of objects' metadata.</summary>
    public static JsonObject PartialList(IEnumerable<JsonObject> values, JsonObject metadata) => new()
    {
        ["kind"] = "PartialObjectMetadataList",
        ["apiVersion"] = MetaVersion,
        ["metadata"] = metadata,
        ["items"] = new JsonArray([.. values.Select(Partial)]),
    };

    /// <summary>Objects as a table.</summary>
    /// <param name="include">What comes with each row: <c>None</c>, <c>Metadata</c> or <c>Object</c>.</param>
    /// <param name="columns">Whether the columns are described (in a watch the first table does).</param>
    public static JsonObject Table(KindDefinition kind, IEnumerable<JsonObject> values, JsonObject metadata, string include, DateTimeOffset now, bool columns = true)
    {
        IReadOnlyList<PrinterColumn> shown = kind.Columns.Count > 0 ? kind.Columns : [PrinterColumn.ObjectName];
        JsonArray rows = [];
        foreach (JsonObject value in values)
        {
            JsonObject row = new() { ["cells"] = new JsonArray([.. shown.Select(column => Detached(column.Cell(value, now)))]) };
            switch (include)
            {
                case "None":
                    break;
                case "Object":
                    row["object"] = value.DeepClone();
                    break;
                default:
                    row["object"] = Partial(value);
                    break;
            }

            rows.Add(row);
        }

        return new()
        {
            ["kind"] = "Table",
            ["apiVersion"] = MetaVersion,
            ["metadata"] = metadata,
            ["columnDefinitions"] = columns ? new JsonArray([.. shown.Select(column => column.ToDefinition())]) : null,
            ["rows"] = rows,
        };
    }

    /// <summary><c>metadata</c> of a list.</summary>
    /// <param name="custom">Whether the kind is a custom one: their lists say also that nothing is left.</param>
    public static JsonObject ListMetadata(ListPage page, bool custom)
    {
        JsonObject metadata = new() { ["resourceVersion"] = page.Version.ToString(CultureInfo.InvariantCulture) };
        if (page.Continue is not null || custom)
        {
            metadata["continue"] = page.Continue ?? "";
        }

        if (page.Remaining is not null)
        {
            metadata["remainingItemCount"] = page.Remaining;
        }

        return metadata;
    }

    /// <summary>A copy without <c>kind</c> and <c>apiVersion</c>, as items of lists of built-in kinds are: the list says it for all of them.</summary>
    public static JsonObject Untyped(JsonObject value)
    {
        JsonObject copy = ObjectTexts.Copy(value);
        copy.Remove("kind");
        copy.Remove("apiVersion");
        return copy;
    }

    /// <summary>The same as JSON. Where both come first, as usual, nothing is read but them.</summary>
    public static ReadOnlyMemory<byte> UntypedJson(StoredObject item)
    {
        ReadOnlySpan<byte> json = item.Json;
        Utf8JsonReader reader = new(json);
        reader.Read();
        for (int found = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; found++)
        {
            if (found == 2)
            {
                byte[] rest = json[((int)reader.TokenStartIndex - 1)..].ToArray();
                rest[0] = (byte)'{';
                return rest;
            }

            if (!reader.ValueTextEquals("kind"u8) && !reader.ValueTextEquals("apiVersion"u8))
            {
                break;
            }

            reader.Skip();
        }

        return JsonBytes.Write(Untyped(item.Value));
    }

    /// <summary>The object in the version of a kind.</summary>
    public static JsonObject InVersion(StoredObject value, KindDefinition kind) => ObjectUpdate.AtVersion(value.Value, kind.Resource);

    private static JsonNode? Detached(JsonNode? cell) => cell?.Parent is null ? cell : cell.DeepClone();
}
