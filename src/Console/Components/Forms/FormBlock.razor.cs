using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>A part of a form that can be closed. It opens by itself when Preview was tried and there is a mistake inside.</summary>
public sealed partial class FormBlock
{
    private bool open;

    /// <summary>Id of what is inside, unique on the page.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>The title.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Whether it has a star.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>Whether it is open at first.</summary>
    [Parameter]
    public bool StartsOpen { get; set; }

    /// <summary>Whether it cannot be closed.</summary>
    [Parameter]
    public bool Fixed { get; set; }

    /// <summary>Level of its heading: 2 for a panel of the page, more for one inside of another.</summary>
    [Parameter]
    public int Level { get; set; } = 2;

    /// <summary>Buttons at the right of the title.</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }

    /// <summary>The fields.</summary>
    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    /// <summary>The block around this one.</summary>
    [CascadingParameter]
    public FormBlock? Parent { get; set; }

    [CascadingParameter]
    private ManifestForm Form { get; set; } = null!;

    private bool IsOpen => open || Fixed;

    private int Count => Form.MistakesIn(this);

    /// <summary>Whether this is a block or stands inside of it, at any depth.</summary>
    public bool IsIn(FormBlock block) => this == block || Parent?.IsIn(block) == true;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        open = StartsOpen;
        Form.Changed += StateHasChanged;
        Form.MistakesShown += OpenForMistakes;
    }

    private void OpenForMistakes()
    {
        open |= Count > 0;
        StateHasChanged();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Form.Changed -= StateHasChanged;
        Form.MistakesShown -= OpenForMistakes;
    }
}
