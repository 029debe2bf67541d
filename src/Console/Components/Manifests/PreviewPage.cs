using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Manifests;

/// <summary>One entry of a preview with its text: what is typed, what it reads as, and what is wrong with it.</summary>
internal sealed class PreviewPage
{
    private Manifest given;
    private Manifest? checkedManifest;

    /// <summary>The page of a manifest, written out.</summary>
    public PreviewPage(Manifest manifest, bool json)
    {
        given = manifest.DeepClone();
        Take(manifest, json);
    }

    /// <summary>The text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Whether it is JSON rather than YAML.</summary>
    public bool Json { get; private set; }

    /// <summary>What the text reads as; the last that did, while it does not.</summary>
    public Manifest Manifest { get; private set; } = null!;

    /// <summary>The text as read; <c>null</c> while it does not read.</summary>
    public ManifestDocument? Document { get; private set; }

    /// <summary>Why the text does not read; <c>null</c> when it does.</summary>
    public ManifestError? Error { get; private set; }

    /// <summary>Whether the text holds a comment, which is never sent.</summary>
    public bool HasComments { get; private set; }

    /// <summary>What the cluster's schema says about the manifest.</summary>
    public IReadOnlyList<ManifestFinding> Findings { get; private set; } = [];

    /// <summary>The cluster's schema of its kind; <c>null</c> where there is none, or it could not be had.</summary>
    public ManifestSchema? Schema { get; private set; }

    /// <summary>The field that the cursor is at; <c>null</c> before it was anywhere. It stays while the text does not read.</summary>
    public ManifestPath? Field { get; private set; }

    /// <summary>Notes where the cursor is.</summary>
    public void Place(int line, int column) => Field = Document?.Source.At(line, column) ?? Field;

    /// <summary>Whether the manifest is another than the one last checked.</summary>
    public bool NeedsCheck => Document is not null && !ReferenceEquals(checkedManifest, Manifest);

    /// <summary>Checks a manifest; what was typed meanwhile is checked in its turn.</summary>
    public void Check(Manifest asked, ManifestSchema? schema)
    {
        if (ReferenceEquals(asked, Manifest))
        {
            checkedManifest = asked;
            Schema = schema;
            Findings = schema is null ? [] : ManifestChecks.Check(asked, schema);
        }
    }

    /// <summary>
    /// Follows the manifest the page has. Only one that the page changed by itself replaces the text: neither the one it had before, which it
    /// may show again before it has taken an edit, nor the edit.
    /// </summary>
    /// <returns>Whether the text was replaced.</returns>
    public bool Follow(Manifest manifest)
    {
        if (given.HasSameValuesAs(manifest))
        {
            return false;
        }

        given = manifest.DeepClone();
        if (Manifest.HasSameValuesAs(manifest))
        {
            return false;
        }

        Take(manifest, Json);
        return true;
    }

    /// <summary>Writes another manifest, or another format, in the place of the text.</summary>
    public void Take(Manifest manifest, bool json)
    {
        Json = json;
        Type(ManifestText.Write(manifest, json));

        // The tree given, not the one read back: one that no reader takes is shown, and what is wrong with it said.
        Manifest = manifest.DeepClone();
    }

    /// <summary>Takes a text as typed.</summary>
    /// <returns>Whether it reads as a manifest.</returns>
    public bool Type(string text)
    {
        Text = text;
        try
        {
            Document = ManifestText.Read(text, Json);
            Manifest = Document.Manifest;
            Error = null;
            HasComments = !Json && YamlComments.AreIn(text);
        }
        catch (ManifestException exception)
        {
            Document = null;
            Error = exception.Error;
        }

        return Error is null;
    }

    /// <summary>Takes a text as typed in a format.</summary>
    /// <returns>Whether it reads as a manifest.</returns>
    public bool Type(string text, bool json)
    {
        Json = json;
        return Type(text);
    }

    /// <summary>Notes that the text has become too long; what it was is kept.</summary>
    public void Refuse(long bytes)
    {
        Document = null;
        Error = ManifestText.TooLarge(bytes);
    }

    /// <summary>Whether a path is in the text, so that its line says what is meant.</summary>
    public bool Has(ManifestPath path) => Document?.Source.Find(path).IsEmpty == false;

    /// <summary>The places of the text that a problem's path means; the nearest there is where the path is missing; none while the text does not read.</summary>
    public IEnumerable<SourceRange> Places(ManifestPath path)
    {
        if (Document is null)
        {
            return [];
        }

        System.Collections.Immutable.ImmutableArray<SourceEntry> exact = Document.Source.Find(path);
        return exact.IsEmpty
            ? Document.Source.FindNearest(path).Select(Head)
            : exact.Select(entry => entry.Value.Line == entry.Value.EndLine && entry.Value != Empty(entry.Value) ? entry.Value : Head(entry));
    }

    // An object or list of many lines is not painted from end to end: its key stands for it.
    private static SourceRange Head(SourceEntry entry) => entry.Key ?? new SourceRange(entry.Value.Line, entry.Value.Column, entry.Value.Line, entry.Value.Column + 1);

    private static SourceRange Empty(SourceRange range) => new(range.Line, range.Column, range.Line, range.Column);
}
