using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Sandbox.ApiServer.Kinds.Custom;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.ApiServer.Controllers;

/// <summary>Serves the kinds of CustomResourceDefinitions as they come, change and go.</summary>
internal sealed class DefinitionController(ObjectWrites writes, ILogger logger) : Controller<string>(writes.State.Time, logger)
{
    private static readonly WriteContext Context = new() { Manager = "crd-controller" };
    private readonly ObjectStore store = writes.State.Store;
    private readonly ConcurrentDictionary<string, long> installed = new(StringComparer.Ordinal);

    // Changed under the store's lock only, by OnChange.
    private readonly HashSet<string> ending = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override void OnChange(ObjectAddress address, StoredChange change)
    {
        if (address.Kind == BuiltInRules.Definitions)
        {
            if (change.Object.IsDeleting && change.Type != WatchEventType.Deleted)
            {
                ending.Add(address.Key.Name);
            }
            else
            {
                ending.Remove(address.Key.Name);
            }

            Queue.Add(address.Key.Name);
        }
        else if (change.Type == WatchEventType.Deleted && ending.Contains(address.Kind))
        {
            Queue.Add(address.Kind);
        }
    }

    /// <summary>Notes that the kinds of a definition are served already.</summary>
    public void NoteInstalled(StoredObject definition) => installed[definition.Key.Name] = definition.Value.Number("metadata", "generation") ?? 1;

    protected override void Process(string item)
    {
        if (store.Find(BuiltInRules.Definitions, new("", item)) is not { } definition)
        {
            installed.TryRemove(item, out _);
            if (writes.State.Catalog.Remove(item))
            {
                store.EndWatches(item);
            }

            return;
        }

        if (definition.IsDeleting)
        {
            Finish(item);
            return;
        }

        if (FindConflict(definition) is { } conflict)
        {
            SetStatus(item, value => Conflict(value, conflict));
            return;
        }

        long generation = definition.Value.Number("metadata", "generation") ?? 1;
        if (!installed.TryGetValue(item, out long known) || known != generation)
        {
            writes.State.Catalog.Install(definition.Value);
            installed[item] = generation;
        }

        if (!IsEstablished(definition.Value))
        {
            SetStatus(item, value => Establish(value));
        }
    }

    private void Finish(string name)
    {
        if (writes.State.Runtimes.FindById(name) is { } kind)
        {
            foreach (StoredObject item in store.Read(name).Objects.In(null).Where(item => !item.IsDeleting))
            {
                try
                {
                    writes.Deletion.Delete(kind, item.Key, new() { Propagation = "Background" });
                }
                catch (WriteRefusedException gone) when (gone.Code == 404)
                {
                    // That is all that was wanted.
                }
            }
        }

        if (store.Read(name).Objects.Count > 0)
        {
            SetStatus(name, value => SetCondition(value, "Terminating", "True", "InstanceDeletionInProgress", "CustomResource deletion is in progress"));
            return;
        }

        Edit(name, "", value => GarbageCollector.RemoveFinalizer(value, BuiltInRules.DefinitionFinalizer));
    }

    private void Establish(JsonObject value)
    {
        JsonNode? versions = value.At("status", "storedVersions")?.DeepClone();
        CustomKinds.Establish(value, writes.State.Time.GetUtcNow());
        if (versions is JsonArray stored)
        {
            foreach (string version in value.Texts("status", "storedVersions").Where(version => !stored.Texts().Contains(version)).ToArray())
            {
                stored.Add(version);
            }

            value["status"]!["storedVersions"] = stored;
        }
    }

    private static bool IsEstablished(JsonObject value) =>
        value.Objects("status", "conditions").Any(condition => condition.Text("type") == "Established" && condition.Text("status") == "True")
        && JsonTypes.Equal(value.At("status", "acceptedNames"), value.At("spec", "names"));

    private string? FindConflict(StoredObject definition)
    {
        string group = definition.Value.TextOrEmpty("spec", "group");
        HashSet<string> taken = new(StringComparer.Ordinal);
        HashSet<string> kinds = new(StringComparer.Ordinal);
        foreach (KindDefinition kind in writes.State.Catalog.All.Where(kind => kind.Resource.Group == group && kind.Resource.Id != definition.Key.Name))
        {
            taken.UnionWith([kind.Resource.Plural, kind.Singular, .. kind.ShortNames]);
            kinds.UnionWith([kind.Resource.Kind, kind.ListKind]);
        }

        JsonNode? names = definition.Value.At("spec", "names");
        string[] wanted = [names.TextOrEmpty("plural"), names.TextOrEmpty("singular"), .. names.Texts("shortNames")];
        string[] wantedKinds = [names.TextOrEmpty("kind"), names.TextOrEmpty("listKind")];
        return wanted.FirstOrDefault(taken.Contains) ?? wantedKinds.FirstOrDefault(kinds.Contains);
    }

    private void Conflict(JsonObject value, string name)
    {
        SetCondition(value, "NamesAccepted", "False", "NameConflict", $"{GoText.Quote(name)} is already in use");
        SetCondition(value, "Established", "False", "NotAccepted", "not all names are accepted");
    }

    private void SetCondition(JsonObject value, string type, string status, string reason, string message)
    {
        JsonObject holder = value["status"] as JsonObject ?? [];
        value["status"] = holder;
        JsonArray conditions = holder["conditions"] as JsonArray ?? [];
        holder["conditions"] = conditions;
        JsonObject? condition = conditions.OfType<JsonObject>().FirstOrDefault(entry => entry.Text("type") == type);
        if (condition is null)
        {
            condition = new() { ["type"] = type };
            conditions.Add(condition);
        }

        if (condition.Text("status") != status)
        {
            condition["lastTransitionTime"] = ObjectTexts.Time(writes.State.Time.GetUtcNow());
        }

        condition["status"] = status;
        condition["reason"] = reason;
        condition["message"] = message;
    }

    private void SetStatus(string name, Action<JsonObject> change) => Edit(name, "status", change);

    private void Edit(string name, string part, Action<JsonObject> change)
    {
        try
        {
            writes.Update.Edit(writes.State.Runtimes.FindById(BuiltInRules.Definitions)!, new("", name), part, change, Context);
        }
        catch (WriteRefusedException gone) when (gone.Code == 404)
        {
            // It is gone, and with it the need.
        }
    }
}
