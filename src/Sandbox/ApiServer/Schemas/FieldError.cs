using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>One field at fault, as the server reports it in <c>details.causes</c>.</summary>
/// <param name="Reason">Machine-readable reason, such as <c>FieldValueInvalid</c>.</param>
/// <param name="Field">Path such as <c>spec.sessions[0].name</c>; <c>&lt;nil&gt;</c> where the server names none.</param>
/// <param name="Message">The server's words about the field, without its path.</param>
internal sealed record FieldError(string Reason, string Field, string Message)
{
    /// <summary>A value that breaks a rule.</summary>
    public static FieldError Invalid(string field, JsonNode? value, string detail) => InvalidText(field, GoText.Value(value), detail);

    /// <summary>As <see cref="Invalid"/>, with the value already in words.</summary>
    public static FieldError InvalidText(string field, string value, string detail) => new("FieldValueInvalid", field, $"Invalid value: {value}: {detail}");

    /// <summary>A value of the wrong type.</summary>
    public static FieldError TypeInvalid(string field, string value, string detail) => new("FieldValueTypeInvalid", field, $"Invalid value: {value}: {detail}");

    /// <summary>A value that must be there.</summary>
    public static FieldError Required(string field, string detail = "") => new("FieldValueRequired", field, With("Required value", detail));

    /// <summary>A value that must not be there.</summary>
    public static FieldError Forbidden(string field, string detail) => new("FieldValueForbidden", field, With("Forbidden", detail));

    /// <summary>A value out of a fixed choice.</summary>
    public static FieldError NotSupported(string field, JsonNode? value, IEnumerable<string> supported)
    {
        // The server quotes the word null here, as it has no other way to print an absent value.
        string shown = value is null ? "\"null\"" : GoText.Value(value);
        return new("FieldValueNotSupported", field, $"Unsupported value: {shown}: supported values: {string.Join(", ", supported.Select(GoText.Quote))}");
    }

    /// <summary>A value that may occur once only.</summary>
    public static FieldError Duplicate(string field, JsonNode? value) => new("FieldValueDuplicate", field, $"Duplicate value: {GoText.Value(value)}");

    /// <summary>More bytes than allowed (metadata).</summary>
    public static FieldError TooManyBytes(string field, int limit) => new("FieldValueTooLong", field, string.Create(CultureInfo.InvariantCulture, $"Too long: must have at most {limit} bytes"));

    /// <summary>A string longer than a schema's <c>maxLength</c>.</summary>
    public static FieldError TooLong(string field, long limit) => new("FieldValueTooLong", field, string.Create(CultureInfo.InvariantCulture, $"Too long: may not be longer than {limit}"));

    /// <summary>More items or properties than a schema allows.</summary>
    public static FieldError TooMany(string field, long actual, long limit) => new("FieldValueTooMany", field, string.Create(CultureInfo.InvariantCulture, $"Too many: {actual}: must have at most {limit} items"));

    /// <inheritdoc />
    public override string ToString() => $"{Field}: {Message}";

    private static string With(string words, string detail) => detail.Length == 0 ? words : $"{words}: {detail}";
}
