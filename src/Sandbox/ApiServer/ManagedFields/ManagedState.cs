using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>What one manager owns.</summary>
/// <param name="Fields">The paths.</param>
/// <param name="ApiVersion">API version the paths are written in.</param>
/// <param name="Time">When the manager's fields last changed; null when unknown.</param>
internal sealed record ManagedEntry(FieldSet Fields, string ApiVersion, DateTimeOffset? Time);

/// <summary>The contents of <c>metadata.managedFields</c>.</summary>
internal sealed class ManagedState
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The owners.</summary>
    public SortedDictionary<ManagerId, ManagedEntry> Owners { get; } = [];

    /// <summary>
    /// Reads what applies to a request: the new object's list when it is usable, else the live one's. A list of one empty entry resets;
    /// an empty or absent list does not, so that clients which drop the field change nothing. Subresources cannot change it.
    /// </summary>
    public static ManagedState ForUpdate(JsonObject live, JsonObject value, bool subresource)
    {
        if (!subresource && value["metadata"]?["managedFields"] is JsonArray list)
        {
            if (list is [JsonObject { Count: 0 }])
            {
                return new();
            }

            if (Parse(list) is { Owners.Count: > 0 } given)
            {
                return given;
            }
        }

        return Of(live);
    }

    /// <summary>Reads an object's list; empty when there is none or it cannot be read.</summary>
    public static ManagedState Of(JsonObject value) => value["metadata"]?["managedFields"] is JsonArray list && Parse(list) is { } state ? state : new();

    /// <summary>Writes the list into an object; none when nobody owns anything.</summary>
    public void WriteTo(JsonObject value)
    {
        if (value["metadata"] is not JsonObject metadata)
        {
            metadata = [];
            value["metadata"] = metadata;
        }

        if (Owners.Count == 0)
        {
            metadata.Remove("managedFields");
            return;
        }

        IEnumerable<KeyValuePair<ManagerId, ManagedEntry>> ordered = Owners
            .OrderBy(owner => owner.Key.Applies ? 0 : 1)
            .ThenBy(owner => owner.Value.Time?.ToUnixTimeSeconds() ?? 0)
            .ThenBy(owner => owner.Key.Name, StringComparer.Ordinal)
            .ThenBy(owner => owner.Value.ApiVersion, StringComparer.Ordinal)
            .ThenBy(owner => owner.Key.Subresource, StringComparer.Ordinal);
        metadata["managedFields"] = new JsonArray([.. ordered.Select(owner => Entry(owner.Key, owner.Value))]);
    }

    private static JsonObject Entry(ManagerId id, ManagedEntry entry)
    {
        JsonObject result = new() { ["apiVersion"] = entry.ApiVersion, ["fieldsType"] = "FieldsV1", ["fieldsV1"] = FieldsV1.Print(entry.Fields), ["manager"] = id.Name, ["operation"] = id.Applies ? "Apply" : "Update" };
        if (id.Subresource.Length > 0)
        {
            result["subresource"] = id.Subresource;
        }

        if (entry.Time is { } time)
        {
            result["time"] = time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);
        }

        return result;
    }

    private static ManagedState? Parse(JsonArray list)
    {
        ManagedState state = new();
        foreach (JsonNode? node in list)
        {
            string operation = JsonTypes.Text(node?["operation"]) ?? "";
            string version = JsonTypes.Text(node?["apiVersion"]) ?? "";
            if (operation is not ("Apply" or "Update") || version.Length == 0 || FieldsV1.Parse(node?["fieldsV1"]) is not { } fields)
            {
                return null;
            }

            bool applies = operation == "Apply";
            ManagerId id = new(JsonTypes.Text(node!["manager"]) ?? "", applies, applies ? "" : version, JsonTypes.Text(node["subresource"]) ?? "");
            DateTimeOffset? time = DateTimeOffset.TryParse(JsonTypes.Text(node["time"]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;
            state.Owners[id] = new(fields, version, time);
        }

        return state;
    }
}
