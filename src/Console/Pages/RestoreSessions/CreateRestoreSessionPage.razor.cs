using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;
using static BackupConsole.Pages.RestoreSessions.RestoreSessionManifest;

namespace BackupConsole.Pages.RestoreSessions;

/// <summary>The form of a RestoreSession. What follows from the repository and the snapshot is filled in; what speaks against the restore is told beside it.</summary>
public sealed partial class CreateRestoreSessionPage
{
    private RestoreSurroundings? around;

    /// <summary>From the address: a repository of that namespace.</summary>
    [SupplyParameterFromQuery(Name = "repository")]
    public string? RepositoryInAddress { get; set; }

    /// <summary>From the address: a snapshot of that namespace.</summary>
    [SupplyParameterFromQuery(Name = "snapshot")]
    public string? SnapshotInAddress { get; set; }

    private ImmutableArray<RestoreCheck> Checks => Context is null || around is null ? [] : [.. RestoreChecks.Of(Context, around, Cluster)];

    private IReadOnlyList<FormProblem> Warnings => [.. Checks.Where(check => check.IsMet == false).Select(check => new FormProblem(check.Path, check.Words))];

    private TypedObjectReference? Origin => around?.Snapshot?.Target ?? around?.Repository?.Target;

    private Manifest BeginManifest() => Begin(NamespaceInAddress, RepositoryInAddress, SnapshotInAddress, Time.GetUtcNow());

    // What was found out about a field, where it is not as it has to be.
    private string? Found(ManifestPath path) => Checks.FirstOrDefault(check => check.IsMet == false && check.Path.Equals(path))?.Words;

    private static string? CheckMoment(string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            ? null
            : $"\"{text}\" is no moment. Write date, time and zone, such as 2026-11-20T10:30:00Z.";

    // Manifests of the cluster are restored into namespaces, not into an object.
    private static bool NeedsTarget(ManifestForm form) => form.Text(Target.Field("kind")).Length > 0
        || form.Items(Tasks).Count == 0 || Enumerable.Range(0, form.Items(Tasks).Count).Any(at => form.Text(Tasks.Index(at).Field("name")) != "manifest-restore");

    /// <inheritdoc />
    protected override void BeginFollowing(CreateContext opened, Followed follow) => around = new RestoreSurroundings(opened, follow, Time);

    /// <inheritdoc />
    protected override Task LookAsync() => around!.LookAsync();

    /// <inheritdoc />
    protected override void Derive()
    {
        around?.Derive();
        base.Derive();
    }

    private void ChooseRepository()
    {
        ManifestForm form = Context!.Form;
        form.Set(RestoreSessionManifest.Snapshot, form.Text(RestoreSessionManifest.Repository).Length == 0 ? "" : Latest);
        form.Put(RestoreSessionManifest.Components, null);
        if (form.Text(Name).Length == 0 && form.Text(RestoreSessionManifest.Repository) is { Length: > 0 } repository)
        {
            form.Set(Name, NameFor(repository, Time.GetUtcNow()));
        }
    }

    private void RestoreInPlace()
    {
        TypedObjectReference origin = Origin!;
        Context!.Form.Forget(Target);
        Context.Form.Put(Target, new JsonObject { ["apiGroup"] = origin.ApiGroup, ["kind"] = origin.Kind, ["namespace"] = origin.Namespace, ["name"] = origin.Name });
    }

    private static async Task<ImmutableArray<FormProblem>> LookAgainAsync(CreateContext open, CancellationToken cancellationToken)
    {
        ImmutableArray<FormProblem>.Builder problems = ImmutableArray.CreateBuilder<FormProblem>();
        foreach ((ObjectKey? key, ResourceKind kind, ManifestPath path) in ((ObjectKey?, ResourceKind, ManifestPath)[])
            [(RepositoryKey(open.Form), KubeStashKinds.Repository, RestoreSessionManifest.Repository), (SnapshotKey(open.Form), KubeStashKinds.Snapshot, RestoreSessionManifest.Snapshot)])
        {
            if (key is { } found && await ObjectChecks.FindAsync(open.Session, kind, found, path, cancellationToken) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return problems.ToImmutable();
    }
}
