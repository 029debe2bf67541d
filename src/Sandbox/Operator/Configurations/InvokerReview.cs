using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Webhooks;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Configurations;

/// <summary>Looks at everything an invoker depends on and writes down what it finds.</summary>
internal sealed class InvokerReview(OperatorContext context)
{
    /// <summary>Writes <c>dependencies</c>, <c>targetFound</c> or <c>targets</c>, <c>backends</c> and <c>repositories</c>.</summary>
    public void Write(JsonObject status, Invoker invoker)
    {
        WriteDependencies(status, invoker);
        WriteTargets(status, invoker);
        JsonArray backends = [];
        foreach (JsonObject backend in invoker.Backends)
        {
            backends.Add((JsonNode)Backend(backend, invoker.Namespace));
        }

        status["backends"] = backends;
        JsonArray repositories = [];
        foreach ((_, JsonObject entry) in invoker.Sessions.SelectMany(session => session.Repositories).DistinctBy(found => found.Repository.TextOrEmpty("name")))
        {
            repositories.Add((JsonNode)Repository(entry, invoker));
        }

        status["repositories"] = repositories;
    }

    private void WriteDependencies(JsonObject status, Invoker invoker)
    {
        JsonArray dependencies = [];
        foreach (string addon in invoker.Sessions.SelectMany(session => session.Parts).Select(part => part.AddonName).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal))
        {
            dependencies.Add((JsonNode)new JsonObject { ["kind"] = "Addon", ["name"] = addon, ["found"] = context.Get(KubeStashKinds.Addon, "", addon) is not null });
        }

        status["dependencies"] = dependencies;
    }

    private void WriteTargets(JsonObject status, Invoker invoker)
    {
        if (invoker.Kind == KubeStashKinds.BackupConfiguration)
        {
            JsonObject? reference = invoker.Targets[0].Reference;
            status["targetFound"] = reference is null || Targets.Find(context, reference, invoker.Namespace) is not null;
            return;
        }

        JsonArray targets = [];
        foreach (InvokerTarget target in invoker.Targets)
        {
            JsonObject entry = Targets.Reference(target.Reference, invoker.Namespace);
            entry["found"] = Targets.Find(context, target.Reference, invoker.Namespace) is not null;
            targets.Add((JsonNode)entry);
        }

        status["targets"] = targets;
    }

    private JsonObject Backend(JsonObject backend, string ns)
    {
        (JsonObject Reference, JsonObject? Found, string? Reason) storage = Look(backend.At("storageRef"), KubeStashKinds.BackupStorage, ns);
        (JsonObject Reference, JsonObject? Found, string? Reason) policy = Look(backend.At("retentionPolicy"), KubeStashKinds.RetentionPolicy, ns);
        string phase = storage.Found.Text("status", "phase") == Phase.Ready ? Phase.Ready : Phase.NotReady;
        string? storageReason = storage.Reason ?? (phase == Phase.Ready ? null
            : storage.Found.Objects("status", "conditions").FirstOrDefault(condition => condition.Text("status") == "False").Text("message") ?? "BackupStorage is not ready");
        JsonObject storageStatus = new() { ["ref"] = storage.Reference, ["phase"] = phase };
        JsonObject policyStatus = new() { ["ref"] = policy.Reference, ["found"] = policy.Found is not null };
        AddReason(storageStatus, storageReason);
        AddReason(policyStatus, policy.Reason);
        return new JsonObject
        {
            ["name"] = backend.TextOrEmpty("name"),
            ["ready"] = storageReason is null && policy.Reason is null,
            ["storage"] = storageStatus,
            ["retentionPolicy"] = policyStatus,
        };
    }

    private (JsonObject Reference, JsonObject? Found, string? Reason) Look(JsonNode? reference, Kubernetes.Objects.ResourceKind kind, string ns)
    {
        string name = reference.TextOrEmpty("name");
        string itsNamespace = Targets.NamespaceOf(reference, ns);
        JsonObject? found = context.Get(kind, itsNamespace, name);
        string? reason = found is null ? $"{kind.Kind} {itsNamespace}/{name} not found"
            : UsagePolicy.Admits(found, ns, context.Admission) ? null
            : AdmissionTexts.NotAllowed(ns, kind.Kind, itsNamespace, name);
        return (new JsonObject { ["name"] = name, ["namespace"] = itsNamespace }, found, reason);
    }

    private JsonObject Repository(JsonObject entry, Invoker invoker)
    {
        string name = entry.TextOrEmpty("name");
        JsonObject? repository = context.Get(KubeStashKinds.Repository, invoker.Namespace, name);
        bool ready = repository.Text("status", "phase") == Phase.Ready;
        JsonObject status = new() { ["name"] = name, ["phase"] = ready ? Phase.Ready : Phase.NotReady, ["verificationConfigured"] = Verifiers.Find(context, entry, invoker) is not null };
        AddReason(status, ready ? null
            : Conditions.Find(repository?["status"], "RepositoryInitialized").Text("message") ?? (repository is null ? "BackupStorage is not ready" : "Repository is not ready"));
        return status;
    }

    private static void AddReason(JsonObject status, string? reason)
    {
        if (reason is not null)
        {
            status["reason"] = reason;
        }
    }
}

/// <summary>Finds the verifiers of repositories.</summary>
internal static class Verifiers
{
    /// <summary>The BackupVerifier a repository entry names; null when it names none, or one that is missing.</summary>
    public static JsonObject? Find(OperatorContext context, JsonObject entry, Invoker invoker) =>
        entry.At("backupVerifier") is { } reference && reference.Text("name") is { Length: > 0 } name
            ? context.Get(KubeStashKinds.BackupVerifier, Targets.NamespaceOf(reference, invoker.Namespace), name)
            : null;
}
