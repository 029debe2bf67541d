using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>One text per value: equal values (field order and number notation aside) have equal texts. For keys of dictionaries.</summary>
internal static class CanonicalJson
{
    /// <summary>Writes text readably: only what JSON demands is escaped.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a value.</summary>
    public static string Of(JsonNode? value)
    {
        StringBuilder text = new();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? value)
    {
        switch (JsonTypes.Of(value))
        {
            case JsonType.Object:
                text.Append('{');
                string between = "";
                foreach ((string name, JsonNode? child) in value!.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    text.Append(between).Append(JsonSerializer.Serialize(name, Plain)).Append(':');
                    between = ",";
                    Append(text, child);
                }

                text.Append('}');
                break;
            case JsonType.Array:
                text.Append('[');
                string separator = "";
                foreach (JsonNode? item in value!.AsArray())
                {
                    text.Append(separator);
                    separator = ",";
                    Append(text, item);
                }

                text.Append(']');
                break;
            case JsonType.Integer:
                text.Append(JsonTypes.Integer(value!).ToString(CultureInfo.InvariantCulture));
                break;
            case JsonType.Number:
                text.Append(GoText.Float(JsonTypes.Number(value!)));
                break;
            default:
                text.Append(value?.ToJsonString(Plain) ?? "null");
                break;
        }
    }
}
