using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Addons;

/// <summary>
/// A placeholder in a text of a Function, HookTemplate or BackupBlueprint, <c>${name}</c> or <c>${name:=default}</c>, as shells write them.
/// </summary>
/// <param name="Name">What is put in its place.</param>
/// <param name="Default">What is put in its place when nothing is given; <c>null</c> when something has to be.</param>
public sealed record Placeholder(string Name, string? Default)
{
    private const string Otherwise = ":=";

    /// <summary>The placeholders of all texts of a tree, in their order; those of keys are none.</summary>
    public static IEnumerable<Placeholder> In(JsonNode? tree) => tree switch
    {
        JsonObject fields => fields.SelectMany(field => In(field.Value)),
        JsonArray items => items.SelectMany(In),
        JsonValue value => In(JsonTree.TextOrNull(value) ?? ""),
        _ => [],
    };

    /// <summary>The placeholders of a text, in their order. One that is not closed is none.</summary>
    public static IEnumerable<Placeholder> In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (int start = text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = text.IndexOf("${", start + 2, StringComparison.Ordinal))
        {
            int end = text.IndexOf('}', start);
            if (end < 0)
            {
                yield break;
            }

            string inner = text[(start + 2)..end];
            int otherwise = inner.IndexOf(Otherwise, StringComparison.Ordinal);
            string name = otherwise < 0 ? inner : inner[..otherwise];
            if (name.Length > 0)
            {
                yield return new Placeholder(name, otherwise < 0 ? null : inner[(otherwise + Otherwise.Length)..]);
            }
        }
    }
}
