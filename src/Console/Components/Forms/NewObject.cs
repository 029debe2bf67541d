using BackupConsole.Components.Manifests;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms;

/// <summary>
/// An object that a form makes: its manifest, as the form and the preview have it, and for a Secret the values that were typed. Those are here
/// only, and gone with the form; the manifest has <see cref="SecretManifest.Placeholder"/> in their place.
/// </summary>
/// <param name="kind">Its kind.</param>
/// <param name="entry">Its entry in the preview.</param>
/// <param name="form">Its manifest.</param>
public sealed class NewObject(ResourceKind kind, string entry, ManifestForm form)
{
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);

    /// <summary>Its kind.</summary>
    public ResourceKind Kind => kind;

    /// <summary>Its entry in the preview.</summary>
    public string Entry => entry;

    /// <summary>Its manifest.</summary>
    public ManifestForm Form => form;

    /// <summary>Whether it is a Secret, nothing of whose values may be kept or told.</summary>
    public bool IsSecret => kind == BuiltInKinds.Secret || SecretManifest.Is(form.Manifest);

    /// <summary>Places of the manifest where a value has to be typed again, as it is not kept when a page is loaded again.</summary>
    public IEnumerable<ManifestPath> Unfilled => IsSecret ? SecretManifest.Unfilled(form.Manifest, typed) : [];

    /// <summary>The value that was typed for a key of a Secret, for a check of its form; <c>null</c> when none was.</summary>
    public string? Typed(string key) => typed.GetValueOrDefault(key);

    /// <summary>Types the value of a key of a Secret; an empty one takes the key away.</summary>
    public void Type(string key, string value)
    {
        ManifestPath path = SecretManifest.ValueOf(key);
        if (value.Length == 0)
        {
            typed.Remove(key);
            form.Put(path, null);
            return;
        }

        typed[key] = value;
        if (form.Text(path) != SecretManifest.Placeholder || form.ProblemAt(path) is not null)
        {
            form.Set(path, SecretManifest.Placeholder);
        }
    }

    /// <summary>Leaves a key out of the manifest. What was typed for it is kept in memory, for <see cref="PutBack"/>.</summary>
    public void SetAside(string key)
    {
        if (SecretManifest.Find(form.Manifest, key) is not null)
        {
            form.Put(SecretManifest.ValueOf(key), null);
        }
    }

    /// <summary>Puts a key back for which a value was typed.</summary>
    public void PutBack(string key)
    {
        if (typed.ContainsKey(key) && SecretManifest.Find(form.Manifest, key) is null)
        {
            form.Set(SecretManifest.ValueOf(key), SecretManifest.Placeholder);
        }
    }

    /// <summary>The manifest to send, a copy with the typed values in it.</summary>
    public Manifest Complete() => IsSecret ? SecretManifest.Fill(form.Manifest, typed) : form.Manifest.DeepClone();

    /// <summary>The manifest to keep, without values of Secrets.</summary>
    public Manifest Keepable() => IsSecret ? SecretManifest.WithoutValues(form.Manifest) : form.Manifest;

    /// <summary>Words without values of Secrets.</summary>
    public string Hide(string words) => IsSecret ? SecretManifest.Hide(words, form.Manifest, typed) : words;
}
