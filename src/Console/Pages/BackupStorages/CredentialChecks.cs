using System.Text.Json;

namespace BackupConsole.Pages.BackupStorages;

/// <summary>What is wrong with credentials at first sight, in words that do not quote them.</summary>
public static class CredentialChecks
{
    /// <summary>A key file of a service account.</summary>
    public static string? JsonKey(string value)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(value);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : "This is no key file: it has to begin with { and end with }.";
        }
        catch (JsonException)
        {
            return "This is no JSON. Paste the whole key file, from { to }.";
        }
    }

    /// <summary>One or more certificates.</summary>
    public static string? Certificate(string value) =>
        value.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal) ? null : "Paste the certificate as PEM: it begins with -----BEGIN CERTIFICATE-----.";
}
