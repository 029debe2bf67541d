using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms;

/// <summary>A field of a form, as the form counts it.</summary>
public interface IFormField
{
    /// <summary>The block it stands in; <c>null</c> for none.</summary>
    FormBlock? Block { get; }

    /// <summary>How many mistakes it holds now, whether they are shown or not.</summary>
    int Mistakes { get; }

    /// <summary>Whether it shows what the cluster has against a place.</summary>
    bool Shows(ManifestPath place);
}

/// <summary>
/// A form: a lens over one manifest. Fields read and write paths of it and keep nothing of their own, so what no field knows stays as it is.
/// Besides the manifest it holds what people did to the form (what was touched, whether Preview was tried) and what the cluster refused.
/// Used on the circuit's own dispatcher.
/// </summary>
public sealed partial class ManifestForm
{
    private readonly List<IFormField> fields = [];
    private readonly HashSet<ManifestPath> touched = [];
    private readonly Dictionary<ManifestPath, KeyValueRows> rows = [];

    /// <summary>A form over a manifest, which it changes.</summary>
    public ManifestForm(Manifest manifest) => Manifest = manifest;

    /// <summary>Raised when the form is to be drawn again.</summary>
    public event Action? Changed;

    /// <summary>Raised when the manifest, or something else a draft keeps, has changed.</summary>
    public event Action? Edited;

    /// <summary>Raised when mistakes are to be seen: closed blocks that hold some open.</summary>
    public event Action? MistakesShown;

    /// <summary>Raised when a control is to get the focus; told by its id.</summary>
    public event Action<string>? FocusAsked;

    /// <summary>What is being made.</summary>
    public Manifest Manifest { get; private set; }

    /// <summary>What a page has to remember about the manifest that is not in it, such as what its name was made for.</summary>
    public Dictionary<string, string> Notes { get; init; } = [];

    /// <summary>Whether Preview was asked for: from then on every mistake is shown.</summary>
    public bool Tried { get; private set; }

    /// <summary>What the cluster has against the manifest, as far as it was not edited since.</summary>
    public ImmutableArray<FormProblem> Problems { get; private set; } = [];

    /// <summary>How many fields have a mistake.</summary>
    public int MistakeCount => fields.Sum(one => one.Mistakes);

    /// <summary>The lists of keys and values that are open, as typed.</summary>
    public IReadOnlyDictionary<ManifestPath, KeyValueRows> OpenRows => rows;

    /// <summary>What stands at a path, as a text; empty when nothing does.</summary>
    public string Text(ManifestPath path) => Manifest.Get(path) switch
    {
        null => "",
        JsonValue value when value.TryGetValue(out string? text) => text,
        { } other => other.ToJsonString(),
    };

    /// <summary>What is wrong with the kind of value at a path where a text belongs; <c>null</c> when nothing is.</summary>
    public string? WrongType(ManifestPath path)
    {
        if (!Manifest.TryGet(path, out JsonNode? value))
        {
            return null;
        }

        string? found = value?.GetValueKind() switch
        {
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => null,
        };
        return found is null ? null : $"The manifest has {found} here, where a text belongs.";
    }

    /// <summary>Writes a text; an empty one takes the field away, and parents that it leaves empty.</summary>
    public void Set(ManifestPath path, string text) => Put(path, text.Length == 0 ? null : JsonValue.Create(text));

    /// <summary>Writes a value; <c>null</c> takes the field away, and parents that it leaves empty.</summary>
    public void Put(ManifestPath path, JsonNode? value)
    {
        Problems = Problems.RemoveAll(problem => problem.Path?.Fits(path) == true);
        try
        {
            if (value is null)
            {
                Manifest.Remove(path, removeEmptyParents: true);
            }
            else
            {
                Manifest.Set(path, value);
            }
        }
        catch (InvalidOperationException exception)
        {
            // Somebody wrote something else into a parent, on the Preview page.
            Problems = Problems.Add(new FormProblem(path, $"{exception.Message} Correct that on the Preview page."));
        }

        RaiseEdited();
    }

    /// <summary>Takes over a manifest that was edited as text. What was refused stays told where nothing was changed.</summary>
    public void Replace(Manifest next)
    {
        Problems = Problems.RemoveAll(problem => problem.Path is { } path && !JsonNode.DeepEquals(Manifest.Get(path), next.Get(path)));
        Manifest = next;
        originals.Clear();
        RaiseEdited();
    }

    /// <summary>The rows of a map of texts, such as labels, as they are being typed.</summary>
    public KeyValueRows Rows(ManifestPath path)
    {
        if (!rows.TryGetValue(path, out KeyValueRows? found))
        {
            rows[path] = found = new KeyValueRows();
        }

        found.Follow(Manifest.Get(path));
        return found;
    }

    /// <summary>Puts the rows of a map back as they were typed.</summary>
    public void Restore(ManifestPath path, KeyValueRows typed) => rows[path] = typed;

    /// <summary>Writes the rows of a map.</summary>
    public void WriteRows(ManifestPath path, KeyValueRows typed)
    {
        rows[path] = typed;
        Forget(path);
        Put(path, typed.ToMap());
    }

    /// <summary>What the cluster had against a value, or anything inside of it, is told no longer: somebody works on it.</summary>
    public void Forget(ManifestPath path) => Problems = Problems.RemoveAll(problem => problem.Path?.StartsWith(path) == true);

    /// <summary>Whether somebody was in a field.</summary>
    public bool IsTouched(ManifestPath path) => touched.Contains(path);

    /// <summary>Somebody was in a field: from now on its mistake is shown.</summary>
    public void Touch(ManifestPath path)
    {
        if (touched.Add(path))
        {
            RaiseChanged();
        }
    }

    /// <summary>Shows every mistake from now on.</summary>
    public void Try()
    {
        Tried = true;
        MistakesShown?.Invoke();
        RaiseChanged();
    }

    /// <summary>What the cluster has against the value at a path; <c>null</c> when nothing.</summary>
    public string? ProblemAt(ManifestPath path) => Problems.FirstOrDefault(problem => problem.Path is { IsRoot: false } at && at.Fits(path))?.Message;

    /// <summary>What the cluster has against places that no field shows.</summary>
    public IEnumerable<FormProblem> Unshown => Problems.Where(problem => problem.Path is { IsRoot: false } place && !fields.Exists(one => one.Shows(place)));

    /// <summary>Tells what the cluster has against the manifest, instead of what it had before.</summary>
    public void Show(IEnumerable<FormProblem> problems)
    {
        Problems = [.. problems];
        MistakesShown?.Invoke();
        RaiseChanged();
    }

    /// <summary>How many mistakes a block holds, those of blocks inside it included.</summary>
    public int MistakesIn(FormBlock block) => fields.Where(one => one.Block?.IsIn(block) == true).Sum(one => one.Mistakes);

    /// <summary>A field appears.</summary>
    public void Add(IFormField field) => fields.Add(field);

    /// <summary>A field goes.</summary>
    public void Remove(IFormField field)
    {
        fields.Remove(field);
        RaiseChanged();
    }

    /// <summary>Has the focus put on a control, once it is drawn.</summary>
    public void AskFocus(string id) => FocusAsked?.Invoke(id);

    /// <summary>Has the form drawn again.</summary>
    public void RaiseChanged() => Changed?.Invoke();

    /// <summary>Has the form drawn again and kept.</summary>
    public void RaiseEdited()
    {
        Changed?.Invoke();
        Edited?.Invoke();
    }
}
