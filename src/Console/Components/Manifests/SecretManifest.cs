using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Manifests;

/// <summary>
/// Manifests of Secrets. The values a person types are in the memory of a form only: its manifest, the preview and what is kept of it have a
/// placeholder in their place, and the values are put in right before the manifest is sent.
/// </summary>
public static partial class SecretManifest
{
    /// <summary>Stands for a value that was typed.</summary>
    public const string Placeholder = "<typed value, put in at Submit>";

    private const string Texts = "stringData";
    private const string Bytes = "data";
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    private static readonly string[] Harmless = ["apiVersion", "kind", "metadata", "type", "immutable"];

    /// <summary>Where the value of a key stands.</summary>
    public static ManifestPath ValueOf(string key) => ManifestPath.Root.Field(Texts).Field(key);

    /// <summary>Whether a manifest is one of a Secret.</summary>
    public static bool Is(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return string.Equals(manifest.Kind, "Secret", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What stands for the value of a key, be it a value or the placeholder; <c>null</c> when there is none.</summary>
    public static string? Find(Manifest manifest, string key)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return Values(manifest).FirstOrDefault(value => value.Key == key) is { Key: not null } found && found.Text.Length > 0 ? found.Text : null;
    }

    /// <summary>Keys whose placeholder nothing can be put in for.</summary>
    public static IEnumerable<ManifestPath> Unfilled(Manifest manifest, IReadOnlyDictionary<string, string> typed) =>
        from value in Values(manifest)
        where value.Text == Placeholder && !typed.ContainsKey(value.Key)
        select ManifestPath.Root.Field(value.Map).Field(value.Key);

    /// <summary>A copy with the values in the place of their placeholders.</summary>
    public static Manifest Fill(Manifest manifest, IReadOnlyDictionary<string, string> typed)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(typed);
        Manifest filled = manifest.DeepClone();
        foreach ((string map, string key, string text) in Values(manifest))
        {
            if (text == Placeholder && typed.TryGetValue(key, out string? value))
            {
                filled.Root[map]![key] = map == Bytes ? Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) : value;
            }
        }

        return filled;
    }

    /// <summary>
    /// A copy that may be kept: placeholders in the place of all values, and of fields a Secret does not have nothing at all, as a value may
    /// have got into them by a slip.
    /// </summary>
    public static Manifest WithoutValues(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        JsonObject kept = [];
        foreach ((string name, JsonNode? field) in manifest.Root)
        {
            if (name is Texts or Bytes)
            {
                kept[name] = new JsonObject(((field as JsonObject) ?? []).Select(value => KeyValuePair.Create(value.Key, (JsonNode?)Placeholder)));
            }
            else if (Harmless.Contains(name))
            {
                kept[name] = field?.DeepClone();
            }
        }

        ((kept["metadata"] as JsonObject)?["annotations"] as JsonObject)?.Remove(LastApplied);
        return new Manifest(kept);
    }

    /// <summary>A copy as a server stores it: texts as bytes, which win over bytes of the same key.</summary>
    public static Manifest AsStored(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        Manifest stored = manifest.DeepClone();
        if (stored.Root[Texts] is JsonObject texts)
        {
            JsonObject bytes = stored.Root[Bytes] as JsonObject ?? [];
            foreach ((string key, JsonNode? value) in texts)
            {
                bytes[key] = value is JsonValue one && one.TryGetValue(out string? text) ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : value?.DeepClone();
            }

            stored.Root.Remove(Texts);
            stored.Root[Bytes] = bytes.Parent is null ? bytes : bytes.DeepClone();
        }

        return stored;
    }

    /// <summary>Words without any of a Secret's values, whoever put them there.</summary>
    public static string Hide(string words, Manifest manifest, IReadOnlyDictionary<string, string> typed)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(typed);
        IEnumerable<string> values = Values(manifest).Select(value => value.Text).Concat(typed.Values).Where(text => text != Placeholder);
        foreach (string value in values.SelectMany(Parts).Where(text => text.Length > 2).OrderByDescending(text => text.Length))
        {
            words = words.Replace(value, "…", StringComparison.Ordinal);
        }

        return words;
    }

    /// <summary>Whether a text that may not read as a manifest says that it is one of a Secret.</summary>
    public static bool IsText(string text) => KindOfSecret().IsMatch(text);

    // A part of a key file tells as much as the whole.
    private static IEnumerable<string> Parts(string value) => value.Split('\n', '"').Where(part => part.Length > 7).Append(value);

    private static IEnumerable<(string Map, string Key, string Text)> Values(Manifest manifest) =>
        from map in (string[])[Texts, Bytes]
        let values = manifest.Root[map] as JsonObject
        where values is not null
        from value in values
        select (map, value.Key, value.Value is JsonValue one && one.TryGetValue(out string? text) ? text : value.Value?.ToJsonString() ?? "");

    [GeneratedRegex(@"\bkind[""']?\s*:\s*[""']?secret\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KindOfSecret();
}
