using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Names;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.BackupVerificationSessions;

/// <summary>The manifest of a verification that is started by hand: its paths, and what follows from what is chosen.</summary>
public static class VerificationManifest
{
    /// <summary>Where it is created; all it refers to is there too.</summary>
    public static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");

    /// <summary>Kind of the invoker.</summary>
    public static readonly ManifestPath InvokerKind = ManifestPath.Parse("spec.invoker.kind");

    /// <summary>Name of the invoker.</summary>
    public static readonly ManifestPath InvokerName = ManifestPath.Parse("spec.invoker.name");

    /// <summary>Which of its sessions made the backup.</summary>
    public static readonly ManifestPath Session = ManifestPath.Parse("spec.session");

    /// <summary>Where the backup is.</summary>
    public static readonly ManifestPath Repository = ManifestPath.Parse("spec.repository");

    /// <summary>The backup.</summary>
    public static readonly ManifestPath Snapshot = ManifestPath.Parse("spec.snapshot");

    private const string MadeFor = "made-for";

    private static readonly ManifestPath Name = ManifestPath.Parse("metadata.name");
    private static readonly ManifestPath RetryLeft = ManifestPath.Parse("spec.retryLeft");
    private static readonly ManifestPath InvokerLabel = ManifestPath.Root.Field("metadata").Field("labels").Field("kubestash.com/invoker-name");

    /// <summary>The manifest of an empty form, with what an address asks for.</summary>
    public static Manifest Begin(string? ns, string? repository, string? snapshot)
    {
        Manifest manifest = FormManifest.Begin(KubeStashKinds.BackupVerificationSession, ns);
        manifest.Set(ManifestPath.Parse("spec.invoker.apiGroup"), KubeStashKinds.CoreGroup);
        manifest.Set(InvokerKind, KubeStashKinds.BackupConfiguration.Kind);
        if (ns is null || ObjectName.CheckLabel(ns) is not null)
        {
            return manifest;
        }

        foreach ((ManifestPath path, string? name) in new[] { (Repository, repository), (Snapshot, snapshot) })
        {
            if (name is not null && ObjectName.CheckSubdomain(name) is null)
            {
                manifest.Set(path, name);
            }
        }

        return manifest;
    }

    /// <summary>Writes what follows from what is chosen: name, owner and label. Only when something else is chosen than before: what was edited since stays.</summary>
    /// <param name="form">The form.</param>
    /// <param name="uid">The invoker's uid.</param>
    /// <param name="now">The time, for the name.</param>
    public static void Follow(ManifestForm form, string uid, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(form);
        string made = string.Join('\n', form.Text(Namespace), form.Text(InvokerName), uid, form.Text(Session), form.Text(Repository));
        if (form.Notes.GetValueOrDefault(MadeFor) == made)
        {
            return;
        }

        form.Notes[MadeFor] = made;
        form.Put(ControllerReference.Path, ControllerReference.With(form.Manifest, KubeStashKinds.BackupConfiguration.ApiVersion, KubeStashKinds.BackupConfiguration.Kind, form.Text(InvokerName), uid));
        form.Set(InvokerLabel, form.Text(InvokerName));
        if (form.Manifest.Get(RetryLeft) is null)
        {
            form.Put(RetryLeft, JsonValue.Create(0));
        }

        Rename(form, now);
        Arrange(form.Manifest);
    }

    /// <summary>Gives it the name a verification that starts now has.</summary>
    public static void Rename(ManifestForm form, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Set(Name, GeneratedNames.Join(form.Text(Repository), form.Text(Session), now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
    }

    private static void Arrange(Manifest manifest)
    {
        FormManifest.Arrange(manifest, "invoker", "session", "repository", "snapshot", "retryLeft");
        ManifestOrder.Arrange(manifest.Root["spec"]?["invoker"], "apiGroup", "kind", "name");
    }
}
