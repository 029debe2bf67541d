using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>Checks references to objects with a usage policy. An object that does not exist is no reason to refuse: the status tells of it later.</summary>
internal sealed class References(string ns, AdmissionObjects objects)
{
    /// <summary>The refusal when a storage, policy or template exists and does not admit this namespace.</summary>
    public string? Check(ResourceKind kind, JsonNode? reference)
    {
        if (reference.Text("name") is not { Length: > 0 } name)
        {
            return null;
        }

        string ownerNamespace = reference.Text("namespace") is { Length: > 0 } written ? written : ns;
        return objects.Get(kind, new ObjectKey(ownerNamespace, name)) is { } owner && !UsagePolicy.Admits(owner, ns, objects)
            ? AdmissionTexts.NotAllowed(ns, kind.Kind, ownerNamespace, name)
            : null;
    }

    /// <summary>The first refusal about a list of backends.</summary>
    public string? CheckBackends(IEnumerable<JsonObject> backends) => backends
        .Select(backend => Check(KubeStashKinds.BackupStorage, backend.At("storageRef")) ?? Check(KubeStashKinds.RetentionPolicy, backend.At("retentionPolicy")))
        .FirstOrDefault(refusal => refusal is not null);

    /// <summary>The first refusal about a list of hooks.</summary>
    public string? CheckHooks(IEnumerable<JsonObject> hooks) => hooks.Select(CheckHook).FirstOrDefault(refusal => refusal is not null);

    private string? CheckHook(JsonObject hook)
    {
        string name = hook.TextOrEmpty("name");
        return name.Length == 0 ? AdmissionTexts.RequiredField("hook name")
            : hook.TextOrEmpty("hookTemplate", "name").Length == 0 ? AdmissionTexts.HookField("hookTemplate", name)
            : Check(KubeStashKinds.HookTemplate, hook.At("hookTemplate"));
    }
}
