using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Model;

/// <summary>Computes the cell of a column for an object as it is at a moment. Null is an empty cell.</summary>
internal delegate JsonNode? CellFunction(JsonObject source, DateTimeOffset now);

/// <summary>A column of the Table form in which <c>kubectl get</c> asks for objects.</summary>
/// <param name="Name">Header.</param>
/// <param name="Type">OpenAPI type of the cells, or <c>date</c> for custom kinds.</param>
/// <param name="Format">OpenAPI format of the cells; <c>name</c> marks the object's name.</param>
/// <param name="Description">What the column shows.</param>
/// <param name="Priority">0 for columns always shown, 1 for those of <c>-o wide</c>.</param>
/// <param name="Cell">Computes the cell.</param>
internal sealed record PrinterColumn(string Name, string Type, string Format, string Description, int Priority, CellFunction Cell)
{
    /// <summary>The first column of every table.</summary>
    public static PrinterColumn ObjectName { get; } = new(
        "Name", "string", "name", "Name of the object, unique among its kind in its namespace.", 0, (source, _) => source.Text("metadata", "name"));

    /// <summary>The column definition as a Table carries it.</summary>
    public JsonObject ToDefinition() => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description,
        ["priority"] = Priority,
    };
}
