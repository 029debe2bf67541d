using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash.Addons;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;
using static BackupConsole.Pages.RestoreSessions.RestoreSessionManifest;

namespace BackupConsole.Pages.RestoreSessions;

/// <summary>
/// Fills in what follows from the repository and the snapshot: where the data was, how it is encrypted, which addon and tasks bring it back. Once for
/// each choice, and only where nobody has written something else since.
/// </summary>
public static class RestoreDerivation
{
    private const string MadeFor = "derived-for";
    private const string Made = "derived-";

    /// <summary>Fills in.</summary>
    /// <param name="form">The form.</param>
    /// <param name="repository">The repository that is chosen.</param>
    /// <param name="snapshot">The snapshot that is chosen; <c>null</c> for the latest one or none.</param>
    /// <param name="configurations">Configurations of the repository's namespace.</param>
    /// <param name="addons">The addons there are.</param>
    /// <returns>Whether something was filled in.</returns>
    public static bool Follow(
        ManifestForm form, RepositoryRow repository, SnapshotRow? snapshot, IReadOnlyCollection<BackupConfigurationRow> configurations, IReadOnlyCollection<AddonRow> addons)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(repository);
        string wanted = $"{repository.Uid} {form.Text(Snapshot)}";
        if (form.Notes.GetValueOrDefault(MadeFor) == wanted)
        {
            return false;
        }

        form.Notes[MadeFor] = wanted;
        TypedObjectReference? target = snapshot?.Target ?? repository.Target;
        SessionTemplate? session = SessionOf(repository, snapshot, configurations);
        AddonRow? addon = addons.FirstOrDefault(row => row.Name == session?.Addon) ?? RestoreTasks.AddonFor(target?.Kind ?? "", addons);
        ImmutableArray<string> tasks = addon is null ? [] : RestoreTasks.Of(addon, session?.Tasks ?? ["logical-backup"]);
        Fill(form, Target, target is null ? null : new JsonObject { ["apiGroup"] = target.ApiGroup, ["kind"] = target.Kind, ["namespace"] = target.Namespace, ["name"] = target.Name });
        Fill(form, EncryptionSecret, repository.EncryptionSecret is { } secret ? new JsonObject { ["name"] = secret.Name, ["namespace"] = secret.Namespace } : null);
        Fill(form, Addon, addon is null ? null : JsonValue.Create(addon.Name));
        Fill(form, Tasks, tasks.IsEmpty ? null : new JsonArray([.. tasks.Select(task => (JsonNode)new JsonObject { ["name"] = task })]));
        return true;
    }

    /// <summary>The session of a configuration that made a snapshot, or writes to a repository.</summary>
    private static SessionTemplate? SessionOf(RepositoryRow repository, SnapshotRow? snapshot, IEnumerable<BackupConfigurationRow> configurations)
    {
        SessionTemplate[] writing =
        [
            .. configurations.Where(row => row.Namespace == repository.Namespace).SelectMany(row => row.Sessions)
                .Where(session => session.Repositories.Any(written => written.Name == repository.Name)),
        ];
        return writing.FirstOrDefault(session => session.Name == snapshot?.Session) ?? writing.FirstOrDefault();
    }

    // What is there is replaced where it is nothing, or what was filled in before.
    private static void Fill(ManifestForm form, ManifestPath path, JsonNode? value)
    {
        string note = $"{Made}{path}";
        string present = form.Manifest.Get(path)?.ToJsonString() ?? "";
        if (present.Length == 0 || present == form.Notes.GetValueOrDefault(note))
        {
            form.Notes[note] = value?.ToJsonString() ?? "";
            form.Forget(path);
            form.Put(path, value);
        }
    }
}
