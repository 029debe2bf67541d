using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>What servers ask of new events; of those of events.k8s.io more than of those of the core group.</summary>
internal static class EventRules
{
    private const int LongestInstance = 128;
    private const int LongestNote = 1024;
    private static readonly string[] Needed = ["reportingController", "reportingInstance", "action", "reason"];

    // The names in the refusals are those of the core form, as servers have them.
    private static readonly (string Field, string Name)[] Unset =
        [("deprecatedFirstTimestamp", "firstTimestamp"), ("deprecatedLastTimestamp", "lastTimestamp"), ("deprecatedCount", "count"), ("deprecatedSource", "source")];

    /// <summary>Refuses an event that cannot be.</summary>
    /// <exception cref="WriteRefusedException">422.</exception>
    public static void CheckCreate(ResourceKind kind, JsonObject value)
    {
        List<FieldError> errors = [];
        bool isCore = kind.Group.Length == 0;
        string ns = value.TextOrEmpty("metadata", "namespace");
        string about = value.TextOrEmpty(isCore ? "involvedObject" : "regarding", "namespace");
        if (about != ns && !(about.Length == 0 && ns == "default"))
        {
            errors.Add(FieldError.Invalid("involvedObject.namespace", about, "does not match event.namespace"));
        }

        if (!isCore)
        {
            CheckNew(value, errors);
        }

        if (errors.Count > 0)
        {
            throw WriteRefusedException.Invalid(kind.Group, kind.Kind, value.TextOrEmpty("metadata", "name"), errors);
        }
    }

    private static void CheckNew(JsonObject value, List<FieldError> errors)
    {
        errors.AddRange(Needed.Where(field => value.TextOrEmpty(field).Length == 0).Select(field => FieldError.Required(field, "")));
        if (value.TextOrEmpty("reportingInstance").Length > LongestInstance)
        {
            errors.Add(FieldError.Invalid("reportingInstance", "", $"can have at most {LongestInstance} characters"));
        }

        if (value.TextOrEmpty("note").Length > LongestNote)
        {
            errors.Add(FieldError.Invalid("message", "", $"can have at most {LongestNote} characters"));
        }

        if (value.Time("eventTime") is null)
        {
            errors.Add(FieldError.Required("eventTime", ""));
        }

        string type = value.TextOrEmpty("type");
        if (type is not ("Normal" or "Warning"))
        {
            errors.Add(FieldError.Invalid("type", "", $"has invalid value: {type}"));
        }

        errors.AddRange(Unset.Where(pair => IsSet(value[pair.Field])).Select(pair => FieldError.Invalid(pair.Name, "", "needs to be unset")));
    }

    private static bool IsSet(JsonNode? field) => field switch
    {
        null => false,
        JsonObject map => map.Any(entry => entry.Value.AsText() is { Length: > 0 }),
        _ => field.AsNumber() is not 0,
    };
}
