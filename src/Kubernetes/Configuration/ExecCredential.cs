using System.Text.Json;
using System.Text.RegularExpressions;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>What a plugin answered. A class and not a record, so that it never prints a secret.</summary>
internal sealed partial class ExecCredential
{
    private ExecCredential()
    {
    }

    public string? Token { get; private init; }

    public string? CertificatePem { get; private init; }

    public string? KeyPem { get; private init; }

    /// <summary>When it ends; <c>null</c> means not before the server refuses it.</summary>
    public DateTimeOffset? Expires { get; private init; }

    /// <summary>Reads an <c>ExecCredential</c> from a plugin's output.</summary>
    /// <exception cref="EntryException">It is none. The words hold nothing of the output.</exception>
    public static ExecCredential Parse(ReadOnlyMemory<byte> output, string apiVersion)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            return Parse(document.RootElement, apiVersion);
        }
        catch (JsonException)
        {
            // Its message may quote the output.
            throw Malformed(output.IsEmpty ? "printed nothing" : "printed no JSON");
        }
    }

    public bool HasSameSecrets(ExecCredential other) => Token == other.Token && CertificatePem == other.CertificatePem && KeyPem == other.KeyPem;

    private static ExecCredential Parse(JsonElement root, string apiVersion)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "kind") != "ExecCredential")
        {
            throw Malformed("printed no object of kind ExecCredential");
        }

        if (Text(root, "apiVersion") is { } version && version != apiVersion)
        {
            throw new EntryException(
                null, $"answered in apiVersion {EntryLocation.Quote(version)}, but {apiVersion} was asked for", "Set the apiVersion the plugin speaks in the exec entry.");
        }

        if (!root.TryGetProperty("status", out JsonElement status) || status.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("printed an ExecCredential without status");
        }

        ExecCredential credential = new()
        {
            Token = Text(status, "token"),
            CertificatePem = Text(status, "clientCertificateData"),
            KeyPem = Text(status, "clientKeyData"),
            Expires = ReadExpiry(status),
        };
        if (credential.CertificatePem is null != credential.KeyPem is null)
        {
            throw Malformed("gave only one of clientCertificateData and clientKeyData");
        }

        return credential.Token is null && credential.CertificatePem is null ? throw Malformed("gave neither a token nor a certificate") : credential;
    }

    private static DateTimeOffset? ReadExpiry(JsonElement status)
    {
        if (!status.TryGetProperty("expirationTimestamp", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // Without an offset a time would be read in this machine's zone.
        return value.ValueKind == JsonValueKind.String && EndsInOffset().IsMatch(value.GetString()!) && value.TryGetDateTimeOffset(out DateTimeOffset expires)
            ? expires
            : throw Malformed("gave an expirationTimestamp that is no time by RFC 3339");
    }

    private static string? Text(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Malformed($"gave a {name} that is no text");
        return text.Length == 0 ? null : text;
    }

    private static EntryException Malformed(string what) =>
        new(null, what, "Run the plugin by hand and compare its output with the ExecCredential of its apiVersion.");

    [GeneratedRegex(@"(?:[zZ]|[+-]\d\d:\d\d)\z")]
    private static partial Regex EndsInOffset();
}
