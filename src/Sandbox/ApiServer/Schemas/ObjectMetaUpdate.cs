using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>What a server takes from the stored object when a client replaces it.</summary>
internal static class ObjectMetaUpdate
{
    /// <summary>
    /// Puts into new metadata what the client may leave out or cannot change: <c>creationTimestamp</c> and <c>generation</c> always,
    /// <c>uid</c> and <c>namespace</c> when empty, marks of deletion once set. Changing name, namespace or uid stays visible to
    /// <see cref="ObjectMetaValidator.ValidateUpdate"/>.
    /// </summary>
    public static void CarryOver(JsonObject metadata, JsonObject old)
    {
        Take(metadata, old, "creationTimestamp");
        Take(metadata, old, "generation");
        foreach (string field in new[] { "uid", "namespace" })
        {
            if (string.IsNullOrEmpty(JsonTypes.Text(metadata[field])))
            {
                Take(metadata, old, field);
            }
        }

        if (old["deletionTimestamp"] is not null)
        {
            Take(metadata, old, "deletionTimestamp");
        }

        if (old["deletionGracePeriodSeconds"] is not null && metadata["deletionGracePeriodSeconds"] is null)
        {
            Take(metadata, old, "deletionGracePeriodSeconds");
        }
    }

    private static void Take(JsonObject metadata, JsonObject old, string field)
    {
        if (old[field] is { } value)
        {
            metadata[field] = value.DeepClone();
        }
        else
        {
            metadata.Remove(field);
        }
    }
}
