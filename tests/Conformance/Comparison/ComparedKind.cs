using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Conformance.Comparison;

/// <summary>A kind requests are made for.</summary>
internal sealed record ComparedKind
{
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Plural { get; init; }

    public required string Kind { get; init; }

    /// <summary>Whether a CustomResourceDefinition defines it.</summary>
    public bool Custom { get; init; }

    public bool ClusterScoped { get; init; }

    /// <summary>Whether it has a status subresource.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether its lists can be changed by strategic patches only, for a JSON merge patch would replace them.</summary>
    public bool StrategicOnly { get; init; }

    /// <summary>A field each server fills in from the uid, which no replacement may leave out.</summary>
    public string? Volatile { get; init; }

    /// <summary>How often it is chosen, compared to others.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Valid objects without <c>metadata</c>.</summary>
    public required JsonObject[] Samples { get; init; }

    /// <summary>Valid merge patches.</summary>
    public required JsonObject[] Changes { get; init; }

    /// <summary>Valid statuses.</summary>
    public JsonObject[] Statuses { get; init; } = [];

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Reads a file of the test assembly.</summary>
    public static IReadOnlyList<ComparedKind> ReadAll() => Read<ComparedKind[]>("ComparedKinds.json");

    /// <summary>The definitions of the kinds the comparison brings along.</summary>
    public static IReadOnlyList<JsonObject> ReadDefinitions() => Read<JsonObject[]>("ComparedDefinitions.json");

    /// <summary>Path of the collection, or of an object in it.</summary>
    public string Path(string ns, string name = "", string part = "")
    {
        string root = (Group.Length == 0 ? "/api/" : $"/apis/{Group}/") + Version;
        string place = ClusterScoped || ns.Length == 0 ? "" : $"/namespaces/{ns}";
        return $"{root}{place}/{Plural}{(name.Length > 0 ? "/" + name : "")}{(part.Length > 0 ? "/" + part : "")}";
    }

    private static T Read<T>(string file)
    {
        using Stream data = typeof(ComparedKind).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not embedded in the test assembly.");
        return JsonSerializer.Deserialize<T>(data, JsonSerializerOptions.Web)!;
    }
}
