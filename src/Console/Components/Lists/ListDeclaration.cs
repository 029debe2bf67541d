using System.Collections.Immutable;
using BackupConsole.Clusters;
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
    public string Id { get; } = Title.ToLowerInvariant().Replace(' ', '-');
}

/// <summary>A way to sort a list.</summary>
/// <param name="Key">Its name in addresses; a dash before it reverses it.</param>
/// <param name="Order">The store's order behind it.</param>
/// <param name="Reversed">Whether ascending here is descending there: by age, the youngest comes first, which is the latest created.</param>
public sealed record ListSort(string Key, string Order, bool Reversed = false);

/// <summary>The list of a kind: what a page needs to say.</summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed record ListDeclaration<T>
    where T : class, IRow
{
    /// <summary>Title of the page.</summary>
    public required string Title { get; init; }

    /// <summary>What one of the rows is called, such as "backup".</summary>
    public required string Noun { get; init; }

    /// <summary>What makes a first row appear, in a sentence: shown while there is none.</summary>
    public required string HowToGetOne { get; init; }

    /// <summary>What to install when the server does not know the kind, in a sentence.</summary>
    public required string WhatToInstall { get; init; }

    /// <summary>The rows.</summary>
    public required ResourceSource<T> Source { get; init; }

    /// <summary>When a row's object was created: a row that has just come is tinted for a moment.</summary>
    public required Func<T, DateTimeOffset?> CreatedAt { get; init; }

    /// <summary>The columns, from left to right. The first one is the name, and always shown.</summary>
    public required ImmutableArray<ListColumn<T>> Columns { get; init; }

    /// <summary>Whether people create objects of this kind, or only the operator does.</summary>
    public bool CanCreate { get; init; } = true;

    /// <summary>What to search by, for the empty search field.</summary>
    public string SearchHint { get; init; } = "Filter by name…";

    /// <summary>The sort of an address that names none.</summary>
    public required ListSort DefaultSort { get; init; }
}
