using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn;

/// <summary>
/// The two forms of an event. A server stores one object and shows it as <c>v1</c> and as <c>events.k8s.io/v1</c>; the names of some fields differ.
/// </summary>
internal static class EventForms
{
    private const string CoreVersion = "v1";
    private const string GroupVersion = "events.k8s.io/v1";

    private static readonly (string Core, string Group)[] Names =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
        ("reportingComponent", "reportingController"),
    ];

    /// <summary>Whether a kind is one of the two forms.</summary>
    public static bool Has(ResourceKind kind) => kind is { Plural: "events", ApiVersion: CoreVersion or GroupVersion };

    /// <summary>A copy of an event in the form of a kind.</summary>
    public static JsonObject To(ResourceKind kind, JsonObject source) => kind.ApiVersion == CoreVersion ? ToCore(source) : ToEventsGroup(source);

    /// <summary>What a field by which events of events.k8s.io are selected is called in the core group.</summary>
    public static string CoreField(string field)
    {
        int dot = field.IndexOf('.', StringComparison.Ordinal);
        string first = dot < 0 ? field : field[..dot];
        string core = Names.FirstOrDefault(pair => pair.Group == first).Core ?? first;
        return dot < 0 ? core : core + field[dot..];
    }

    /// <summary>A copy of an event in the form of the core group.</summary>
    public static JsonObject ToCore(JsonObject source) => Convert(source, CoreVersion, Names.ToDictionary(pair => pair.Group, pair => pair.Core, StringComparer.Ordinal));

    /// <summary>A copy of an event in the form of events.k8s.io.</summary>
    public static JsonObject ToEventsGroup(JsonObject source) => Convert(source, GroupVersion, Names.ToDictionary(pair => pair.Core, pair => pair.Group, StringComparer.Ordinal));

    private static JsonObject Convert(JsonObject source, string apiVersion, Dictionary<string, string> names)
    {
        JsonObject result = [];
        foreach ((string name, JsonNode? value) in source)
        {
            result[names.GetValueOrDefault(name, name)] = name == "apiVersion" ? apiVersion : value?.DeepClone();
        }

        return result;
    }
}
