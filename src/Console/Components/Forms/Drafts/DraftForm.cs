using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Components.Manifests;
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

    /// <summary>The form of an object that is made with it; <c>null</c> when the draft has none.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="further">Which, from 0.</param>
    public static ManifestForm? ReadFurther(Draft? draft, int further) =>
        draft is { Further.IsDefault: false } && further < draft.Further.Length && Parse(draft.Further[further]) is { } root ? new ManifestForm(new Manifest(root)) : null;

    /// <summary>What to keep of a form: everything but values of Secrets.</summary>
    /// <param name="objects">What the form makes.</param>
    /// <param name="textOf">What the text is of.</param>
    /// <param name="text">The text on the Preview page, if one was typed.</param>
    public static Draft Write(ImmutableArray<NewObject> objects, NewObject? textOf, DraftText? text)
    {
        ManifestForm form = objects[0].Form;
        return new Draft
        {
            Manifest = objects[0].Keepable().Root.ToJsonString(),
            Further = [.. objects.Skip(1).Select(further => further.Keepable().Root.ToJsonString())],
            Rows = form.OpenRows.ToImmutableDictionary(
                open => open.Key.ToString(), open => open.Value.Items.Select(row => new DraftRow(row.Key, row.Value)).ToImmutableArray()),
            Notes = form.Notes.ToImmutableDictionary(),
            Text = text is null || textOf is null or { IsSecret: true } || SecretManifest.IsText(text.Text) ? null : text,
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
