using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>What a server would silently leave out of an object: told by comparing what was sent with what a dry run answers.</summary>
public static class DroppedFields
{
    /// <summary>
    /// The fields that were sent with a value and are not in the answer, outermost only. Not counted: nulls and empty objects and lists, which mean
    /// nothing, <c>status</c>, which a create never takes, a Secret's <c>stringData</c>, which becomes <c>data</c>, and what the server sets itself in <c>metadata</c>. Items of a list are looked for at their
    /// index, and then anywhere in the list, as servers may sort or add.
    /// </summary>
    /// <param name="sent">The manifest sent.</param>
    /// <param name="answer">The server's answer.</param>
    public static ImmutableArray<ManifestPath> Find(Manifest sent, Manifest answer)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(answer);
        ImmutableArray<ManifestPath>.Builder dropped = ImmutableArray.CreateBuilder<ManifestPath>();
        JsonObject compared = sent.Root;
        if (sent is { Kind: "Secret", ApiVersion: "v1" } && compared.ContainsKey("stringData"))
        {
            // Servers store it as data.
            compared = compared.DeepClone().AsObject();
            compared.Remove("stringData");
        }

        Compare(compared, answer.Root, ManifestPath.Root, dropped);
        return dropped.ToImmutable();
    }

    private static void Compare(JsonNode? sent, JsonNode? answer, ManifestPath path, ImmutableArray<ManifestPath>.Builder dropped)
    {
        switch (sent, answer)
        {
            case (JsonObject fields, JsonObject kept):
                foreach (KeyValuePair<string, JsonNode?> field in fields)
                {
                    ManifestPath place = path.Field(field.Key);
                    if (kept.TryGetPropertyValue(field.Key, out JsonNode? value))
                    {
                        Compare(field.Value, value, place, dropped);
                    }
                    else if (HasMeaning(field.Value) && !IsServers(place))
                    {
                        dropped.Add(place);
                    }
                }

                break;
            case (JsonArray items, JsonArray kept):
                CompareItems(items, kept, path, dropped);
                break;
        }
    }

    private static void CompareItems(JsonArray items, JsonArray kept, ManifestPath path, ImmutableArray<ManifestPath>.Builder dropped)
    {
        for (int i = 0; i < items.Count; i++)
        {
            JsonNode? counterpart = Counterpart(items[i], kept, i);
            if (counterpart is not null)
            {
                Compare(items[i], counterpart, path.Index(i), dropped);
            }
            else if (HasMeaning(items[i]))
            {
                dropped.Add(path.Index(i));
            }
        }
    }

    private static JsonNode? Counterpart(JsonNode? item, JsonArray kept, int position)
    {
        if (item is JsonObject fields && fields["name"] is { } name)
        {
            return kept.FirstOrDefault(one => one is JsonObject other && JsonTree.AreEqual(other["name"], name));
        }

        return item is JsonValue ? kept.FirstOrDefault(one => JsonTree.AreEqual(one, item)) : position < kept.Count ? kept[position] : null;
    }

    private static bool HasMeaning(JsonNode? value) => value switch
    {
        null => false,
        JsonObject fields => fields.Any(field => HasMeaning(field.Value)),
        JsonArray items => items.Count > 0,
        _ => true,
    };

    private static bool IsServers(ManifestPath path) => path.ToString() is "status" or "metadata.managedFields" or "metadata.selfLink" or "metadata.creationTimestamp"
        or "metadata.resourceVersion" or "metadata.uid" or "metadata.generation" or "metadata.clusterName";
}
