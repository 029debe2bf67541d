using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>Compares the repositories a BackupConfiguration asks for with those the cluster has.</summary>
internal sealed class RepositoryClashes(JsonObject configuration, AdmissionObjects objects)
{
    // What stands in a Repository in place of a target when cluster resources are backed up.
    private const string NotApplicable = "na";

    private readonly string ns = configuration.TextOrEmpty("metadata", "namespace");

    /// <summary>The refusal, or null.</summary>
    public string? Find() => BackupConfigurationRules.Repositories(configuration).Select(FindFor).FirstOrDefault(refusal => refusal is not null);

    private string? FindFor(JsonObject wanted)
    {
        string name = wanted.TextOrEmpty("name");
        JsonNode? storage = StorageOf(wanted);
        if (objects.Get(KubeStashKinds.Repository, new ObjectKey(ns, name)) is { } existing)
        {
            return !HasTarget(existing) ? AdmissionTexts.OtherTarget(name)
                : !IsSameText(existing.At("spec", "storageRef"), storage) ? AdmissionTexts.OtherStorage(name)
                : null;
        }

        string directory = wanted.TextOrEmpty("directory");
        JsonObject? owner = objects.List(KubeStashKinds.Repository, null)
            .FirstOrDefault(other => other.Text("spec", "path") == directory && StorageKey(other.At("spec", "storageRef"), other.TextOrEmpty("metadata", "namespace")) == StorageKey(storage, ns));
        return owner is null ? null : AdmissionTexts.DirectoryTaken(directory, $"{owner.Text("metadata", "namespace")}/{owner.Text("metadata", "name")}");
    }

    private JsonNode? StorageOf(JsonObject repository)
    {
        string backend = repository.TextOrEmpty("backend");
        return configuration.Objects("spec", "backends").FirstOrDefault(candidate => backend.Length == 0 || candidate.Text("name") == backend).At("storageRef");
    }

    private bool HasTarget(JsonObject repository)
    {
        JsonNode? found = repository.At("spec", "appRef");
        if (configuration.At("spec", "target") is not JsonObject target)
        {
            return found.Text("name") == NotApplicable;
        }

        return found.TextOrEmpty("apiGroup") == target.TextOrEmpty("apiGroup")
            && found.TextOrEmpty("kind") == target.TextOrEmpty("kind")
            && found.TextOrEmpty("name") == target.TextOrEmpty("name")
            && OrOwn(found.Text("namespace")) == OrOwn(target.Text("namespace"));
    }

    // As the real webhook compares: the same namespace written out and left out are different.
    private static bool IsSameText(JsonNode? one, JsonNode? other) =>
        one.TextOrEmpty("name") == other.TextOrEmpty("name") && one.TextOrEmpty("namespace") == other.TextOrEmpty("namespace");

    private static (string Namespace, string Name) StorageKey(JsonNode? reference, string referrerNamespace) =>
        (reference.Text("namespace") is { Length: > 0 } written ? written : referrerNamespace, reference.TextOrEmpty("name"));

    private string OrOwn(string? written) => string.IsNullOrEmpty(written) ? ns : written;
}
