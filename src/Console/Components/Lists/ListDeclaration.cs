using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Components.Navigation;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Lists;

/// <summary>A column of a list.</summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="Title">Heading.</param>
/// <param name="CssClass">What it is, for the style sheet: decides its place when a row becomes a card.</param>
/// <param name="Cell">Draws a cell.</param>
/// <param name="Sort">The sort its heading switches on; <c>null</c> when it cannot be sorted by.</param>
public sealed record ListColumn<T>(string Title, string CssClass, RenderFragment<T> Cell, ListSort? Sort = null)
{
    /// <summary>Its name in addresses: the heading in lower case, with dashes.</summary>
    public string Id => Title.ToLowerInvariant().Replace(' ', '-');

    /// <summary>The same column under another heading: guides call one thing by several names.</summary>
    public ListColumn<T> Titled(string title) => this with { Title = title };

    /// <summary>The same column for lists with many: narrow screens leave it out.</summary>
    public ListColumn<T> Secondary() => this with { CssClass = CssClass.Replace("extra", "more", StringComparison.Ordinal) };
}

/// <summary>A way to sort a list.</summary>
/// <param name="Key">Its name in addresses; a dash before it reverses it.</param>
/// <param name="Order">The store's order behind it.</param>
/// <param name="Reversed">Whether ascending here is descending there: by age, the youngest comes first, which is the latest created.</param>
public sealed record ListSort(string Key, string Order, bool Reversed = false);

/// <summary>How people create objects of a kind.</summary>
public enum CreateWay
{
    /// <summary>With a form, or by writing the manifest.</summary>
    Form,

    /// <summary>By writing the manifest: it has no form.</summary>
    Manifest,

    /// <summary>Not at all: the operator does.</summary>
    Nobody,
}

/// <summary>The list of a kind: what a page needs to say.</summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed record ListDeclaration<T>
    where T : class, IRow
{
    /// <summary>Title of the page; that of the navigation unless it says another.</summary>
    public string Title
    {
        get => field ?? NavigationCatalog.Find(Source.Kind)?.Label ?? Source.Kind.Kind;
        init;
    }

    /// <summary>What one of the rows is called, such as "backup"; the kind unless it says another.</summary>
    public string Noun
    {
        get => field ?? Source.Kind.Kind;
        init;
    }

    /// <summary>What makes a first row appear, in a sentence: shown while there is none.</summary>
    public required string HowToGetOne { get; init; }

    /// <summary>What to install when the server does not know the kind, in a sentence.</summary>
    public string WhatToInstall => $"Install KubeStash in the cluster: its Helm chart brings the custom resources of {Source.Kind.Group}.";

    /// <summary>The rows.</summary>
    public required ResourceSource<T> Source { get; init; }

    /// <summary>The columns, from left to right. The first one is the name, and always shown.</summary>
    public required ImmutableArray<ListColumn<T>> Columns { get; init; }

    /// <summary>What may be done with a row, drawn in the cell of its name; <c>null</c> for nothing.</summary>
    public RenderFragment<T>? Actions { get; init; }

    /// <summary>How people create objects of this kind.</summary>
    public CreateWay Create { get; init; } = CreateWay.Form;

    /// <summary>What to search by, for the empty search field.</summary>
    public string SearchHint { get; init; } = "Filter by name…";

    /// <summary>The sort of an address that names none.</summary>
    public ListSort DefaultSort { get; init; } = Lists.Columns.ByAge;
}
