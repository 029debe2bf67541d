using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Webhooks;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>What stands between a decoded object and the store: the life of its namespace, and KubeStash's webhooks.</summary>
internal sealed class Admission(ObjectStore store, bool webhooks)
{
    private static readonly ResourceKind NamespaceKind = new("", "v1", "namespaces", "Namespace", false);

    private readonly AdmissionObjects objects = new(
        (kind, key) => store.Find(kind.Id, key)?.Value,
        (kind, ns) => [.. store.Read(kind.Id).Objects.In(ns).Select(item => item.Value)]);

    /// <summary>Refuses new content where there is no namespace, or one that is being deleted.</summary>
    /// <exception cref="WriteRefusedException">404 or 403.</exception>
    public void CheckNamespace(ResourceKind kind, string ns, string name)
    {
        StoredObject found = store.Find(BuiltInRules.Namespaces, new("", ns)) ?? throw Refusals.NotFound(NamespaceKind, ns);
        if (found.IsDeleting)
        {
            JsonArray causes = [new JsonObject { ["reason"] = "NamespaceTerminating", ["message"] = $"namespace {ns} is being terminated", ["field"] = "metadata.namespace" }];
            throw Refusals.Forbidden(kind, name, $"unable to create new content in namespace {ns} because it is being terminated", causes);
        }
    }

    /// <summary>Refuses new objects of a kind that is being deleted.</summary>
    public void CheckDefinition(KindDefinition kind)
    {
        if (kind.IsCustom && store.Find(BuiltInRules.Definitions, new("", kind.Resource.Id)) is { IsDeleting: true })
        {
            throw new WriteRefusedException(405, "MethodNotAllowed", "create not allowed while custom resource definition is terminating", Refusals.Details(kind.Resource, ""));
        }
    }

    /// <summary>Lets webhooks fill in what they fill in.</summary>
    public void SetDefaults(AdmissionOperation operation, ResourceKind kind, JsonObject? old, JsonObject value)
    {
        if (webhooks)
        {
            KubeStashAdmission.SetDefaults(new(operation, kind, old, value, objects));
        }
    }

    /// <summary>Asks the webhooks.</summary>
    /// <exception cref="WriteRefusedException">403: one refused.</exception>
    public void Check(AdmissionOperation operation, ResourceKind kind, JsonObject? old, JsonObject? value)
    {
        if (webhooks && KubeStashAdmission.Check(new(operation, kind, old, value, objects)) is { } refusal)
        {
            throw new WriteRefusedException(403, "Forbidden", refusal.Message);
        }
    }
}
