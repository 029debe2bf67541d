using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Tests.Manifests;

/// <summary>What sigs.k8s.io/yaml, kubectl's reader, makes of small texts: one row each, the text as a JSON string, a tab, its JSON or error.</summary>
public sealed class YamlReadingsTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_text_is_read_as_kubectl_reads_it()
    {
        string[] rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Manifests", "yaml-readings.tsv"));
        List<string> wrong = [];
        foreach (string row in rows)
        {
            string[] columns = row.Split('\t');
            string text = JsonSerializer.Deserialize<string>(columns[0])!;
            string read = Read(text);
            bool right = columns[1].StartsWith("ERR ", StringComparison.Ordinal)
                ? read.StartsWith("ERR ", StringComparison.Ordinal)
                : !read.StartsWith("ERR ", StringComparison.Ordinal) && IsSameToServer(JsonNode.Parse(read), JsonNode.Parse(columns[1]));
            if (!right)
            {
                wrong.Add($"{columns[0]}: kubectl {columns[1]}, read as {read}");
            }
        }

        output.WriteLine($"YAML readings right: {rows.Length - wrong.Count} of {rows.Length}");
        Assert.Equal(127, rows.Length);
        Assert.Empty(wrong);
    }

    private static string Read(string text)
    {
        try
        {
            // Like sigs.k8s.io/yaml, only the first document.
            return JsonWriter.Write(YamlReader.Documents(text, ManifestLimits.Default).FirstOrDefault()?.Node);
        }
        catch (ManifestException problem)
        {
            return "ERR " + problem.Error;
        }
    }

    /// <summary>
    /// Integers beyond 64 bits keep their digits here, where kubectl rounds them to floating point; the API server would round them as well, so
    /// the values count as the same. All other numbers must be equal digit by digit.
    /// </summary>
    private static bool IsSameToServer(JsonNode? ours, JsonNode? theirs) => (ours, theirs) switch
    {
        (JsonObject left, JsonObject right) => left.Count == right.Count && left.All(field => right.ContainsKey(field.Key) && IsSameToServer(field.Value, right[field.Key])),
        (JsonValue left, JsonValue right) when left.GetValueKind() == JsonValueKind.Number && right.GetValueKind() == JsonValueKind.Number
            && Double(right) >= 18446744073709551616.0 => Double(left) == Double(right),
        _ => JsonTree.AreEqual(ours, theirs),
    };

    private static double Double(JsonValue number) => double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture);
}
