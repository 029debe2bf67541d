using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms;

/// <summary>Another object that a form makes together with its own, and before it, as its own refers to it: the Secret with credentials.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Entry">Its entry in the preview.</param>
/// <param name="Begin">Makes its manifest for an empty form.</param>
/// <param name="IsMade">Whether it is made, by what the form of the form's own object says.</param>
public sealed record FurtherObject(ResourceKind Kind, string Entry, Func<Manifest> Begin, Func<ManifestForm, bool> IsMade);
