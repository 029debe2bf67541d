using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Reading and changing a tree by path; the rules are told at <see cref="Manifest"/>.</summary>
internal static class ManifestAccess
{
    public static bool TryGet(JsonNode root, ManifestPath path, out JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(path);
        value = root;
        foreach (ManifestPathSegment segment in path.Segments)
        {
            if (!TryStep(value, segment, out value))
            {
                return false;
            }
        }

        return true;
    }

    public static void Set(JsonNode root, ManifestPath path, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.IsRoot)
        {
            throw new InvalidOperationException("The manifest itself cannot be replaced; make a new one.");
        }

        // Copied before anything changes: the value may come from the very place it replaces.
        JsonNode? own = value?.Parent is null && !ReferenceEquals(value, root) ? value : value!.DeepClone();
        CheckParents(root, path);
        JsonNode parent = root;
        for (int i = 0; i + 1 < path.Segments.Length; i++)
        {
            if (!TryStep(parent, path.Segments[i], out JsonNode? child) || child is null)
            {
                child = path.Segments[i + 1] is ManifestPathSegment.Field ? new JsonObject() : new JsonArray();
                Put(parent, path.Segments[i], ref child);
            }

            parent = child!;
        }

        Put(parent, path.Segments[^1], ref own);
    }

    public static bool Remove(JsonNode root, ManifestPath path, bool removeEmptyParents)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.IsRoot)
        {
            throw new InvalidOperationException("The manifest itself cannot be removed from itself.");
        }

        if (!TryGet(root, path.Parent, out JsonNode? parent) || !RemoveStep(parent, path.Segments[^1]))
        {
            return false;
        }

        while (removeEmptyParents && parent is JsonObject { Count: 0 } or JsonArray { Count: 0 } && parent.Parent is JsonObject grandparent)
        {
            grandparent.Remove(parent.GetPropertyName());
            parent = grandparent;
        }

        return true;
    }

    private static bool TryStep(JsonNode? parent, ManifestPathSegment segment, out JsonNode? child)
    {
        child = null;
        switch (parent)
        {
            case JsonObject fields:
                return fields.TryGetPropertyValue(KeyOf(segment), out child);
            case JsonArray items:
                int position = PositionIn(items, segment);
                child = position >= 0 && position < items.Count ? items[position] : null;
                return position >= 0 && position < items.Count;
            default:
                return false;
        }
    }

    /// <summary>Refuses before anything has been changed, so that a refusal leaves the manifest as it was.</summary>
    private static void CheckParents(JsonNode root, ManifestPath path)
    {
        JsonNode? parent = root;
        for (int i = 0; i < path.Segments.Length; i++)
        {
            ManifestPathSegment segment = path.Segments[i];
            bool last = i + 1 == path.Segments.Length;
            if (Obstacle(parent, segment, last) is { } obstacle)
            {
                string place = i == 0 ? "the manifest" : new ManifestPath(path.Segments[..i]).ToString();
                throw new InvalidOperationException($"{path} cannot be set: {place} {obstacle}.");
            }

            if (!TryStep(parent, segment, out parent) && !last && segment is ManifestPathSegment.Selector selector)
            {
                parent = selector.NewItem();
            }
        }
    }

    /// <summary>Why a step cannot be taken or made, as the end of a sentence about the parent; <c>null</c> when it can.</summary>
    private static string? Obstacle(JsonNode? parent, ManifestPathSegment segment, bool last)
    {
        if (parent is JsonObject)
        {
            return null;
        }

        if (parent is JsonValue)
        {
            return "is neither an object nor a list";
        }

        // A missing parent will be a list only if the step asks for one.
        JsonArray items = parent as JsonArray ?? [];
        int position = PositionIn(items, segment);
        return segment switch
        {
            ManifestPathSegment.Field when parent is null => null,
            ManifestPathSegment.Field when position < 0 => "is a list, and the path has no index for it",
            ManifestPathSegment.Selector selector when position < 0 && !last && selector.NewItem() is null => $"has no item that fits [{selector.Written}]",
            _ when position > items.Count => $"has {items.Count} items, so its next index is {items.Count}",
            _ => null,
        };
    }

    private static void Put(JsonNode parent, ManifestPathSegment segment, ref JsonNode? value)
    {
        if (parent is JsonObject fields)
        {
            fields[KeyOf(segment)] = value;
            return;
        }

        JsonArray items = parent.AsArray();
        int position = PositionIn(items, segment);
        if (position >= 0 && position < items.Count)
        {
            items[position] = value;
            return;
        }

        // A selected item that is not there yet starts with the fields it is selected by.
        if (segment is ManifestPathSegment.Selector selector && value is JsonObject { Count: 0 } && selector.NewItem() is { } item)
        {
            value = item;
        }

        items.Add(value);
    }

    private static bool RemoveStep(JsonNode? parent, ManifestPathSegment segment)
    {
        switch (parent)
        {
            case JsonObject fields:
                return fields.Remove(KeyOf(segment));
            case JsonArray items when PositionIn(items, segment) is int position && position >= 0 && position < items.Count:
                items.RemoveAt(position);
                return true;
            default:
                return false;
        }
    }

    private static string KeyOf(ManifestPathSegment segment) => segment switch
    {
        ManifestPathSegment.Field field => field.Name,
        ManifestPathSegment.Index index => ManifestPathParser.Digits(index.Position),
        ManifestPathSegment.Selector selector => selector.Written,
        _ => throw new ArgumentOutOfRangeException(nameof(segment)),
    };

    /// <summary>The index a step means in a list, which may lie beyond its end; -1 when it means none.</summary>
    private static int PositionIn(JsonArray items, ManifestPathSegment segment)
    {
        switch (segment)
        {
            case ManifestPathSegment.Index index:
                return index.Position;
            case ManifestPathSegment.Selector selector:
                for (int i = 0; i < items.Count; i++)
                {
                    if (selector.Fits(items[i]))
                    {
                        return i;
                    }
                }

                return -1;
            case ManifestPathSegment.Field field when field.Name.Length < 10 && field.Name.All(char.IsAsciiDigit) && field.Name.Length > 0:
                return int.Parse(field.Name, System.Globalization.CultureInfo.InvariantCulture);
            default:
                return -1;
        }
    }
}
