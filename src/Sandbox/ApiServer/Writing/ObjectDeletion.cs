using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Webhooks;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>Deletes objects: at once, or by marking them when finalizers, dependents or a grace period hold them.</summary>
internal sealed class ObjectDeletion(ClusterState state, Admission admission)
{
    public const string Foreground = "foregroundDeletion";
    public const string Orphan = "orphan";
    private const int DefaultGrace = 30;

    /// <summary>Deletes an object.</summary>
    /// <exception cref="WriteRefusedException">404, or 409 for a precondition.</exception>
    public DeletionResult Delete(KindDefinition definition, ObjectKey key, Deletion deletion)
    {
        ResourceKind kind = definition.Resource;
        while (true)
        {
            StoredObject current = state.Store.Find(definition.StoreId, key) ?? throw Refusals.NotFound(kind, key.Name);
            CheckPreconditions(kind, current, deletion);
            admission.Check(AdmissionOperation.Delete, kind, current.Value, null);
            JsonObject value = ObjectTexts.Copy(current.Value);
            Mark(definition, current, value, deletion);
            if (MayGo(kind, value))
            {
                // A pod's last state says when it had to be gone.
                bool marked = kind.Id == "pods" && !current.IsDeleting;
                JsonObject last = ObjectTexts.Copy(kind.Id == "pods" ? value : current.Value);
                if (deletion.DryRun || (marked ? TryRemoveMarked(definition, current, last) : state.Store.TryRemove(definition.StoreId, current, last) is not null))
                {
                    return new(last, true);
                }

                continue;
            }

            if (deletion.DryRun || JsonTypes.Equal(value, current.Value))
            {
                return new(value, false);
            }

            if (state.Store.TryPut(definition.StoreId, current, value) is not null)
            {
                return new(value, false);
            }
        }
    }

    /// <summary>Whether nothing holds an object that is being deleted.</summary>
    public static bool MayGo(ResourceKind kind, JsonObject value) =>
        value.Count("metadata", "finalizers") == 0
        && (value.Number("metadata", "deletionGracePeriodSeconds") ?? 0) == 0
        && (kind.Id != BuiltInRules.Namespaces || value.Count("spec", "finalizers") == 0);

    // Pods are marked first even when nothing holds them: watches see both.
    private bool TryRemoveMarked(KindDefinition definition, StoredObject current, JsonObject last)
    {
        if (state.Store.TryPut(definition.StoreId, current, ObjectTexts.Copy(last)) is not { } marked)
        {
            return false;
        }

        // Whoever was faster after the mark was there has removed it, which is all that was wanted, or changed it, and then it goes all the same.
        return state.Store.TryRemove(definition.StoreId, marked, last) is not null || state.Store.Find(definition.StoreId, current.Key) is null;
    }

    private void Mark(KindDefinition definition, StoredObject current, JsonObject value, Deletion deletion)
    {
        JsonObject metadata = ObjectTexts.Metadata(value);
        SetFinalizers(metadata, deletion.Propagation);
        long grace = Grace(definition.Resource, value, deletion);
        if (current.IsDeleting)
        {
            if (grace < (metadata["deletionGracePeriodSeconds"].AsNumber() ?? 0))
            {
                metadata["deletionGracePeriodSeconds"] = grace;
            }

            return;
        }

        metadata["deletionTimestamp"] = ObjectTexts.Time(state.Time.GetUtcNow().AddSeconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        if (metadata["generation"].AsNumber() is { } generation and > 0)
        {
            metadata["generation"] = generation + 1;
        }

        if (definition.Resource.Id == BuiltInRules.Namespaces)
        {
            metadata.Remove("deletionGracePeriodSeconds");
            JsonObject status = value["status"] as JsonObject ?? [];
            value["status"] = status;
            status["phase"] = "Terminating";
        }
    }

    private static void SetFinalizers(JsonObject metadata, string? propagation)
    {
        (string? added, string[] removed) = propagation switch
        {
            "Foreground" => (Foreground, new[] { Orphan }),
            "Orphan" => (Orphan, [Foreground]),
            "Background" => (null, [Foreground, Orphan]),
            _ => (null, Array.Empty<string>()),
        };
        List<string> finalizers = [.. metadata.Texts("finalizers").Except(removed, StringComparer.Ordinal)];
        if (added is not null && !finalizers.Contains(added))
        {
            finalizers.Add(added);
        }

        if (finalizers.Count > 0)
        {
            metadata["finalizers"] = new JsonArray([.. finalizers.Select(name => (JsonNode)name)]);
        }
        else
        {
            metadata.Remove("finalizers");
        }
    }

    /// <summary>Only pods that run somewhere get time to end.</summary>
    private static long Grace(ResourceKind kind, JsonObject value, Deletion deletion)
    {
        bool runs = kind.Id == "pods" && value.Text("spec", "nodeName") is { Length: > 0 } && value.Text("status", "phase") is not ("Succeeded" or "Failed");
        return runs ? Math.Max(0, deletion.GraceSeconds ?? value.Number("spec", "terminationGracePeriodSeconds") ?? DefaultGrace) : 0;
    }

    private static void CheckPreconditions(ResourceKind kind, StoredObject current, Deletion deletion)
    {
        if (deletion.Uid is { Length: > 0 } uid && uid != current.Uid)
        {
            throw Refusals.DeletionConflict(kind, current.Key.Name, $"the UID in the precondition ({uid}) does not match the UID in record ({current.Uid}). The object might have been deleted and then recreated");
        }

        string version = current.Value.TextOrEmpty("metadata", "resourceVersion");
        if (deletion.ResourceVersion is { Length: > 0 } asked && asked != version)
        {
            throw Refusals.DeletionConflict(
                kind, current.Key.Name, $"the ResourceVersion in the precondition ({asked}) does not match the ResourceVersion in record ({version}). The object might have been modified");
        }
    }
}
