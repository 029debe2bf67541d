using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Writes <c>KUBERNETES_EXEC_INFO</c>: what a plugin is told, an <c>ExecCredential</c> with a spec.</summary>
internal static class ExecInfo
{
    // The reader is a plugin and no web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string apiVersion, ExecClusterInfo? cluster)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("kind", "ExecCredential");
            json.WriteString("apiVersion", apiVersion);
            json.WriteStartObject("spec");
            if (cluster is not null)
            {
                json.WritePropertyName("cluster");
                WriteCluster(json, cluster);
            }

            json.WriteBoolean("interactive", false);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteCluster(Utf8JsonWriter json, ExecClusterInfo cluster)
    {
        json.WriteStartObject();
        json.WriteString("server", cluster.Server);
        if (cluster.TlsServerName is not null)
        {
            json.WriteString("tls-server-name", cluster.TlsServerName);
        }

        if (cluster.InsecureSkipTlsVerify)
        {
            json.WriteBoolean("insecure-skip-tls-verify", true);
        }

        if (cluster.CertificateAuthorityData is not null)
        {
            json.WriteBase64String("certificate-authority-data", cluster.CertificateAuthorityData);
        }

        if (cluster.ProxyUrl is not null)
        {
            json.WriteString("proxy-url", cluster.ProxyUrl);
        }

        if (cluster.DisableCompression)
        {
            json.WriteBoolean("disable-compression", true);
        }

        json.WritePropertyName("config");
        WriteNode(json, cluster.Config);
        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, YamlNode? node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                json.WriteStartObject();
                foreach ((string name, YamlField field) in mapping.Fields)
                {
                    json.WritePropertyName(name);
                    WriteNode(json, field.Value);
                }

                json.WriteEndObject();
                break;
            case YamlSequence sequence:
                json.WriteStartArray();
                foreach (YamlNode item in sequence.Items)
                {
                    WriteNode(json, item);
                }

                json.WriteEndArray();
                break;
            case YamlScalar { Kind: YamlScalarKind.Text } text:
                json.WriteStringValue(text.Text);
                break;
            case YamlScalar { Kind: YamlScalarKind.Boolean } boolean:
                json.WriteBooleanValue(YamlScalars.IsTrue(boolean.Text));
                break;
            case YamlScalar { Kind: YamlScalarKind.Number } number:
                WriteNumber(json, number.Text.Replace("_", "", StringComparison.Ordinal));
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            json.WriteNumberValue(whole);
        }
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            // Hexadecimal and the like: no plugin's configuration is known to hold any, and text loses nothing.
            json.WriteStringValue(text);
        }
    }
}
