using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Manifests;

/// <summary>One manifest of a preview.</summary>
/// <param name="Name">Its entry in the rail, such as <c>coreKubestashComBackupSession</c>.</param>
/// <param name="Manifest">The manifest. The page may change it; the preview works on copies.</param>
public sealed record PreviewEntry(string Name, Manifest Manifest)
{
    /// <summary>Whether it is a Secret: then what is said about its text quotes nothing of it.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>What a person made of an entry's text.</summary>
/// <param name="Entry">Which entry, from 0.</param>
/// <param name="Manifest">The manifest the text reads as; the page may keep and change it.</param>
public sealed record PreviewEdit(int Entry, Manifest Manifest);

/// <summary>A refusal or warning about an entry.</summary>
/// <param name="Entry">Which entry, from 0.</param>
/// <param name="Path">Which field, where known; without list indexes every item that fits is meant.</param>
/// <param name="Message">What is wrong and what to do about it, for people.</param>
/// <param name="IsError">Whether it keeps the object from being created.</param>
public sealed record PreviewProblem(int Entry, ManifestPath? Path, string Message, bool IsError);

/// <summary>The text of an entry as typed, whether it reads as a manifest or not.</summary>
/// <param name="Entry">Which entry, from 0.</param>
/// <param name="Json">Whether it is JSON rather than YAML.</param>
/// <param name="Text">The text.</param>
public sealed record PreviewText(int Entry, bool Json, string Text);

/// <summary>A place in an editor's text that something is said about. Lines and columns start at 1.</summary>
/// <param name="Range">The place.</param>
/// <param name="Message">What is said.</param>
/// <param name="IsError">Whether it is an error rather than a warning.</param>
public sealed record EditorMarker(SourceRange Range, string Message, bool IsError);

/// <summary>A text to show in an editor. A new one replaces what is there, also when it is equal.</summary>
/// <param name="text">The text.</param>
/// <param name="json">Whether it is JSON rather than YAML.</param>
public sealed class EditorContent(string text, bool json)
{
    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it is JSON rather than YAML.</summary>
    public bool Json { get; } = json;
}
