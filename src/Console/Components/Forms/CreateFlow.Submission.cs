using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;
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
        ManifestForm form = context!.Form;
        try
        {
            form.Show([]);
            if (!await FlushAsync() || isBroken)
            {
                news = new News(StateTone.Bad, "Nothing was submitted", "The text of the manifest did not arrive whole, or cannot be read.");
                return;
            }

            Manifest sent = form.Manifest.DeepClone();
            ManifestSubmission submission = new(context.Session, Kind, (manifest, token) => LookAgain(context, manifest, token));
            await TellAsync(await submission.SubmitAsync(sent, ended.Token));
        }
        finally
        {
            isSubmitting = false;
        }
    }

    private async Task TellAsync(SubmitOutcome outcome)
    {
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
                context!.Form.Show(refused.Problems);
                int placed = refused.Problems.Length - General.Count();
                news = new News(StateTone.Bad, "Nothing was created", placed == 0 ? "" : placed == 1 ? "What is wrong is marked in the text." : $"{placed} things are wrong; they are marked in the text.");
                break;
            case SubmitOutcome.Unknown unknown:
                news = new News(
                    StateTone.Warn,
                    "It is not known whether it was created",
                    $"{unknown.Why} Submit again: if it is there already it is found by its name, and nothing is created twice.");
                break;
        }
    }

    private void RenameAsync()
    {
        isNameTaken = false;
        news = null;
        text = null;
        Rename!(context!.Form);
        context.Form.Show([]);
        context.Form.RaiseEdited();
    }

    private sealed record News(StateTone Tone, string Title, string Words);
}
