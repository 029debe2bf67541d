using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Testing.ApiServer;

namespace BackupConsole.Sandbox.Tests.ApiServer.Schemas;

/// <summary>Runs recorded requests and compares with the answers of the real server they were recorded from.</summary>
internal static class RecordedCases
{
    /// <summary>The differences, one text each; known ones of the older server's wording are evened out first.</summary>
    public static IEnumerable<string> Differences(JsonObject recorded, Func<JsonObject, ObjectSchema> schemaOf)
    {
        foreach (JsonObject one in recorded["cases"]!.AsArray().OfType<JsonObject>())
        {
            JsonObject value = one["object"]!.DeepClone().AsObject();
            string expected = Expected(one);
            string actual = Actual(new ObjectWriter(schemaOf(value)), value);
            if (expected != actual)
            {
                yield return $"{one["name"]}:\n  real    {expected}\n  sandbox {actual}";
            }
        }
    }

    private static string Actual(ObjectWriter writer, JsonObject value)
    {
        try
        {
            writer.Decode(value, FieldValidation.Warn, []);
            value.Remove("status");
            if (writer.Schema.Kind.Namespaced)
            {
                value["metadata"]!["namespace"] = "demo";
            }

            writer.ValidateCreate(value);
        }
        catch (WriteRefusedException refused)
        {
            return refused.Code == 400 ? "400" : Text(refused.ToStatus(), refused.ToStatus()["details"]!["causes"] as JsonArray ?? []);
        }

        JsonObject metadata = value["metadata"]!.AsObject();
        metadata.Remove("namespace");
        metadata.Remove("creationTimestamp");
        return $"stored {CanonicalJson.Of(value)}";
    }

    private static string Expected(JsonObject one) => JsonTypes.Integer(one["code"]!) switch
    {
        < 300 => $"stored {CanonicalJson.Of(one["stored"])}",
        // Decoding errors are worded by another JSON library now.
        400 => "400",
        _ => Text(one, one["causes"]!.AsArray()),
    };

    private static string Text(JsonObject status, JsonArray causes)
    {
        IEnumerable<string> lines = causes.OfType<JsonObject>().Select(cause => OlderServerWords.Even($"{cause["reason"]} {cause["field"]} {cause["message"]}"));
        return $"{status["code"]} {status["reason"]} {string.Join(" | ", lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}";
    }
}
