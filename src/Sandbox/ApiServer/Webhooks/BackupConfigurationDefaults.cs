using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>Fills in the default storage and the default policy where a BackupConfiguration names none.</summary>
internal static class BackupConfigurationDefaults
{
    // The name the real webhook gives is not published.
    private const string DefaultBackend = "default-backend";

    /// <summary>Fills in what is missing; what has no default is left for the refusals.</summary>
    public static void SetDefaults(AdmissionRequest request)
    {
        JsonObject spec = KubeStashAdmission.Child(request.New!, "spec");
        string ns = request.New.TextOrEmpty("metadata", "namespace");
        if (spec.Count("backends") == 0 && FindDefault(KubeStashKinds.BackupStorage, ns, request.Objects) is { } storage)
        {
            spec["backends"] = new JsonArray(new JsonObject { ["name"] = DefaultBackend, ["storageRef"] = ReferenceTo(storage) });
        }

        foreach (JsonObject backend in spec.Objects("backends"))
        {
            FillIn(backend, "storageRef", KubeStashKinds.BackupStorage, ns, request.Objects);
            FillIn(backend, "retentionPolicy", KubeStashKinds.RetentionPolicy, ns, request.Objects);
        }
    }

    private static void FillIn(JsonObject backend, string field, ResourceKind kind, string ns, AdmissionObjects objects)
    {
        if (backend[field] is not JsonObject && FindDefault(kind, ns, objects) is { } found)
        {
            backend[field] = ReferenceTo(found);
        }
    }

    // The own namespace first, then one that admits this namespace by its labels, then one that is open to all.
    private static JsonObject? FindDefault(ResourceKind kind, string ns, AdmissionObjects objects)
    {
        JsonObject[] defaults = [.. objects.List(kind, null).Where(candidate => candidate.IsTrue("spec", "default"))];
        return defaults.FirstOrDefault(candidate => candidate.Text("metadata", "namespace") == ns)
            ?? defaults.FirstOrDefault(candidate => UsagePolicy.From(candidate) == UsagePolicy.Selector && UsagePolicy.Admits(candidate, ns, objects))
            ?? defaults.FirstOrDefault(candidate => UsagePolicy.From(candidate) == UsagePolicy.All);
    }

    private static JsonObject ReferenceTo(JsonObject found) =>
        new() { ["name"] = found.Text("metadata", "name"), ["namespace"] = found.Text("metadata", "namespace") };
}
