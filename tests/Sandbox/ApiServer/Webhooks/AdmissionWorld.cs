using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Webhooks;
using BackupConsole.Sandbox.Tests.ApiServer.Kinds;

namespace BackupConsole.Sandbox.Tests.ApiServer.Webhooks;

/// <summary>A few objects, and what the webhooks say about one more.</summary>
internal sealed class AdmissionWorld
{
    private static readonly KindCatalog Catalog = KindCatalog.CreateShipped(out _);

    private readonly List<(ResourceKind Kind, JsonObject Object)> objects = [];

    /// <summary>Adds an object that is there already.</summary>
    public AdmissionWorld With(string yaml)
    {
        JsonObject added = TestManifests.Read(yaml);
        objects.Add((KindOf(added), added));
        return this;
    }

    /// <summary>Creates an object: defaults, then refusals.</summary>
    public (JsonObject Object, string? Refusal) Create(string yaml)
    {
        JsonObject created = TestManifests.Read(yaml);
        return (created, Ask(AdmissionOperation.Create, null, created));
    }

    /// <summary>Changes an object.</summary>
    public string? Update(string before, string after) => Ask(AdmissionOperation.Update, TestManifests.Read(before), TestManifests.Read(after));

    /// <summary>Asks about an object as it is.</summary>
    public string? Ask(AdmissionOperation operation, JsonObject? before, JsonObject after)
    {
        AdmissionRequest request = new(operation, KindOf(after), before, after, new AdmissionObjects(Get, List));
        KubeStashAdmission.SetDefaults(request);
        return KubeStashAdmission.Check(request)?.Text;
    }

    private JsonObject? Get(ResourceKind kind, ObjectKey key) => List(kind, null).FirstOrDefault(entry =>
        entry.Text("metadata", "name") == key.Name && entry.TextOrEmpty("metadata", "namespace") == key.Namespace);

    private IReadOnlyList<JsonObject> List(ResourceKind kind, string? ns) =>
        [.. objects.Where(entry => entry.Kind == kind && (ns is null || entry.Object.Text("metadata", "namespace") == ns)).Select(entry => entry.Object)];

    private static ResourceKind KindOf(JsonObject manifest)
    {
        string apiVersion = manifest.TextOrEmpty("apiVersion");
        int slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return Catalog.FindKind(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], manifest.TextOrEmpty("kind"))!.Resource;
    }
}
