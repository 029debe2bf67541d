using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>Edits a map of texts by its rows. Each row that is not complete, not valid or a repetition is one mistake.</summary>
public sealed partial class KeyValueEditor : IFormField
{
    private readonly HashSet<KeyValueRow> left = [];

    /// <summary>Where the map stands.</summary>
    [Parameter, EditorRequired]
    public ManifestPath Path { get; set; } = ManifestPath.Root;

    /// <summary>The heading.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What one of them is called.</summary>
    [Parameter, EditorRequired]
    public string Noun { get; set; } = "";

    /// <summary>What is wrong with a value, as a sentence; <c>null</c> when nothing is.</summary>
    [Parameter]
    public Func<string, string?>? CheckValue { get; set; }

    /// <inheritdoc />
    [CascadingParameter]
    public FormBlock? Block { get; set; }

    /// <inheritdoc />
    public int Mistakes => Rows.Items.Count(row => KeyMistake(row) is not null || ValueMistake(row) is not null) + (Form.ProblemAt(Path) is null ? 0 : 1);

    /// <inheritdoc />
    public bool Shows(ManifestPath place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Fits(Path) || Rows.Items.Any(row => place.Fits(Path.Field(row.Key)));
    }

    [CascadingParameter]
    private ManifestForm Form { get; set; } = null!;

    private KeyValueRows Rows => Form.Rows(Path);

    private string Id => ManifestField.IdOf(Path);

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Form.Add(this);
        Form.Changed += StateHasChanged;
    }

    private string? KeyMistake(KeyValueRow row)
    {
        if (row.IsBlank)
        {
            return null;
        }

        if (row.Key.Length == 0)
        {
            return $"This {Noun} needs a key.";
        }

        // Annotations have the keys of labels. The words speak of labels; the rule is the same.
        string? mistake = LabelSyntax.CheckKey(row.Key)?.Replace("label", Noun, StringComparison.Ordinal);
        return mistake ?? (Rows.IsRepeated(row) ? $"The key \"{row.Key}\" is there twice; the first one counts." : Problem(row));
    }

    private string? ValueMistake(KeyValueRow row) =>
        row.IsBlank ? null
        : row.Original is not null ? "The manifest has no text here. Type one, or write it between quotes on the Preview page."
        : CheckValue?.Invoke(row.Value);

    private string? Problem(KeyValueRow row) => Form.ProblemAt(Path.Field(row.Key)) is { } words && Form.ProblemAt(Path) != words ? words : null;

    // In the middle of typing nothing is wrong yet.
    private string? Shown(KeyValueRow row, string? mistake) => Form.Tried || left.Contains(row) || Problem(row) is not null || row.Original is not null ? mistake : null;

    private void Add()
    {
        Rows.Add();
        Form.AskFocus($"{Id}-{Rows.Items.Count - 1}-key");
    }

    private void Remove(KeyValueRow row)
    {
        left.Remove(row);
        Write(() => Rows.Remove(row));
    }

    private void Write(Action change)
    {
        KeyValueRows rows = Rows;
        change();
        Form.WriteRows(Path, rows);
    }

    private void Leave(KeyValueRow row)
    {
        if (left.Add(row))
        {
            Form.RaiseChanged();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Form.Changed -= StateHasChanged;
        Form.Remove(this);
    }
}
