using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using BackupConsole.Clusters;
using BackupConsole.Components.Manifests;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms;

/// <summary>An object to be created.</summary>
/// <param name="Kind">What a manifest has to be.</param>
/// <param name="Manifest">Its manifest, values of Secrets included.</param>
public sealed record SubmittedObject(ResourceKind Kind, Manifest Manifest);

/// <summary>
/// Creates the objects of a form. The server tries all of them first, what it would drop is told, whatever they depend on is looked at again, and
/// then they are created: the first one last, as it refers to the others. If it is refused then, those made a moment before are deleted again, by
/// their uid. Names are fixed before, so doing this twice makes each object once; one submission serves all tries of a form.
/// </summary>
/// <param name="session">The cluster.</param>
/// <param name="lookAgain">Looks at what the objects depend on, after the server has accepted them and before they are created.</param>
public sealed class ManifestSubmission(ClusterSession session, Func<CancellationToken, Task<ImmutableArray<FormProblem>>> lookAgain)
{
    // Creating is not given up halfway because somebody leaves the page: half of it would be left behind.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HashSet<string> made = [];
    private readonly Dictionary<int, (Manifest Sent, Manifest Answered)> answers = [];

    /// <summary>Does it.</summary>
    /// <param name="objects">The objects, the one the form is called after first.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing was created.</param>
    public async Task<SubmitOutcome> SubmitAsync(ImmutableArray<SubmittedObject> objects, CancellationToken cancellationToken)
    {
        ImmutableArray<FormProblem> missing = [.. objects.Select(Missing).OfType<FormProblem>()];
        if (!missing.IsEmpty)
        {
            return new SubmitOutcome.Refused(missing);
        }

        Trial[] trials = new Trial[objects.Length];
        try
        {
            for (int entry = 0; entry < objects.Length; entry++)
            {
                trials[entry] = await TryAsync(objects[entry], entry, cancellationToken);
            }

            ImmutableArray<FormProblem> problems = [.. trials.SelectMany(trial => trial.Problems)];
            problems = problems.IsEmpty && trials[0].Present is null ? await lookAgain(cancellationToken) : problems;
            if (!problems.IsEmpty)
            {
                return new SubmitOutcome.Refused(problems, trials[0].IsNameTaken, Left(objects, trials));
            }
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            return new SubmitOutcome.Refused(new FormProblem(null, $"Nothing was created, as the cluster could not be asked. {FailureWords.Of(exception)}"));
        }

        using CancellationTokenSource patience = new(Patience);
        return await CreateAsync(objects, trials, patience.Token);
    }

    private async Task<SubmitOutcome> CreateAsync(ImmutableArray<SubmittedObject> objects, Trial[] trials, CancellationToken cancellationToken)
    {
        List<(SubmittedObject Object, string Uid)> undo = [];
        JsonObject stored = [];
        for (int entry = objects.Length - 1; entry >= 0; entry--)
        {
            Trial trial;
            try
            {
                trial = trials[entry].Present is null ? await CreateAsync(objects[entry], entry, cancellationToken) : trials[entry];
            }
            catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken) || exception is OperationCanceledException)
            {
                return new SubmitOutcome.Unknown(FailureWords.Of(exception));
            }

            if (trial.Present is null)
            {
                return new SubmitOutcome.Refused(trial.Problems, entry == 0 && trial.IsNameTaken, await UndoAsync(undo, cancellationToken));
            }

