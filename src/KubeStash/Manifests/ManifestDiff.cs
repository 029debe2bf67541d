using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>What happened to a value between two manifests.</summary>
public enum ManifestChange
{
    /// <summary>Only the second has it.</summary>
    Added,

    /// <summary>Only the first has it.</summary>
    Removed,

    /// <summary>Both have it, with different values.</summary>
    Changed,
}

/// <summary>A path at which two manifests differ.</summary>
/// <param name="Path">The path, with all list indexes.</param>
/// <param name="Change">What happened.</param>
/// <param name="Before">The first manifest's value; <c>null</c> when it is missing or null. Part of that manifest's tree.</param>
/// <param name="After">The second manifest's value; <c>null</c> when it is missing or null. Part of that manifest's tree.</param>
public sealed record ManifestDifference(ManifestPath Path, ManifestChange Change, JsonNode? Before, JsonNode? After);

/// <summary>Compares manifests, for instance what was sent with what a dry run answers: what was removed is what the server would drop.</summary>
public static class ManifestDiff
{
    /// <summary>
    /// The outermost paths at which two manifests differ, in the order of the first manifest, then of what the second adds. An object or list that
    /// one side lacks is one difference. Lists are compared item by item in their order; values as <see cref="Manifest.HasSameValuesAs"/> does.
    /// </summary>
    /// <param name="before">The first manifest.</param>
    /// <param name="after">The second manifest.</param>
    public static ImmutableArray<ManifestDifference> Compare(Manifest before, Manifest after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ImmutableArray<ManifestDifference>.Builder differences = ImmutableArray.CreateBuilder<ManifestDifference>();
        CompareObjects(ManifestPath.Root, before.Root, after.Root, differences);
        return differences.ToImmutable();
    }

    private static void CompareValues(ManifestPath path, JsonNode? before, JsonNode? after, ImmutableArray<ManifestDifference>.Builder differences)
    {
        switch (before, after)
        {
            case (JsonObject left, JsonObject right):
                CompareObjects(path, left, right, differences);
                break;
            case (JsonArray left, JsonArray right):
                CompareLists(path, left, right, differences);
                break;
            case var _ when !JsonTree.AreEqual(before, after):
                differences.Add(new ManifestDifference(path, ManifestChange.Changed, before, after));
                break;
        }
    }

    private static void CompareObjects(ManifestPath path, JsonObject before, JsonObject after, ImmutableArray<ManifestDifference>.Builder differences)
    {
        foreach (KeyValuePair<string, JsonNode?> field in before)
        {
            if (after.TryGetPropertyValue(field.Key, out JsonNode? other))
            {
                CompareValues(path.Field(field.Key), field.Value, other, differences);
            }
            else
            {
                differences.Add(new ManifestDifference(path.Field(field.Key), ManifestChange.Removed, field.Value, null));
            }
        }

        foreach (KeyValuePair<string, JsonNode?> field in after)
        {
            if (!before.ContainsKey(field.Key))
            {
                differences.Add(new ManifestDifference(path.Field(field.Key), ManifestChange.Added, null, field.Value));
            }
        }
    }

    private static void CompareLists(ManifestPath path, JsonArray before, JsonArray after, ImmutableArray<ManifestDifference>.Builder differences)
    {
        for (int i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            if (i >= after.Count)
            {
                differences.Add(new ManifestDifference(path.Index(i), ManifestChange.Removed, before[i], null));
            }
            else if (i >= before.Count)
            {
                differences.Add(new ManifestDifference(path.Index(i), ManifestChange.Added, null, after[i]));
            }
            else
            {
                CompareValues(path.Index(i), before[i], after[i], differences);
            }
        }
    }
}
