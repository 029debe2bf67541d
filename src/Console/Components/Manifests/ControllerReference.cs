using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Manifests;

/// <summary>The owner that manages an object (<c>metadata.ownerReferences</c> with <c>controller: true</c>), with which it goes.</summary>
public static class ControllerReference
{
    /// <summary>Where owners stand.</summary>
    public static readonly ManifestPath Path = ManifestPath.Parse("metadata.ownerReferences");

    /// <summary>The owners with another controller. Owners somebody else wrote stay; there can be one controller.</summary>
    /// <param name="manifest">The manifest, which is not changed.</param>
    /// <param name="apiVersion">Group and version of the controller.</param>
    /// <param name="kind">Kind of the controller.</param>
    /// <param name="name">Its name, in the object's namespace.</param>
    /// <param name="uid">Its uid.</param>
    public static JsonArray With(Manifest manifest, string apiVersion, string kind, string name, string uid)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return
        [
            new JsonObject
            {
                ["apiVersion"] = apiVersion,
                ["kind"] = kind,
                ["name"] = name,
                ["uid"] = uid,
                ["controller"] = true,
                ["blockOwnerDeletion"] = true,
            },
            .. Owners(manifest).Where(owner => !IsController(owner)).Select(owner => owner?.DeepClone()),
        ];
    }

    /// <summary>The uid of the controller; <c>null</c> when there is none.</summary>
    public static string? Uid(Manifest manifest) =>
        Owners(manifest).FirstOrDefault(IsController)?["uid"] is JsonValue uid && uid.TryGetValue(out string? text) ? text : null;

    private static IEnumerable<JsonNode?> Owners(Manifest manifest) => manifest.Get(Path) as JsonArray ?? [];

    private static bool IsController(JsonNode? owner) => owner is JsonObject fields && fields["controller"] is JsonValue value && value.TryGetValue(out bool isController) && isController;
}
