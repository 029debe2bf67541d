using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.ApiServer.Controllers;

/// <summary>What the garbage collector looks at: an object, or all that name a uid as owner.</summary>
/// <param name="Address">The object; meaningless when <paramref name="Owner"/> is set.</param>
/// <param name="Owner">Uid of an owner that is gone; empty for an object.</param>
internal readonly record struct GarbageItem(ObjectAddress Address, string Owner);

/// <summary>Deletes what nobody owns any more, and carries foreground and orphan deletions to their end.</summary>
internal sealed class GarbageCollector(ObjectWrites writes, ILogger logger) : Controller<GarbageItem>(writes.State.Time, logger)
{
    private static readonly WriteContext Context = new() { Manager = "garbage-collector" };
    private readonly ObjectStore store = writes.State.Store;

    /// <inheritdoc />
    public override void OnChange(ObjectAddress address, StoredChange change)
    {
        StoredObject value = change.Object;
        if (change.Type == WatchEventType.Deleted)
        {
            Queue.Add(new(default, value.Uid));
            foreach (OwnerLink owner in value.Owners)
            {
                // An owner that waits for its dependents may go now.
                Queue.Add(new(default, owner.Uid));
            }
        }
        else if (!value.Owners.IsEmpty || IsHeld(value))
        {
            Queue.Add(new(address, ""));
        }
    }

    protected override void Process(GarbageItem item)
    {
        if (item.Owner.Length == 0)
        {
            Look(item.Address);
            return;
        }

        if (store.FindUid(item.Owner) is { } alive)
        {
            Look(alive);
            return;
        }

        foreach (ObjectAddress dependent in store.DependentsOf(item.Owner))
        {
            Look(dependent);
        }
    }

    private void Look(ObjectAddress address)
    {
        if (store.Find(address.Kind, address.Key) is not { } value || writes.State.Runtimes.FindById(address.Kind) is not { } kind)
        {
            return;
        }

        if (value.IsDeleting)
        {
            if (value.Finalizers.Contains(ObjectDeletion.Orphan))
            {
                ReleaseDependents(value);
                Change(kind, address, copy => RemoveFinalizer(copy, ObjectDeletion.Orphan));
            }
            else if (value.Finalizers.Contains(ObjectDeletion.Foreground) && !DeleteDependents(value))
            {
                Change(kind, address, copy => RemoveFinalizer(copy, ObjectDeletion.Foreground));
            }
        }
        else if (!value.Owners.IsEmpty)
        {
            CheckOwners(kind, address, value);
        }
    }

    private void CheckOwners(KindDefinition kind, ObjectAddress address, StoredObject value)
    {
        HashSet<string> lost = new(StringComparer.Ordinal);
        bool waited = false;
        int solid = 0;
        foreach (OwnerLink owner in value.Owners)
        {
            switch (StateOf(owner, address))
            {
                case OwnerState.Solid:
                    solid++;
                    break;
                case OwnerState.WaitsForDependents:
                    waited = true;
                    lost.Add(owner.Uid);
                    break;
                default:
                    lost.Add(owner.Uid);
                    break;
            }
        }

        if (lost.Count == 0)
        {
            return;
        }

        if (solid > 0)
        {
            Change(kind, address, copy => RemoveOwners(copy, lost));
            return;
        }

        // What waits for its own dependents must do so too, so that the outermost owner goes last.
        bool foreground = waited && store.DependentsOf(value.Uid).Count > 0;
        string? propagation = foreground ? "Foreground" : value.Finalizers.Contains(ObjectDeletion.Orphan) ? "Orphan" : value.Finalizers.Contains(ObjectDeletion.Foreground) ? "Foreground" : "Background";
        try
        {
            writes.Deletion.Delete(kind, address.Key, new() { Uid = value.Uid, Propagation = propagation });
        }
        catch (WriteRefusedException changed) when (changed.Code is 404 or 409)
        {
            // Gone, or replaced by another of that name.
        }
    }

    private OwnerState StateOf(OwnerLink owner, ObjectAddress dependent)
    {
        string group = owner.ApiVersion.Contains('/', StringComparison.Ordinal) ? owner.ApiVersion[..owner.ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";
        if (writes.State.Catalog.All.FirstOrDefault(kind => kind.Resource.Group == group && kind.Resource.Kind == owner.Kind) is not { } ownerKind)
        {
            return OwnerState.Solid; // Of a kind that is not served nobody can tell.
        }

        string ns = ownerKind.Resource.Namespaced ? dependent.Key.Namespace : "";
        StoredObject? found = store.Find(ownerKind.StoreId, new(ns, owner.Name));
        if (found is null || found.Uid != owner.Uid)
        {
            return OwnerState.Gone;
        }

        return found.IsDeleting && found.Finalizers.Contains(ObjectDeletion.Foreground) ? OwnerState.WaitsForDependents : OwnerState.Solid;
    }

    /// <summary>Deletes the dependents of an object; says whether some still block it.</summary>
    private bool DeleteDependents(StoredObject owner)
    {
        foreach (ObjectAddress dependent in store.DependentsOf(owner.Uid))
        {
            Look(dependent);
        }

        return store.DependentsOf(owner.Uid).Any(dependent =>
            store.Find(dependent.Kind, dependent.Key) is { } value && value.Owners.Any(link => link.Uid == owner.Uid && link.BlocksDeletion));
    }

    private void ReleaseDependents(StoredObject owner)
    {
        foreach (ObjectAddress dependent in store.DependentsOf(owner.Uid))
        {
            if (writes.State.Runtimes.FindById(dependent.Kind) is { } kind)
            {
                Change(kind, dependent, copy => RemoveOwners(copy, [owner.Uid]));
            }
        }
    }

    private void Change(KindDefinition kind, ObjectAddress address, Action<JsonObject> change)
    {
        try
        {
            writes.Update.Edit(kind, address.Key, "", change, Context);
        }
        catch (WriteRefusedException gone) when (gone.Code == 404)
        {
            // It needs no change any more.
        }
    }

    private static void RemoveOwners(JsonObject value, HashSet<string> uids)
    {
        JsonObject metadata = ObjectTexts.Metadata(value);
        JsonObject[] kept = [.. metadata.Objects("ownerReferences").Where(owner => !uids.Contains(owner.TextOrEmpty("uid"))).Select(ObjectTexts.Copy)];
        if (kept.Length > 0)
        {
            metadata["ownerReferences"] = new JsonArray([.. kept]);
        }
        else
        {
            metadata.Remove("ownerReferences");
        }
    }

    internal static void RemoveFinalizer(JsonObject value, string finalizer)
    {
        JsonObject metadata = ObjectTexts.Metadata(value);
        string[] kept = [.. metadata.Texts("finalizers").Where(name => name != finalizer)];
        if (kept.Length > 0)
        {
            metadata["finalizers"] = new JsonArray([.. kept.Select(name => (JsonNode)name)]);
        }
        else
        {
            metadata.Remove("finalizers");
        }
    }

    private static bool IsHeld(StoredObject value) => value.IsDeleting && (value.Finalizers.Contains(ObjectDeletion.Orphan) || value.Finalizers.Contains(ObjectDeletion.Foreground));

    private enum OwnerState
    {
        Solid,
        WaitsForDependents,
        Gone,
    }
}
