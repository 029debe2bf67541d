using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Snapshots;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>Makes the Snapshots of a run: one for each target and repository.</summary>
internal sealed class SnapshotMaker(OperatorContext context)
{
    /// <summary>Makes them where they are missing.</summary>
    /// <returns>Why they cannot be made; null when they are there.</returns>
    public string? Ensure(JsonObject session, Invoker invoker, InvokerSession entry)
    {
        foreach ((_, JsonObject repository) in entry.Repositories)
        {
            string name = repository.TextOrEmpty("name");
            JsonObject? found = context.Get(KubeStashKinds.Repository, session.Namespace(), name);
            if (found is null || found.IsDeleting())
            {
                return $"repositories.storage.kubestash.com \"{name}\" not found";
            }

            if (found.Text("status", "phase") != Phase.Ready)
            {
                return $"Repository {session.Namespace()}/{name} is not ready";
            }
        }

        foreach ((SessionPart part, JsonObject repository) in entry.Repositories)
        {
            JsonObject owner = context.Get(KubeStashKinds.Repository, session.Namespace(), repository.TextOrEmpty("name"))!;
            int components = ComponentPlan.Of(context, part, invoker.Namespace).Count;
            JsonObject snapshot = context.Ensure(KubeStashKinds.Snapshot, Manifest(session, owner, part));
            context.SetStatus(KubeStashKinds.Snapshot, snapshot.Key(), status => Begin(status, session, components));
        }

        return null;
    }

    /// <summary>The entries of <c>status.snapshots</c>, with the phases the Snapshots have now.</summary>
    public JsonArray Entries(JsonObject session, Invoker invoker, InvokerSession entry)
    {
        JsonArray list = [];
        foreach ((SessionPart part, JsonObject repository) in entry.Repositories)
        {
            string name = GeneratedNames.Snapshot(repository.TextOrEmpty("name"), session.Name());
            JsonObject? snapshot = context.Get(KubeStashKinds.Snapshot, session.Namespace(), name);
            list.Add((JsonNode)new JsonObject
            {
                ["name"] = name,

                // A Snapshot somebody deleted in the middle will never end in another way.
                ["phase"] = snapshot is null ? Phase.Failed : snapshot.Text("status", "phase") ?? Phase.Pending,
                ["repository"] = repository.TextOrEmpty("name"),
                ["appRef"] = Targets.Reference(part.Target?.Reference, invoker.Namespace),
            });
        }

        return list;
    }

    private void Begin(JsonObject status, JsonObject session, int components)
    {
        status["snapshotTime"] ??= Meta.Stamp(session.Created());
        status["totalComponents"] ??= components;
        status["lastUpdateTime"] ??= Meta.Stamp(context.Now);
        if (!Conditions.Has(status, "RecentSnapshotListUpdated"))
        {
            Conditions.Set(status, "RecentSnapshotListUpdated", true, "SuccessfullyUpdatedRecentSnapshotList", "Recent snapshot list updated successfully", context.Now);
        }

        status["verificationStatus"] ??= "NotVerified";
        status["phase"] = SnapshotPhase.Of(status);
    }

    private JsonObject Manifest(JsonObject session, JsonObject repository, SessionPart part)
    {
        JsonObject appRef = Targets.Reference(part.Target?.Reference, session.Namespace());
        Dictionary<string, string> labels = new(StringComparer.Ordinal)
        {
            [StashLabels.RepositoryName] = repository.Name(),
            ["kubestash.com/app-ref-kind"] = appRef.TextOrEmpty("kind"),
            ["kubestash.com/app-ref-name"] = appRef.TextOrEmpty("name"),
            ["kubestash.com/app-ref-namespace"] = appRef.TextOrEmpty("namespace"),
        };
        string name = GeneratedNames.Snapshot(repository.Name(), session.Name());
        JsonObject manifest = Meta.Create(KubeStashKinds.Snapshot, session.Namespace(), name, labels, Meta.OwnerReference(KubeStashKinds.Repository, repository));
        if (appRef.Text("apiGroup") == "kubedb.com" && Targets.Find(context, appRef, session.Namespace()).Text("spec", "version") is { } version)
        {
            manifest["metadata"]!["annotations"] = new JsonObject { ["kubedb.com/db-version"] = version };
        }

        manifest["metadata"]!["finalizers"] = new JsonArray(Meta.Finalizer);
        manifest["spec"] = new JsonObject
        {
            ["appRef"] = appRef,
            ["backupSession"] = session.Name(),
            ["deletionPolicy"] = "Delete",
            ["repository"] = repository.Name(),
            ["session"] = session.TextOrEmpty("spec", "session"),
            ["snapshotID"] = Chance.Ulid(session.Created(), session.Uid(), repository.Name()),
            ["type"] = "FullBackup",
            ["version"] = "v1",
        };
        return manifest;
    }
}
