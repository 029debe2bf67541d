using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Names;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.BackupSessions;

/// <summary>The manifest of a run that is started by hand: its paths, and what follows from the invoker and its session.</summary>
public static class BackupSessionManifest
{
    /// <summary>Where it is created; the invoker is there too.</summary>
    public static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");

    /// <summary>Kind of the invoker.</summary>
    public static readonly ManifestPath InvokerKind = ManifestPath.Parse("spec.invoker.kind");

    /// <summary>API group of the invoker.</summary>
    public static readonly ManifestPath InvokerGroup = ManifestPath.Parse("spec.invoker.apiGroup");

    /// <summary>Name of the invoker.</summary>
    public static readonly ManifestPath InvokerName = ManifestPath.Parse("spec.invoker.name");

    /// <summary>Which of its sessions is run.</summary>
    public static readonly ManifestPath Session = ManifestPath.Parse("spec.session");

    /// <summary>How long it may take.</summary>
    public static readonly ManifestPath Timeout = ManifestPath.Parse("spec.backupTimeout");

    private static readonly ManifestPath RetryLeft = ManifestPath.Parse("spec.retryLeft");
    private static readonly ManifestPath Name = ManifestPath.Parse("metadata.name");

    // What the name and everything else that follows from the invoker was written for.
    private const string MadeFor = "made-for";
    private const string OwnTimeout = "session-timeout";

    /// <summary>The manifest of an empty form, with what an address asks for.</summary>
    public static Manifest Begin(string? ns, string? kind, string? invoker, string? session)
    {
        Manifest manifest = FormManifest.Begin(KubeStashKinds.BackupSession, ns);
        manifest.Set(InvokerGroup, KubeStashKinds.CoreGroup);
        manifest.Set(InvokerKind, (BackupInvoker.Kinds.FirstOrDefault(one => one.Kind == kind) ?? BackupInvoker.Kinds[0]).Kind);
        Fill(InvokerName, invoker is not null && ObjectName.CheckSubdomain(invoker) is null ? invoker : null);
        Fill(Session, invoker is not null && session is { Length: > 0 and <= 253 } ? session : null);
        return manifest;

        void Fill(ManifestPath path, string? value)
        {
            if (value is not null)
            {
                manifest.Set(path, value);
            }
        }
    }

    /// <summary>The manifest of a run of an invoker's session that starts now.</summary>
    public static Manifest Of(BackupInvoker invoker, SessionTemplate session, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(session);
        ManifestForm form = new(Begin(invoker.Row.Namespace, invoker.Kind.Kind, invoker.Row.Name, session.Name));
        Follow(form, invoker.Row.Uid, session, now);
        return form.Manifest;
    }

    /// <summary>
    /// Writes what follows from the invoker and its session: name, owner, retries, and the session's timeout where none was typed. Only
    /// when one of them is another than before: what was edited as text since stays.
    /// </summary>
    /// <param name="form">The form.</param>
    /// <param name="uid">The invoker's uid.</param>
    /// <param name="template">The invoker's session.</param>
    /// <param name="now">The time, for the name.</param>
    public static void Follow(ManifestForm form, string uid, SessionTemplate template, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(template);
        string made = string.Join('\n', form.Text(Namespace), form.Text(InvokerKind), form.Text(InvokerName), uid, template.Name);
        if (form.Notes.GetValueOrDefault(MadeFor) == made)
        {
            return;
        }

        // A timeout that was only taken over from another session was never chosen.
        if (form.Text(Timeout).Length == 0 || form.Text(Timeout) == form.Notes.GetValueOrDefault(OwnTimeout))
        {
            form.Set(Timeout, template.BackupTimeout);
        }

        form.Notes[MadeFor] = made;
        form.Notes[OwnTimeout] = template.BackupTimeout;
        form.Put(RetryLeft, JsonValue.Create(template.MaxRetry ?? 0));
        form.Put(ControllerReference.Path, ControllerReference.With(form.Manifest, KubeStashKinds.BackupConfiguration.ApiVersion, form.Text(InvokerKind), form.Text(InvokerName), uid));
        Rename(form, now);
        Arrange(form.Manifest);
    }

    /// <summary>Gives it the name a run that starts now has.</summary>
    public static void Rename(ManifestForm form, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Set(Name, GeneratedNames.BackupSession(form.Text(InvokerName), form.Text(Session), now));
    }

    /// <summary>A duration as people write it: 2h, where servers write 2h0m0s.</summary>
    public static string Readable(string duration) => GoDuration.TryParse(duration, out GoDuration read) ? read.ToShortString() : duration;

    // In the order people are used to, however the fields were filled in.
    private static void Arrange(Manifest manifest)
    {
        FormManifest.Arrange(manifest, "invoker", "session", "backupTimeout", "retryLeft");
        ManifestOrder.Arrange(manifest.Root["spec"]?["invoker"], "apiGroup", "kind", "name");
    }
}
