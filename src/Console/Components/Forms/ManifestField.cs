using System.Text;
using BackupConsole.KubeStash.Manifests;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>
/// What every field of a form has: a path of the manifest, a label, and what can be wrong with it. A mistake counts at once, and is shown
/// when somebody was in the field or Preview was tried; what the cluster refused is shown until the field is edited.
/// </summary>
public abstract class ManifestField : ComponentBase, IFormField, IDisposable
{
    private string? counted;

    /// <summary>The form.</summary>
    [CascadingParameter]
    public ManifestForm Form { get; set; } = null!;

    /// <inheritdoc />
    [CascadingParameter]
    public FormBlock? Block { get; set; }

    /// <summary>Where its value stands.</summary>
    [Parameter, EditorRequired]
    public ManifestPath Path { get; set; } = ManifestPath.Root;

    /// <summary>The label, without a star.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Whether it may not stay empty.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>A sentence below the field.</summary>
    [Parameter]
    public string? Help { get; set; }

    /// <summary>What is wrong with a value, as a sentence; <c>null</c> when nothing is.</summary>
    [Parameter]
    public Func<string, string?>? Check { get; set; }

    /// <summary>Something wrong that the page found out, shown at once.</summary>
    [Parameter]
    public string? Trouble { get; set; }

    /// <summary>Called after another value was written.</summary>
    [Parameter]
    public EventCallback<string> Changed { get; set; }

    /// <inheritdoc />
    public int Mistakes => Mistake is null ? 0 : 1;

    /// <inheritdoc />
    public virtual bool Shows(ManifestPath place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Fits(Path);
    }

    /// <summary>What is wrong; <c>null</c> when nothing is.</summary>
    protected string? Mistake => Urgent ?? (Value.Length > 0 ? CheckValue(Value) : Required ? $"{Label} is required." : CheckEmpty());

    /// <summary>What is wrong, if it is to be shown by now.</summary>
    protected string? Error => Urgent ?? (Form.Tried || Form.IsTouched(Path) ? Mistake : null);

    /// <summary>The value as text.</summary>
    protected internal virtual string Value => Form.Text(Path);

    /// <summary>Where its value stands: a reference is written in two places.</summary>
    protected internal virtual IEnumerable<ManifestPath> Places => [Path];

    /// <summary>Id of the control.</summary>
    protected string Id => IdOf(Path);

    // Not a slip of somebody who is not done yet.
    private string? Urgent => Problem ?? Trouble ?? WrongType;

    /// <summary>What the cluster has against the value; <c>null</c> when nothing.</summary>
    protected virtual string? Problem => Form.ProblemAt(Path);

    /// <summary>What is wrong with the kind of value the manifest has; <c>null</c> when nothing is.</summary>
    protected virtual string? WrongType => Form.WrongType(Path);

    /// <summary>Id of the control of a path.</summary>
    public static string IdOf(ManifestPath path)
    {
        StringBuilder id = new("field");
        foreach (char letter in path.ToString())
        {
            id.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '-');
        }

        return id.ToString();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Form.Add(this);
        Form.Changed += StateHasChanged;
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (Mistake != counted)
        {
            // The block around it was drawn before, and counted what there was then.
            counted = Mistake;
            Form.RaiseChanged();
        }
    }

    /// <summary>What is wrong with a value that is there; <c>null</c> when nothing is.</summary>
    protected virtual string? CheckValue(string value) => Check?.Invoke(value);

    /// <summary>What is wrong with a field that is empty and may be; <c>null</c> when nothing is.</summary>
    protected virtual string? CheckEmpty() => null;

    /// <summary>Puts what was typed or chosen into the manifest.</summary>
    protected virtual void Store(string value) => Form.Set(Path, value);

    /// <summary>Writes another value; one that was there before is put back as it was written.</summary>
    internal void Write(string value)
    {
        if (WrongType is null)
        {
            Form.Remember(Path, Value, Places);
        }

        if (!Form.PutBack(Path, value) || Value != value)
        {
            Store(value);
        }
    }

    /// <summary>Writes another value, and tells of it.</summary>
    protected async Task WriteAsync(string? value)
    {
        Write(value ?? "");
        counted = Mistake;
        await Changed.InvokeAsync(value ?? "");
    }

    /// <summary>Writes another value that was chosen, not typed: its mistake can be shown at once.</summary>
    protected Task ChooseAsync(string? value)
    {
        Form.Touch(Path);
        return WriteAsync(value);
    }

    /// <summary>Somebody leaves the field.</summary>
    protected void Leave() => Form.Touch(Path);

    /// <inheritdoc />
    public void Dispose()
    {
        Form.Changed -= StateHasChanged;
        Form.Remove(this);
        GC.SuppressFinalize(this);
    }
}
