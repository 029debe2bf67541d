using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Configurations;

/// <summary>Makes the Repositories an invoker names, once their storage is ready, and takes them away as its entries say.</summary>
internal sealed class RepositoryMaker(OperatorContext context)
{
    /// <summary>Makes those that are missing.</summary>
    public void Ensure(Invoker invoker)
    {
        foreach ((SessionPart part, JsonObject entry) in invoker.Sessions.SelectMany(session => session.Repositories))
        {
            JsonNode? storageRef = invoker.BackendOf(entry).At("storageRef");
            string storageNamespace = Targets.NamespaceOf(storageRef, invoker.Namespace);
            JsonObject? storage = context.Get(KubeStashKinds.BackupStorage, storageNamespace, storageRef.TextOrEmpty("name"));
            if (storage is not null && !storage.IsDeleting() && storage.Text("status", "phase") == Phase.Ready
                && context.Get(KubeStashKinds.Repository, invoker.Namespace, entry.TextOrEmpty("name")) is null)
            {
                context.Ensure(KubeStashKinds.Repository, Manifest(invoker, part, entry, storage));
            }
        }
    }

    /// <summary>Deletes those that are to go with the invoker.</summary>
    public void Remove(Invoker invoker)
    {
        foreach ((_, JsonObject entry) in invoker.Sessions.SelectMany(session => session.Repositories))
        {
            string policy = entry.TextOrEmpty("deletionPolicy");
            if (policy is not ("Delete" or "WipeOut") || context.Get(KubeStashKinds.Repository, invoker.Namespace, entry.TextOrEmpty("name")) is not { } repository)
            {
                continue;
            }

            context.Update(KubeStashKinds.Repository, repository.Key(), changed => changed.Child("spec")["deletionPolicy"] = policy);
            context.Delete(KubeStashKinds.Repository, repository);
        }
    }

    private static JsonObject Manifest(Invoker invoker, SessionPart part, JsonObject entry, JsonObject storage)
    {
        JsonObject manifest = Meta.Create(KubeStashKinds.Repository, invoker.Namespace, entry.TextOrEmpty("name"));
        JsonObject spec = new()
        {
            ["appRef"] = Targets.Reference(part.Target?.Reference, invoker.Namespace),
            ["storageRef"] = new JsonObject { ["name"] = storage.Name(), ["namespace"] = storage.Namespace() },
            ["path"] = entry.TextOrEmpty("directory"),
            ["deletionPolicy"] = entry.Text("deletionPolicy") == "WipeOut" ? "WipeOut" : "Delete",
        };
        if (entry.At("encryptionSecret") is { } secret)
        {
            spec["encryptionSecret"] = new JsonObject { ["name"] = secret.TextOrEmpty("name"), ["namespace"] = Targets.NamespaceOf(secret, invoker.Namespace) };
        }

        manifest["spec"] = spec;
        return manifest;
    }
}
