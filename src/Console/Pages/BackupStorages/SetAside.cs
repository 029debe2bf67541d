using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Pages.BackupStorages;

/// <summary>
/// Settings of providers and volumes that are not chosen any more: out of the manifest, and back in it when they are chosen again. In memory
/// only, as is the form.
/// </summary>
public sealed class SetAside
{
    private readonly Dictionary<string, JsonNode> blocks = [];
    private readonly HashSet<string> providers = [];

    /// <summary>Providers whose settings are set aside, as forms call them.</summary>
    public IEnumerable<string> Providers => StorageProvider.All.Where(provider => providers.Contains(provider.Name)).Select(provider => provider.Label);

    /// <summary>Takes over which provider is chosen now.</summary>
    /// <param name="form">The storage.</param>
    /// <param name="secret">Its Secret.</param>
    public void FollowProvider(ManifestForm form, NewObject secret)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(secret);
        StorageProvider? chosen = BackupStorageManifest.ProviderOf(form);
        foreach (StorageProvider other in StorageProvider.All.Where(other => other != chosen))
        {
            foreach (StorageCredential credential in other.Credentials.Where(credential => secret.Typed(credential.Key) is not null))
            {
                providers.Add(other.Name);
                secret.SetAside(credential.Key);
            }

            if (Take(form, other.Block))
            {
                providers.Add(other.Name);
            }
        }

        if (chosen is not null)
        {
            providers.Remove(chosen.Name);
            Return(form, chosen.Block);
            foreach (StorageCredential credential in chosen.Credentials)
            {
                secret.PutBack(credential.Key);
            }
        }

        BackupStorageManifest.Follow(form);
    }

    /// <summary>Chooses the volume of a local storage.</summary>
    /// <param name="form">The storage.</param>
    /// <param name="field">The field of its volume source.</param>
    public void ChooseVolume(ManifestForm form, string field)
    {
        ArgumentNullException.ThrowIfNull(form);
        string before = BackupStorageManifest.VolumeOf(form);
        BackupStorageManifest.NoteVolume(form, field);
        if (before != field)
        {
            Take(form, StorageProvider.Local.Block.Field(before));
            Return(form, StorageProvider.Local.Block.Field(field));
        }

        form.RaiseEdited();
    }

    private bool Take(ManifestForm form, ManifestPath path)
    {
        if (form.Manifest.Get(path) is not { } block)
        {
            return false;
        }

        blocks[path.ToString()] = block.DeepClone();
        form.Put(path, null);
        return true;
    }

    private void Return(ManifestForm form, ManifestPath path)
    {
        if (blocks.Remove(path.ToString(), out JsonNode? block) && form.Manifest.Get(path) is null)
        {
            form.Put(path, block);
        }
    }
}
