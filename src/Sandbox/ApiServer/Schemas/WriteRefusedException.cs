using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// The server refuses a write. Carries the whole <c>Status</c> answer, so that the HTTP side only has to send it.
/// </summary>
internal sealed class WriteRefusedException : Exception
{
    public WriteRefusedException(int code, string reason, string message, JsonObject? details = null)
        : base(message)
    {
        Code = code;
        Reason = reason;
        Details = details;
    }

    /// <summary>HTTP status code.</summary>
    public int Code { get; }

    /// <summary>Machine-readable reason; empty when the server gives none.</summary>
    public string Reason { get; }

    /// <summary><c>details</c> of the answer; null when there are none.</summary>
    public JsonObject? Details { get; }

    /// <summary>The answer's body.</summary>
    public JsonObject ToStatus()
    {
        JsonObject status = new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Failure", ["message"] = Message };
        if (Reason.Length > 0)
        {
            status["reason"] = Reason;
        }

        if (Details is not null)
        {
            status["details"] = Details.DeepClone();
        }

        status["code"] = Code;
        return status;
    }

    /// <summary>422 Invalid with a cause per field. The message is composed as the server does: equal texts once, several in brackets.</summary>
    /// <param name="kind">Kind, or plural where the server words it so; empty for patches that cannot be decoded.</param>
    public static WriteRefusedException Invalid(string group, string kind, string name, IReadOnlyCollection<FieldError> errors)
    {
        string[] texts = [.. errors.Select(error => error.ToString()).Distinct(StringComparer.Ordinal)];
        string all = texts.Length switch
        {
            0 => "",
            1 => $": {texts[0]}",
            _ => $": [{string.Join(", ", texts)}]",
        };
        string qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        JsonObject details = [];
        AddText(details, "name", name);
        AddText(details, "group", group);
        AddText(details, "kind", kind);
        if (errors.Count > 0)
        {
            details["causes"] = Causes(errors);
        }

        return new(422, "Invalid", $"{qualified} {GoText.Quote(name)} is invalid{all}", details);
    }

    /// <summary>400 BadRequest.</summary>
    public static WriteRefusedException BadRequest(string message) => new(400, "BadRequest", message);

    /// <summary>409 for an apply that would take fields others own.</summary>
    public static WriteRefusedException ApplyConflict(string message, IReadOnlyCollection<FieldError> causes) =>
        new(409, "Conflict", message, new JsonObject { ["causes"] = Causes(causes) });

    /// <summary>422 without words about what was wrong: how the server answers a JSON patch that does not fit the object.</summary>
    public static WriteRefusedException PatchDoesNotApply() => new(422, "Invalid", "the server rejected our request due to an error in our request", []);

    /// <summary>413 for a JSON patch with too many operations.</summary>
    public static WriteRefusedException TooManyOperations(int limit, int actual) =>
        new(413, "RequestEntityTooLarge", string.Create(CultureInfo.InvariantCulture, $"Request entity too large: The allowed maximum operations in a JSON patch is {limit}, got {actual}"));

    /// <summary>422 for a patched object that is no longer an object of its kind; names the pseudo-field <c>patch</c>.</summary>
    /// <param name="patched">The object after the patch.</param>
    public static WriteRefusedException PatchedObjectUnreadable(JsonNode? patched, string why) =>
        Invalid("", "", "", [FieldError.InvalidText("patch", GoText.Quote(patched?.ToJsonString(CanonicalJson.Plain) ?? "null"), why)]);

    private static JsonArray Causes(IEnumerable<FieldError> errors) =>
        [.. errors.Select(error => (JsonNode)new JsonObject { ["reason"] = error.Reason, ["message"] = error.Message, ["field"] = error.Field }).ToImmutableArray()];

    private static void AddText(JsonObject target, string field, string value)
    {
        if (value.Length > 0)
        {
            target[field] = value;
        }
    }
}
