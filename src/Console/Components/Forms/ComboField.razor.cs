using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace BackupConsole.Components.Forms;

/// <summary>The editable combobox of the ARIA practices: arrows walk through the suggestions, Enter takes one, Escape closes them.</summary>
public sealed partial class ComboField
{
    private IReadOnlyList<FieldOption> shown = [];
    private bool open;
    private int at = -1;

    /// <summary>The suggestions.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FieldOption> Options { get; set; } = [];

    /// <summary>An example, shown while the field is empty.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>Most characters.</summary>
    [Parameter]
    public int MaxLength { get; set; } = 200;

    /// <summary>What helps, with more than words.</summary>
    [Parameter]
    public RenderFragment? HelpContent { get; set; }

    private bool IsOpen => open && shown.Count > 0;

    private string ListId => $"{Id}-options";

    private string OptionId(int index) => $"{Id}-option-{index}";

    private void Open(bool all)
    {
        open = true;
        at = -1;
        shown = all ? Options : [.. Options.Where(option => Has(option.Text) || Has(option.Value))];
        if (!all && shown is [{ } only] && only.Value == Value && only.Text == Value)
        {
            shown = []; // It says no more than what is typed, and would cover what is below.
        }
    }

    private void Toggle()
    {
        if (IsOpen)
        {
            open = false;
        }
        else
        {
            Open(all: true);
        }
    }

    private bool Has(string text) => text.Contains(Value.Trim(), StringComparison.OrdinalIgnoreCase);

    private async Task TypeAsync(string? text)
    {
        await WriteAsync(text);
        Open(all: Value.Length == 0);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" or "ArrowUp" when !IsOpen:
                Open(all: true);
                at = key.Key == "ArrowDown" ? 0 : shown.Count - 1;
                break;
            case "ArrowDown":
                at = (at + 1) % shown.Count;
                break;
            case "ArrowUp":
                at = (at <= 0 ? shown.Count : at) - 1;
                break;
            case "Enter" when IsOpen && at >= 0:
                await PickAsync(shown[at].Value);
                break;
            case "Escape":
                open = false;
                break;
        }
    }

    private async Task PickAsync(string value)
    {
        open = false;
        at = -1;
        await ChooseAsync(value);
    }

    private void CloseAndLeave()
    {
        open = false;
        Leave();
    }
}
