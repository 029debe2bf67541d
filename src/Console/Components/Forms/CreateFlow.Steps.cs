using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <content>Between the fields and the preview, and away.</content>
public sealed partial class CreateFlow
{
    private const string PreviewStep = "preview";
    private const string Prepared = "prepared";

    private async Task PreviewAsync()
    {
        ManifestForm form = context!.Form;
        news = null;
        isNameTaken = false;
        Show([]);
        form.Try();
        if (form.MistakeCount > 0)
        {
            focus!.AskFirstMistake();
            return;
        }

        isPreparing = true;
        try
        {
            ImmutableArray<FormProblem> problems = await Prepare(context, ended.Token);
            if (!problems.IsEmpty)
            {
                Show(problems);
                news = General.Any() ? new News(StateTone.Bad, "The preview cannot be made yet", "") : null;
                focus!.AskFirstMistake();
                return;
            }
        }
        finally
        {
            isPreparing = false;
        }

        Arrange?.Invoke(form.Manifest);

        // A text that could not be read comes back only while the form is as it was.
        text = TextOf is { } still && textIsOf?.HasSameValuesAs(still.Form.Manifest) == true ? text : null;
        form.Notes[Prepared] = "yes";
        form.RaiseEdited();
        Go(PreviewStep);
        focus!.AskHeading();
    }

    private async Task GoBackAsync()
    {
        await FlushAsync();
        if (!isBroken)
        {
            text = null;
        }

        isBroken = false;
        isNameTaken = false;
        news = null;
        await KeepAsync();
        Go(null);
        focus!.AskHeading();
    }

    private async Task CancelAsync()
    {
        string ns = context!.Form.Manifest.Namespace;
        await drafts!.RemoveAsync(draft!);
        Navigation.NavigateTo(Addresses.List(Cluster, Kind, ns.Length == 0 ? null : ns));
    }

    private void Go(string? step, bool replace = false)
    {
        Dictionary<string, object?> query = new() { ["step"] = step, ["draft"] = draft!.Id };
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query), new NavigationOptions { ReplaceHistoryEntry = replace });
    }
}
