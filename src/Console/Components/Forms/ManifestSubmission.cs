using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using BackupConsole.Clusters;
using BackupConsole.Components.Manifests;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms;

/// <summary>
/// Creates one object from a manifest: the server tries it first, what it would drop is told, whatever the object depends on is looked at
/// again, and then it is created. Its name is fixed before, so doing this twice makes one object.
/// </summary>
/// <param name="session">The cluster.</param>
/// <param name="kind">What is created.</param>
/// <param name="lookAgain">Looks at what the object depends on, after the server has accepted it and before it is created.</param>
public sealed class ManifestSubmission(
    ClusterSession session, ResourceKind kind, Func<Manifest, CancellationToken, Task<ImmutableArray<FormProblem>>> lookAgain)
{
    private static readonly ManifestPath Name = ManifestPath.Parse("metadata.name");
    private static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");
    private static readonly ManifestPath Labels = ManifestPath.Parse("metadata.labels");
    private static readonly ManifestPath Owners = ManifestPath.Parse("metadata.ownerReferences");
    private static readonly ManifestPath Spec = ManifestPath.Parse("spec");

    /// <summary>Does it.</summary>
    /// <param name="manifest">The object.</param>
    /// <param name="cancellationToken">Gives up; the object may have been created all the same.</param>
    public async Task<SubmitOutcome> SubmitAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        if (Missing(manifest) is { } missing)
        {
            return new SubmitOutcome.Refused(missing);
        }

        try
        {
            Manifest answered = new(await CreateAsync(manifest, dryRun: true, cancellationToken));
            ImmutableArray<FormProblem> dropped = Dropped(manifest, answered);
            ImmutableArray<FormProblem> problems = dropped.IsEmpty ? await lookAgain(manifest, cancellationToken) : dropped;
            if (!problems.IsEmpty)
            {
                return new SubmitOutcome.Refused(problems);
            }
        }
        catch (ApiStatusException exception)
        {
            return await RefusedAsync(manifest, exception.Status, cancellationToken);
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            return new SubmitOutcome.Refused(new FormProblem(null, $"Nothing was created, as the cluster could not be asked. {FailureWords.Of(exception)}"));
        }

        return await CreateAsync(manifest, cancellationToken);
    }

    private async Task<SubmitOutcome> CreateAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            return new SubmitOutcome.Created(await CreateAsync(manifest, dryRun: false, cancellationToken));
        }
        catch (ApiStatusException exception) when (exception.Status is not { Code: >= 500, IsWebhookRefusal: false } || exception.Status.Code == (int)HttpStatusCode.ServiceUnavailable)
        {
            return await RefusedAsync(manifest, exception.Status, cancellationToken);
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            return new SubmitOutcome.Unknown(FailureWords.Of(exception));
        }
    }

    private Task<JsonObject> CreateAsync(Manifest manifest, bool dryRun, CancellationToken cancellationToken) =>
        session.CreateAsync(kind, kind.Namespaced ? manifest.Namespace : null, manifest.DeepClone().Root, dryRun, cancellationToken);

    private async Task<SubmitOutcome> RefusedAsync(Manifest manifest, ApiStatus status, CancellationToken cancellationToken)
    {
        if (status is not { Code: (int)HttpStatusCode.Conflict, Reason: "AlreadyExists" })
        {
            return new SubmitOutcome.Refused([.. RefusalPlacement.Place(status, 0, manifest).Select(problem => new FormProblem(problem.Path, problem.Message))]);
        }

        try
        {
            // An answer may have been lost on its way here. Then what we wanted to make is what is there.
            JsonObject present = await session.GetAsync(kind, new ObjectKey(kind.Namespaced ? manifest.Namespace : "", manifest.Name), cancellationToken);
            if (IsWhatWasSent(manifest, new Manifest(present)))
            {
                return new SubmitOutcome.Created(present);
            }
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            string words = $"There is a {kind.Kind} of this name already, and it cannot be read to tell whether it is this one. {FailureWords.Of(exception)}";
            return new SubmitOutcome.Refused([new FormProblem(Name, words)], IsNameTaken: true);
        }

        return new SubmitOutcome.Refused([new FormProblem(Name, $"There is another {kind.Kind} of this name already. Take another name.")], IsNameTaken: true);
    }

    private FormProblem? Missing(Manifest manifest)
    {
        if (manifest.Kind != kind.Kind)
        {
            return new FormProblem(ManifestPath.Parse("kind"), $"This page creates a {kind.Kind}, so kind has to be {kind.Kind}.");
        }

        if (manifest.ApiVersion != kind.ApiVersion)
        {
            return new FormProblem(ManifestPath.Parse("apiVersion"), $"A {kind.Kind} is of {kind.ApiVersion}.");
        }

        if (kind.Namespaced && manifest.Namespace.Length == 0)
        {
            return new FormProblem(Namespace, "metadata.namespace is missing: say where the object is to be created.");
        }

        return manifest.Name.Length == 0 ? new FormProblem(Name, "metadata.name is missing.") : null;
    }

    // Servers before 1.25 drop what they do not know without a word.
    private static ImmutableArray<FormProblem> Dropped(Manifest sent, Manifest answered) =>
    [
        .. ManifestDiff.Compare(sent, answered)
            .Where(difference => difference is { Change: ManifestChange.Removed, Before: not null and not JsonObject { Count: 0 } and not JsonArray { Count: 0 } })
            .Select(difference => new FormProblem(difference.Path, $"The cluster would drop {difference.Path} without a word, as it knows no such field here. Correct its name, or remove it.")),
    ];

    private static bool IsWhatWasSent(Manifest sent, Manifest present) =>
        Same(sent, present, Labels, additions: false) && Same(sent, present, Owners, additions: false) && Same(sent, present, Spec, additions: true);

    // What the server fills in by itself counts as the same.
    private static bool Same(Manifest sent, Manifest present, ManifestPath path, bool additions)
    {
        Manifest left = new(new JsonObject { ["value"] = sent.Get(path)?.DeepClone() ?? new JsonObject() });
        Manifest right = new(new JsonObject { ["value"] = present.Get(path)?.DeepClone() ?? new JsonObject() });
        return ManifestDiff.Compare(left, right).All(difference => additions && difference.Change == ManifestChange.Added);
    }
}
