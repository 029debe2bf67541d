using System.Text.Json.Nodes;

namespace BackupConsole.Testing.ApiServer;

/// <summary>Ends a request with a Status object.</summary>
internal sealed class FakeStatusException(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code { get; } = code;

    public JsonObject ToStatus()
    {
        JsonObject status = new()
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = reason,
        };
        if (details is not null)
        {
            status["details"] = details.DeepClone();
        }

        status["code"] = Code;
        return status;
    }

    public static FakeStatusException NotFound(FakeKind kind, string name) =>
        new(404, "NotFound", $"{kind.Kind.Id} \"{name}\" not found", Details(kind, name));

    public static FakeStatusException AlreadyExists(FakeKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.Kind.Id} \"{name}\" already exists", Details(kind, name));

    public static FakeStatusException Conflict(FakeKind kind, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.Kind.Id} \"{name}\": {why}", Details(kind, name));

    public static FakeStatusException BadRequest(string message) => new(400, "BadRequest", message);

    public static FakeStatusException Expired(string message) => new(410, "Expired", message);

    /// <summary>422 with one cause per field.</summary>
    public static FakeStatusException Invalid(FakeKind kind, string name, IReadOnlyList<(string Field, string Reason, string Message)> causes)
    {
        string id = kind.Kind.Group.Length == 0 ? kind.Kind.Kind : $"{kind.Kind.Kind}.{kind.Kind.Group}";
        string joined = string.Join(", ", causes.Select(cause => $"{cause.Field}: {cause.Message}"));
        JsonObject details = Details(kind, name);
        details["kind"] = kind.Kind.Kind;
        details["causes"] = Causes(causes);
        return new(422, "Invalid", $"{id} \"{name}\" is invalid: {(causes.Count > 1 ? $"[{joined}]" : joined)}", details);
    }

    public static JsonArray Causes(IEnumerable<(string Field, string Reason, string Message)> causes) =>
        [.. causes.Select(cause => new JsonObject { ["reason"] = cause.Reason, ["message"] = cause.Message, ["field"] = cause.Field })];

    private static JsonObject Details(FakeKind kind, string name) =>
        new() { ["name"] = name, ["group"] = kind.Kind.Group, ["kind"] = kind.Kind.Plural };
}
