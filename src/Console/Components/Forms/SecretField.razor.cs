using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash.Manifests;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>
/// A value of a Secret that is made with the form's object. It is neither in the manifest nor in the draft nor in the page: a page that is loaded
/// again asks for it again.
/// </summary>
public sealed partial class SecretField
{
    // What a browser sends at once is limited in bytes, and a character may take several of them.
    private const int MostCharacters = 8 * 1024;

    private bool shown;
    private int cleared;

    /// <summary>The Secret.</summary>
    [Parameter, EditorRequired]
    public NewObject Secret { get; set; } = null!;

    /// <summary>Its key.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>The label, without a star.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Whether it may not stay empty.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>How many lines are in view.</summary>
    [Parameter]
    public int Lines { get; set; } = 1;

    /// <summary>Whether nobody who looks over one's shoulder is to read it.</summary>
    [Parameter]
    public bool Veiled { get; set; }

    /// <summary>A sentence below the field.</summary>
    [Parameter]
    public string? Help { get; set; }

    /// <summary>What is wrong with a value, as a sentence that does not quote it; <c>null</c> when nothing is.</summary>
    [Parameter]
    public Func<string, string?>? Check { get; set; }

    /// <inheritdoc />
    [CascadingParameter]
    public FormBlock? Block { get; set; }

    /// <summary>The form of the object that refers to the Secret: it counts this field's mistakes.</summary>
    [CascadingParameter]
    public ManifestForm Form { get; set; } = null!;

    /// <inheritdoc />
    public int Mistakes => Mistake is null ? 0 : 1;

    /// <inheritdoc />
    public bool Shows(ManifestPath place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Fits(Path);
    }

    private ManifestPath Path => SecretManifest.ValueOf(Key);

    private string Id => ManifestField.IdOf(Path);

    // The value itself where somebody wrote it on the Preview page: then only that there is one is of interest.
    private string? Stored => SecretManifest.Find(Secret.Form.Manifest, Key);

    private string? Typed => Stored == SecretManifest.Placeholder ? Secret.Typed(Key) : null;

    private bool IsLost => Stored == SecretManifest.Placeholder && Secret.Typed(Key) is null;

    private bool IsVeiled => Veiled && !shown;

    private string? Urgent =>
        Secret.Form.ProblemAt(Path) is { } problem ? Secret.Hide(problem)
        : IsLost ? $"Type it again{(Required ? "" : ", or clear it")}: values of Secrets are not kept when the page is loaded again."
        : null;

    private string? Mistake => Urgent ?? (Required && Stored is null ? $"{Label} is required." : Typed is { } value ? Check?.Invoke(value) : null);

    private string? Error => Urgent ?? (Form.Tried || Form.IsTouched(Path) ? Mistake : null);

    private string? Placeholder => Stored is null || IsLost ? null : Typed is null ? "Written on the Preview page. Type to replace it" : "Typed. Type again to replace it";

    private string Words => $"{(Help is null ? "" : $"{Help} ")}Goes into the Secret at Submit, and is kept nowhere before.";

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Form.Add(this);
        Secret.Form.Add(this);
        Form.Changed += StateHasChanged;
    }

    private Task TypeAsync(ChangeEventArgs change)
    {
        Write(change.Value as string ?? "");
        return Task.CompletedTask;
    }

    private void Clear()
    {
        // Another element in the place of the one with the text.
        cleared++;
        Write("");
        Form.AskFocus(Id);
    }

    private void Write(string value)
    {
        Secret.Type(Key, value);
        Form.RaiseChanged();
    }

    private void Leave() => Form.Touch(Path);

    /// <inheritdoc />
    public void Dispose()
    {
        Form.Changed -= StateHasChanged;
        Form.Remove(this);
        Secret.Form.Remove(this);
    }
}
