using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>What happens at Submit, and how its outcome is told.</summary>
public sealed partial class CreateFlow
{
    private async Task<bool> FlushAsync() => preview is null || await preview.FlushAsync();

    private async Task SubmitAsync()
    {
        if (isSubmitting)
        {
            return; // A double click.
        }

        isSubmitting = true;
        news = null;
        isNameTaken = false;
        try
        {
            Show([]);
            if (!await FlushAsync() || isBroken)
            {
                news = new News(StateTone.Bad, "Nothing was submitted", "The text of the manifest did not arrive whole, or cannot be read.");
                return;
            }

            if (Obstacle is not null)
            {
                return; // Said where the button is.
            }

            submission ??= new ManifestSubmission(context!.Session, token => LookAgain(context, token));
            await TellAsync(await submission.SubmitAsync([.. Made.Select(one => new SubmittedObject(one.Kind, one.Complete()))], ended.Token));
        }
        finally
        {
            isSubmitting = false;
        }
    }

    private async Task TellAsync(SubmitOutcome outcome)
    {
        if (ended.IsCancellationRequested)
        {
            return; // Nobody is there any more.
        }

        switch (outcome)
        {
            case SubmitOutcome.Created created:
                await drafts!.RemoveAsync(draft!);
                JsonNode metadata = created.Stored["metadata"]!;
                ObjectKey key = new((string?)metadata["namespace"] ?? "", (string)metadata["name"]!);
                Toasts.Show($"{Kind.Kind} {key.Name} was created.");
                Navigation.NavigateTo(Addresses.Detail(Cluster, Kind, key), new NavigationOptions { ReplaceHistoryEntry = true });
                break;
            case SubmitOutcome.Refused refused:
                isNameTaken = refused.IsNameTaken && Rename is not null;
                Show(refused.Problems);
                int placed = refused.Problems.Length - General.Count();
                string words = placed == 0 ? "" : placed == 1 ? "What is wrong is marked in the text." : $"{placed} things are wrong; they are marked in the text.";
                news = new News(StateTone.Bad, refused.Left.IsEmpty ? "Nothing was created" : $"No {Kind.Kind} was created", Hide(string.Join(' ', [words, .. refused.Left]).Trim()));
                break;
            case SubmitOutcome.Unknown unknown:
                news = new News(
                    StateTone.Warn,
                    "It is not known whether it was created",
                    $"{Hide(unknown.Why)} Submit again: if it is there already it is found by its name, and nothing is created twice.");
                break;
        }
    }

    // What a server says may repeat what it was sent.
    private string Hide(string words) => context!.Objects.Aggregate(words, (text, one) => one.Hide(text));

    private void Show(IReadOnlyCollection<FormProblem> problems)
    {
        for (int entry = 0; entry < Made.Length; entry++)
        {
            Made[entry].Form.Show(problems.Where(problem => problem.Entry == entry).Select(problem => problem with { Message = Hide(problem.Message) }));
        }

        context!.Form.RaiseChanged();
    }

    private void RenameAsync()
    {
        isNameTaken = false;
        news = null;
        text = null;
        Rename!(context!.Form);
        Show([]);
        context.Form.RaiseEdited();
    }

    private sealed record News(StateTone Tone, string Title, string Words);
}
