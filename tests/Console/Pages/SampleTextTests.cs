using BackupConsole.KubeStash.Manifests;
using BackupConsole.Testing;

namespace BackupConsole.Tests.Pages;

/// <summary>The sample objects, and their way through the texts that people edit.</summary>
public sealed class SampleTextTests
{
    private const int FewestSamples = 150;

    [Fact]
    public void Every_sample_of_any_kind_is_the_same_after_each_way_through_text()
    {
        Assert.SkipUnless(SharedFiles.ArePresent, SharedFiles.Missing);
        (string Name, Manifest Manifest)[] samples = [.. All()];

        Assert.True(samples.Length >= FewestSamples, $"Only {samples.Length} samples were found.");
        foreach ((string name, Manifest manifest) in samples)
        {
            AssertSame(name, manifest);
        }
    }

    /// <summary>The samples, each with the name of its file.</summary>
    internal static IEnumerable<(string Name, Manifest Manifest)> All() =>
        SharedFiles.Samples.SelectMany(file => YamlReader.ReadAll(File.ReadAllText(file)).Select(document => ($"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}", document.Manifest)));

    /// <summary>YAML, JSON, and each after the other: the same values in the same order.</summary>
    internal static void AssertSame(string name, Manifest manifest)
    {
        string yaml = YamlWriter.Write(manifest);
        string json = JsonWriter.Write(manifest);
        Manifest fromYaml = YamlReader.Read(yaml).Manifest;
        Manifest fromJson = JsonReader.Read(json).Manifest;

        Assert.True(fromYaml.HasSameValuesAs(manifest), $"{name} is another after YAML: {yaml}");
        Assert.True(fromJson.HasSameValuesAs(manifest), $"{name} is another after JSON: {json}");
        Assert.Equal(json, JsonWriter.Write(fromYaml));
        Assert.Equal(yaml, YamlWriter.Write(fromJson));
    }
}
