using System.Collections.Immutable;

namespace BackupConsole.Components.Forms.Drafts;

/// <summary>A half-filled form as the browser's tab keeps it. Holds what a person typed, never the values of secrets.</summary>
public sealed record Draft
{
    /// <summary>The manifest of the object the form is called after, as JSON.</summary>
    public string Manifest { get; init; } = "{}";

    /// <summary>Manifests of the objects that are made with it.</summary>
    public ImmutableArray<string> Further { get; init; } = [];

    /// <summary>Rows of keys and values that are being typed, by the path of their map: what a map cannot hold yet.</summary>
    public ImmutableDictionary<string, ImmutableArray<DraftRow>> Rows { get; init; } = ImmutableDictionary<string, ImmutableArray<DraftRow>>.Empty;

    /// <summary>What the page remembers besides, such as what the name was made for.</summary>
    public ImmutableDictionary<string, string> Notes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Text of the Preview page that could not be read as a manifest; <c>null</c> when there is none.</summary>
    public DraftText? Text { get; init; }
}

/// <summary>A row of a map as typed.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
public sealed record DraftRow(string Key, string Value);

/// <summary>A text of the Preview page as typed.</summary>
/// <param name="Entry">Which manifest it is of.</param>
/// <param name="Json">Whether it is JSON; else YAML.</param>
/// <param name="Text">The text.</param>
public sealed record DraftText(int Entry, bool Json, string Text);
