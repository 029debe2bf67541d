using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms.Drafts;

/// <summary>Between a form and what is kept of it.</summary>
public static class DraftForm
{
    /// <summary>The form of a draft; <c>null</c> when there is none, or it makes no sense.</summary>
    public static ManifestForm? Read(Draft? draft)
    {
        if (draft is null || Parse(draft.Manifest) is not { } root)
        {
            return null;
        }

        ManifestForm form = new(new Manifest(root)) { Notes = new Dictionary<string, string>(draft.Notes) };
        foreach ((string path, ImmutableArray<DraftRow> rows) in draft.Rows)
        {
            if (ManifestPath.TryParse(path, out ManifestPath? place) && !rows.IsDefault)
            {
                form.Restore(place, KeyValueRows.Typed(rows.Select(row => (row.Key, row.Value))));
            }
        }

        return form;
    }

    /// <summary>What to keep of a form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="text">The text on the Preview page, if one was typed.</param>
    public static Draft Write(ManifestForm form, DraftText? text)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new Draft
        {
            Manifest = form.Manifest.Root.ToJsonString(),
            Rows = form.OpenRows.ToImmutableDictionary(
                open => open.Key.ToString(), open => open.Value.Items.Select(row => new DraftRow(row.Key, row.Value)).ToImmutableArray()),
            Notes = form.Notes.ToImmutableDictionary(),
            Text = text,
        };
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
