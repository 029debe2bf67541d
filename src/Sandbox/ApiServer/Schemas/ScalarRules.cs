using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>Limits of strings, numbers and counts.</summary>
internal static class ScalarRules
{
    /// <summary>Length, pattern (the first of them that fails) and format.</summary>
    public static void CheckText(ValueRules rules, string text, string path, List<FieldError> errors)
    {
        long length = text.Length;
        if (rules.MaxLength is not null || rules.MinLength is not null)
        {
            length = text.EnumerateRunes().LongCount();
        }

        if (length > rules.MaxLength)
        {
            errors.Add(FieldError.TooLong(path, rules.MaxLength.Value));
        }
        else if (length < rules.MinLength)
        {
            errors.Add(FieldError.Invalid(path, text, $"{path} in body should be at least {rules.MinLength} chars long"));
        }
        else if (rules.Pattern.Length > 0 && !Matches(rules, text))
        {
            errors.Add(FieldError.Invalid(path, text, $"{path} in body should match '{rules.Pattern}'"));
        }

        if (rules.Format.Length > 0 && !SchemaFormats.Matches(rules.Format, text))
        {
            // The server's registry knows date-time by its name without the dash, but words it with.
            errors.Add(FieldError.TypeInvalid(path, GoText.Quote(text), $"{path} in body must be of type {rules.Format}: {GoText.Quote(text)}"));
        }
    }

    /// <summary>Multiple, greatest and least value.</summary>
    public static void CheckNumber(ValueRules rules, JsonNode number, string path, List<FieldError> errors)
    {
        if (rules.MultipleOf is null && rules.Maximum is null && rules.Minimum is null)
        {
            return;
        }

        // The server compares integers with limits cut down to integers.
        bool whole = JsonTypes.Of(number) == JsonType.Integer;
        double value = JsonTypes.Number(number);
        if (rules.MultipleOf is { } step && step > 0 && Math.Abs(Math.IEEERemainder(value, step)) > 1e-9)
        {
            errors.Add(FieldError.Invalid(path, number, $"{path} in body should be a multiple of {GoText.Float(step)}"));
        }

        if (Limit(rules.Maximum, whole) is { } most && (value > most || (rules.ExclusiveMaximum && value >= most)))
        {
            errors.Add(FieldError.Invalid(path, number, $"{path} in body should be less than {(rules.ExclusiveMaximum ? "" : "or equal to ")}{GoText.Float(most)}"));
        }

        if (Limit(rules.Minimum, whole) is { } least && (value < least || (rules.ExclusiveMinimum && value <= least)))
        {
            errors.Add(FieldError.Invalid(path, number, $"{path} in body should be greater than {(rules.ExclusiveMinimum ? "" : "or equal to ")}{GoText.Float(least)}"));
        }
    }

    /// <summary>Number of fields; false when it is wrong (the fields are then not looked at).</summary>
    public static bool CheckFieldCount(ValueRules rules, int count, string path, List<FieldError> errors)
    {
        if (count < rules.MinProperties)
        {
            errors.Add(FieldError.Invalid(path, count, $"{path} in body should have at least {rules.MinProperties} properties"));
            return false;
        }

        if (count > rules.MaxProperties)
        {
            errors.Add(FieldError.TooMany(path, count, rules.MaxProperties.Value));
            return false;
        }

        return true;
    }

    /// <summary>Number of items, and that they differ.</summary>
    public static void CheckItemCount(ValueRules rules, JsonArray items, string path, List<FieldError> errors)
    {
        if (items.Count < rules.MinItems)
        {
            errors.Add(FieldError.Invalid(path, items.Count, $"{path} in body should have at least {rules.MinItems} items"));
        }

        if (items.Count > rules.MaxItems)
        {
            errors.Add(FieldError.TooMany(path, items.Count, rules.MaxItems.Value));
        }

        if (rules.UniqueItems && items.Select(CanonicalJson.Of).Distinct(StringComparer.Ordinal).Count() < items.Count)
        {
            errors.Add(FieldError.Invalid(path, "", $"{path} in body shouldn't contain duplicates"));
        }
    }

    /// <summary>Whether a value is one of the allowed; the server cuts a number down to an integer to compare it with one.</summary>
    public static bool IsChoice(JsonNode? choice, JsonNode? value) =>
        JsonTypes.Equal(choice, value)
        || (JsonTypes.Of(choice) == JsonType.Integer && JsonTypes.Of(value) == JsonType.Number && Math.Truncate(JsonTypes.Number(value!)).Equals(JsonTypes.Number(choice!)));

    private static double? Limit(double? limit, bool whole) => limit is { } value && whole ? Math.Truncate(value) : limit;

    private static bool Matches(ValueRules rules, string text)
    {
        Regex expression;
        try
        {
            expression = rules.Expression;
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException)
        {
            // A server refuses the CRD already; a schema that got here otherwise does not limit.
            return true;
        }

        return expression.IsMatch(text);
    }
}
