using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;
using static BackupConsole.Pages.BackupConfigurations.BackupConfigurationManifest;

namespace BackupConsole.Pages.BackupConfigurations;

/// <summary>
/// Writes the directories of repositories, which the form has no field for. One that was written as text stays; one that followed from target and
/// name follows them again.
/// </summary>
public static class ConfigurationDirectories
{
    // The directories this wrote, which tells them from those that a person wrote.
    private const string Written = "directories";

    /// <summary>Writes them.</summary>
    /// <param name="form">The form.</param>
    /// <param name="present">The repositories the cluster has, as far as they may be seen.</param>
    public static void Follow(ManifestForm form, IReadOnlyCollection<RepositoryRow> present)
    {
        ArgumentNullException.ThrowIfNull(form);
        HashSet<string> ours = [.. form.Notes.GetValueOrDefault(Written, "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        string ns = form.Text(Namespace);
        string target = form.Text(Target.Field("name"));
        string targetNamespace = form.Text(Target.Field("namespace"));
        Dictionary<string, string> byName = [];
        Dictionary<string, string> nameByDirectory = [];
        List<(ManifestPath Path, string Name)> open = [];
        foreach ((ManifestPath path, string name) in Repositories(form))
        {
            string directory = form.Text(path.Field("directory"));
            if (directory.Length > 0 && !ours.Contains(directory))
            {
                byName.TryAdd(name, directory);
                nameByDirectory.TryAdd(directory, name);
            }
            else
            {
                open.Add((path, name));
            }
        }

        ours.Clear();
        foreach ((ManifestPath path, string name) in open)
        {
            ObjectKey? storage = StorageOf(form, path, ns);
            if (!byName.TryGetValue(name, out string? directory))
            {
                // A repository that is there already lies where it lies.
                directory = present.FirstOrDefault(row => row.Namespace == ns && row.Name == name) is { Path.Length: > 0 } own ? own.Path : RepositoryDirectories.Choose(
                    targetNamespace.Length > 0 ? targetNamespace : ns,
                    target.Length > 0 ? target : form.Text(Name),
                    name,
                    wanted => (nameByDirectory.TryGetValue(wanted, out string? other) && other != name)
                        || present.Any(row => row.Path.Trim('/') == wanted && row.Storage == storage && (row.Namespace != ns || row.Name != name)));
                byName[name] = directory;
                nameByDirectory.TryAdd(directory, name);
            }

            ours.Add(directory);
            if (form.Text(path.Field("directory")) != directory)
            {
                form.Set(path.Field("directory"), directory);
            }
        }

        form.Notes[Written] = string.Join('\n', ours);
    }

    private static IEnumerable<(ManifestPath Path, string Name)> Repositories(ManifestForm form)
    {
        for (int session = 0; session < form.Items(Sessions).Count; session++)
        {
            ManifestPath list = new SessionPaths(Sessions.Index(session)).Repositories;
            for (int at = 0; at < form.Items(list).Count; at++)
            {
                yield return (list.Index(at), form.Text(list.Index(at).Field("name")));
            }
        }
    }

    private static ObjectKey? StorageOf(ManifestForm form, ManifestPath repository, string ns)
    {
        string backend = form.Text(repository.Field("backend"));
        JsonNode? found = form.Items(Backends).FirstOrDefault(one => backend.Length == 0 || (one is JsonObject fields && fields["name"] is JsonValue name && name.ToString() == backend));
        return found is JsonObject { } && found["storageRef"] is JsonObject reference && reference["name"] is JsonValue storage
            ? new ObjectKey(reference["namespace"] is JsonValue written && written.ToString().Length > 0 ? written.ToString() : ns, storage.ToString())
            : null;
    }
}