            stored = trial.Present;
            if (made.Contains(UidOf(stored)))
            {
                undo.Add((objects[entry], UidOf(stored)));
            }
        }

        return new SubmitOutcome.Created(stored);
    }

    private async Task<Trial> CreateAsync(SubmittedObject one, int entry, CancellationToken cancellationToken)
    {
        try
        {
            JsonObject stored = await SendAsync(one, dryRun: false, cancellationToken);
            made.Add(UidOf(stored));
            return new Trial([]) { Present = stored };
        }
        catch (ApiStatusException exception) when (IsRefusal(exception.Status))
        {
            return await RefusedAsync(one, entry, exception.Status, cancellationToken);
        }
    }

    /// <summary>Deletes what was created a moment ago, the last one first.</summary>
    /// <returns>What could not be deleted.</returns>
    private async Task<ImmutableArray<string>> UndoAsync(List<(SubmittedObject Object, string Uid)> undo, CancellationToken cancellationToken)
    {
        List<string> left = [];
        foreach ((SubmittedObject one, string uid) in Enumerable.Reverse(undo))
        {
            try
            {
                await session.DeleteAsync(one.Kind, KeyOf(one), uid, cancellationToken);
                made.Remove(uid);
            }
            catch (ApiStatusException exception) when (exception.Status.IsNotFound)
            {
                made.Remove(uid);
            }
            catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken) || exception is OperationCanceledException)
            {
                left.Add($"{Named(one)} was created for it a moment ago and could not be deleted again. {FailureWords.Of(exception).Sentence()} Delete it by hand, or submit again: then it is used as it is.");
            }
        }

        return [.. left];
    }

    private async Task<Trial> TryAsync(SubmittedObject one, int entry, CancellationToken cancellationToken)
    {
        try
        {
            Manifest answered = new(await SendAsync(one, dryRun: true, cancellationToken));
            answers[entry] = (one.Manifest, answered);
            return new Trial(Dropped(one.Manifest, answered, entry));
        }
        catch (ApiStatusException exception)
        {
            return await RefusedAsync(one, entry, exception.Status, cancellationToken);
        }
    }

    private Task<JsonObject> SendAsync(SubmittedObject one, bool dryRun, CancellationToken cancellationToken) =>
        session.CreateAsync(one.Kind, one.Kind.Namespaced ? one.Manifest.Namespace : null, one.Manifest.DeepClone().Root, dryRun, cancellationToken);

    private async Task<Trial> RefusedAsync(SubmittedObject one, int entry, ApiStatus status, CancellationToken cancellationToken)
    {
        if (status is not { Code: (int)HttpStatusCode.Conflict, Reason: "AlreadyExists" })
        {
            return new Trial([.. RefusalPlacement.Place(status, entry, one.Manifest).Select(problem => new FormProblem(problem.Path, problem.Message) { Entry = entry })]);
        }

        string taken = $"There is another {one.Kind.Kind} of this name already. {(entry == 0 ? "Take another name." : "It is not overwritten: take another name for this one.")}";
        try
        {
            // An answer may have been lost on its way here. Then what we wanted to make is what is there.
            JsonObject present = await session.GetAsync(one.Kind, KeyOf(one), cancellationToken);
            bool holds = !SecretManifest.Is(one.Manifest) || await session.HoldsAsync(KeyOf(one), SecretManifest.AsStored(one.Manifest).Root["data"] as JsonObject ?? [], cancellationToken);
            if (holds && IsWhatWasSent(one, entry, new Manifest(present)))
            {
                return new Trial([]) { Present = present };
            }
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            taken = $"There is a {one.Kind.Kind} of this name already, and it cannot be read to tell whether it is this one. {FailureWords.Of(exception)}";
        }

        return new Trial([new FormProblem(ManifestPath.Parse("metadata.name"), taken) { Entry = entry }]) { IsNameTaken = true };
    }

    private static FormProblem? Missing(SubmittedObject one, int entry)
    {
        (ResourceKind kind, Manifest manifest) = one;
        (string Path, string Words)? missing =
            manifest.Kind != kind.Kind ? ("kind", $"This page creates a {kind.Kind} here, so kind has to be {kind.Kind}.")
            : manifest.ApiVersion != kind.ApiVersion ? ("apiVersion", $"A {kind.Kind} is of {kind.ApiVersion}.")
            : kind.Namespaced && manifest.Namespace.Length == 0 ? ("metadata.namespace", "metadata.namespace is missing: say where the object is to be created.")
            : manifest.Name.Length == 0 ? ("metadata.name", "metadata.name is missing.")
            : null;
        return missing is { } found ? new FormProblem(ManifestPath.Parse(found.Path), found.Words) { Entry = entry } : null;
    }

    // Servers before 1.25 drop what they do not know without a word.
    private static ImmutableArray<FormProblem> Dropped(Manifest sent, Manifest answered, int entry) =>
    [
        .. DroppedFields.Find(sent, answered)
            .Select(path => new FormProblem(path, $"The cluster would drop {path} without a word, as it knows no such field here. Correct its name, or remove it.") { Entry = entry }),
    ];

    // A server may have changed what it was sent, as it said when it tried it.
    private bool IsWhatWasSent(SubmittedObject one, int entry, Manifest present) =>
        IsWhatWasSent(one.Manifest, present)
        || (answers.TryGetValue(entry, out (Manifest Sent, Manifest Answered) tried) && tried.Sent.HasSameValuesAs(one.Manifest) && IsWhatWasSent(tried.Answered, present));

    private static bool IsWhatWasSent(Manifest sent, Manifest present) =>
        Same(sent, present, "metadata.labels", additions: false)
        && Same(sent, present, "metadata.ownerReferences", additions: false)
        && Same(sent, present, "spec", additions: true);

    // What the server fills in by itself counts as the same.
    private static bool Same(Manifest sent, Manifest present, string place, bool additions)
    {
        ManifestPath path = ManifestPath.Parse(place);
        Manifest left = new(new JsonObject { ["value"] = sent.Get(path)?.DeepClone() ?? new JsonObject() });
        Manifest right = new(new JsonObject { ["value"] = present.Get(path)?.DeepClone() ?? new JsonObject() });
        return ManifestDiff.Compare(left, right).All(difference => additions && difference.Change == ManifestChange.Added);
    }

    // Anything else may have been done all the same.
    private static bool IsRefusal(ApiStatus status) => status is not { Code: >= 500, IsWebhookRefusal: false } || status.Code == (int)HttpStatusCode.ServiceUnavailable;

    private static ImmutableArray<string> Left(ImmutableArray<SubmittedObject> objects, Trial[] trials) =>
        [.. objects.Where((_, entry) => entry > 0 && trials[entry].Present is not null).Select(one => $"{Named(one)} is there already as it is here, and stays.")];

    private static string Named(SubmittedObject one) => $"{one.Kind.Kind} {KeyOf(one)}";

    private static ObjectKey KeyOf(SubmittedObject one) => new(one.Kind.Namespaced ? one.Manifest.Namespace : "", one.Manifest.Name);

    private static string UidOf(JsonObject stored) => new Manifest(stored).Text(ManifestPath.Parse("metadata.uid"));

    /// <summary>What trying an object has shown.</summary>
    /// <param name="Problems">Why it cannot be created; none when it can, or is there.</param>
    private sealed record Trial(ImmutableArray<FormProblem> Problems)
    {
        /// <summary>The object, when it is there as it is to be.</summary>
        public JsonObject? Present { get; init; }

        /// <summary>Whether another object has the name.</summary>
        public bool IsNameTaken { get; init; }
    }
}
