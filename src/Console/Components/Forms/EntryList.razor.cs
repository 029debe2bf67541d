using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>
/// Shows a list of the manifest item by item. An item keeps its fields, and what was folded, when others go: it is known by its place in the tree of
/// values, not by its index. The focus goes into what was added, and after a deletion to what took its place.
/// </summary>
public sealed partial class EntryList : IDisposable
{
    /// <summary>More items than anybody adds by hand; a manifest that has more is shown whole.</summary>
    public const int Maximum = 50;

    /// <summary>Where the list stands.</summary>
    [Parameter, EditorRequired]
    public ManifestPath Path { get; set; } = ManifestPath.Root;

    /// <summary>The heading.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What one of them is called.</summary>
    [Parameter, EditorRequired]
    public string Noun { get; set; } = "";

    /// <summary>Makes a new item.</summary>
    [Parameter, EditorRequired]
    public Func<JsonNode> Make { get; set; } = null!;

    /// <summary>The fields of an item, by its path.</summary>
    [Parameter, EditorRequired]
    public RenderFragment<ManifestPath> Entry { get; set; } = null!;

    /// <summary>What an item is called, by its path; its number where it has no name.</summary>
    [Parameter]
    public Func<ManifestPath, string>? Name { get; set; }

    /// <summary>Whether there has to be one.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>Whether items can be folded, as long ones have to be.</summary>
    [Parameter]
    public bool Folds { get; set; }

    /// <summary>Whether the button has a plus sign.</summary>
    [Parameter]
    public bool Plus { get; set; }

    /// <summary>What to say while there is none.</summary>
    [Parameter]
    public string Nothing { get; set; } = "";

    /// <summary>Level of the heading; those of items are one more.</summary>
    [Parameter]
    public int Level { get; set; } = 2;

    /// <summary>Fields that all items share, below them.</summary>
    [Parameter]
    public RenderFragment? After { get; set; }

    [CascadingParameter]
    private ManifestForm Form { get; set; } = null!;

    private bool IsMissing => Required && Form.Items(Path).Count == 0;

    private string? Mistake => Form.ProblemAt(Path)
        ?? (Form.Manifest.Get(Path) is not (null or JsonArray) ? "The manifest has no list here. Correct that on the Preview page."
        : IsMissing ? $"At least one {Noun} is needed." : null);

    private string Id => ManifestField.IdOf(Path);

    private string AddId => $"{Id}-add";

    private string EntryId(int position) => $"{Id}-{position}";

    // An item that is null has no identity of its own.
    private object KeyOf(int position) => Form.Items(Path)[position] ?? (object)position;

    /// <inheritdoc />
    protected override void OnInitialized() => Form.Changed += StateHasChanged;

    private void Add()
    {
        Form.Append(Path, Make());
        Form.AskFocus(EntryId(Form.Items(Path).Count - 1));
    }

    private void Remove(int position)
    {
        Form.RemoveItem(Path, position);
        int left = Form.Items(Path).Count;
        Form.AskFocus(left == 0 ? AddId : EntryId(Math.Min(position, left - 1)));
    }

    /// <inheritdoc />
    public void Dispose() => Form.Changed -= StateHasChanged;
}
