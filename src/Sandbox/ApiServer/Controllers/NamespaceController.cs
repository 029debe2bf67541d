using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.ApiServer.Controllers;

/// <summary>Gives each namespace its default service account; empties namespaces that are deleted, and lets them go.</summary>
internal sealed class NamespaceController(ObjectWrites writes, ILogger logger) : Controller<string>(writes.State.Time, logger)
{
    private const string ServiceAccounts = "serviceaccounts";
    private const string DefaultAccount = "default";
    private static readonly WriteContext Context = new() { Manager = "namespace-controller" };
    private readonly ObjectStore store = writes.State.Store;

    // Changed under the store's lock only, by OnChange.
    private readonly HashSet<string> ending = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override void OnChange(ObjectAddress address, StoredChange change)
    {
        if (address.Kind == BuiltInRules.Namespaces)
        {
            if (change.Type == WatchEventType.Deleted)
            {
                ending.Remove(address.Key.Name);
                return;
            }

            if (change.Object.IsDeleting)
            {
                ending.Add(address.Key.Name);
            }

            Queue.Add(address.Key.Name);
        }
        else if (change.Type == WatchEventType.Deleted && (ending.Contains(address.Key.Namespace) || address.Kind == ServiceAccounts))
        {
            Queue.Add(address.Key.Namespace);
        }
    }

    protected override void Process(string item)
    {
        if (store.Find(BuiltInRules.Namespaces, new("", item)) is not { } ns)
        {
            return;
        }

        try
        {
            if (ns.IsDeleting)
            {
                Finish(item);
            }
            else
            {
                EnsureAccount(item);
            }
        }
        catch (WriteRefusedException changed) when (changed.Code is 403 or 404 or 409)
        {
            // The namespace began to end, or has ended: another look follows by itself.
        }
    }

    private void EnsureAccount(string ns)
    {
        if (store.Find(ServiceAccounts, new(ns, DefaultAccount)) is null && writes.State.Runtimes.FindById(ServiceAccounts) is { } kind)
        {
            JsonObject account = new() { ["apiVersion"] = "v1", ["kind"] = "ServiceAccount", ["metadata"] = new JsonObject { ["name"] = DefaultAccount } };
            writes.Creation.Create(kind, ns, account, [], Context);
        }
    }

    private void Finish(string ns)
    {
        foreach (string id in store.Kinds())
        {
            if (writes.State.Runtimes.FindById(id) is not { Resource.Namespaced: true } kind)
            {
                continue;
            }

            foreach (StoredObject item in store.Read(id).Objects.In(ns).Where(item => !item.IsDeleting))
            {
                DeleteContent(kind, item.Key);
            }
        }

        (string Kind, StoredObject Value)[] left = [.. store.Kinds().SelectMany(id => store.Read(id).Objects.In(ns).Select(value => (id, value)))];
        KindDefinition namespaces = writes.State.Runtimes.FindById(BuiltInRules.Namespaces)!;
        if (left.Length > 0)
        {
            writes.Update.Edit(namespaces, new("", ns), "status", value => Describe(value, left), Context);
            return;
        }

        writes.Update.Edit(
            namespaces,
            new("", ns),
            "finalize",
            value => value["spec"]!["finalizers"] = new JsonArray([.. value.Texts("spec", "finalizers").Where(name => name != BuiltInRules.NamespaceFinalizer).Select(name => (JsonNode)name)]),
            Context);
    }

    private void DeleteContent(KindDefinition kind, ObjectKey key)
    {
        try
        {
            writes.Deletion.Delete(kind, key, new() { Propagation = "Background" });
        }
        catch (WriteRefusedException gone) when (gone.Code == 404)
        {
            // That is all that was wanted.
        }
    }

    private void Describe(JsonObject ns, (string Kind, StoredObject Value)[] left)
    {
        string resources = string.Join(", ", left.GroupBy(item => item.Kind).Select(group => $"{group.Key} has {group.Count()} resource instances"));
        string finalizers = string.Join(", ", left.SelectMany(item => item.Value.Finalizers).GroupBy(name => name).Select(group => $"{group.Key} in {group.Count()} resource instances"));
        List<(string Type, string Reason, string Message)> conditions = [("NamespaceContentRemaining", "SomeResourcesRemain", $"Some resources are remaining: {resources}")];
        if (finalizers.Length > 0)
        {
            conditions.Add(("NamespaceFinalizersRemaining", "SomeFinalizersRemain", $"Some content in the namespace has finalizers remaining: {finalizers}"));
        }

        string now = ObjectTexts.Time(writes.State.Time.GetUtcNow());
        JsonArray described = [];
        foreach ((string type, string reason, string message) in conditions)
        {
            JsonObject? before = ns.Objects("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);
            described.Add(new JsonObject
            {
                ["type"] = type,
                ["status"] = "True",
                ["lastTransitionTime"] = before.Text("lastTransitionTime") ?? now,
                ["reason"] = reason,
                ["message"] = message,
            });
        }

        ns["status"]!["conditions"] = described;
    }
}
