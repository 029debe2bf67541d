using System.Collections.Immutable;
using System.Globalization;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Settings;

namespace BackupConsole.Components.Lists;

/// <summary>The state of a list as its address holds it: a link restores what its sender saw.</summary>
/// <param name="Namespace">The namespace; <c>null</c> for all.</param>
/// <param name="Text">The text searched for; empty for none.</param>
/// <param name="Sort">A sort's key, with a dash before it when reversed; <c>null</c> for the default.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record ListAddress(string? Namespace, string Text, string? Sort, int Page)
{
    /// <summary>How a phase that is not there is written in addresses.</summary>
    public const string NoPhase = "-";

    /// <summary>Numbers of rows per page to choose from; the first is the default.</summary>
    public static readonly ImmutableArray<int> Sizes = [10, 20, 50, 100];

    /// <summary>Longest text searched for.</summary>
    public const int MaximumText = 200;

    /// <summary>An address that asks for nothing in particular.</summary>
    public static ListAddress Plain { get; } = new(null, "", null, 1);

    /// <summary>Rows per page.</summary>
    public int Size { get; init; } = Sizes[0];

    /// <summary>The phase to show, empty for rows without one; <c>null</c> for all.</summary>
    public string? Phase { get; init; }

    /// <summary>Ids of the source's filters, all of which have to fit; empty for none.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Ids of the columns to show, with commas between; <c>null</c> for those shown by default.</summary>
    public string? Columns { get; init; }

    /// <summary>Reads the parts of an address. What makes no sense is taken for absent: addresses are typed and mangled.</summary>
    public static ListAddress Read(string? ns, string? text, string? sort, string? page) => new(
        ns is not null && NamespaceName.IsValid(ns) ? ns : null,
        Shorten(text ?? ""),
        string.IsNullOrEmpty(sort) ? null : sort,
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 1 ? number : 1);

    /// <summary>The same address with what else it says.</summary>
    public ListAddress With(string? size, string? phase, string? columns, string? only) => this with
    {
        Only = [.. Shorten(only ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()],
        Size = int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && Sizes.Contains(number) ? number : Sizes[0],
        Phase = string.IsNullOrEmpty(phase) ? null : phase == NoPhase ? "" : Shorten(phase),
        Columns = string.IsNullOrEmpty(columns) ? null : Shorten(columns),
    };

    /// <summary>The parts as an address holds them; those that are absent or default are <c>null</c>.</summary>
    public IReadOnlyDictionary<string, object?> ToParameters() => new Dictionary<string, object?>
    {
        ["namespace"] = Namespace,
        ["q"] = Text.Length == 0 ? null : Text,
        ["sort"] = Sort,
        ["page"] = Page == 1 ? null : Page,
        ["size"] = Size == Sizes[0] ? null : Size,
        ["phase"] = Phase is "" ? NoPhase : Phase,
        ["cols"] = Columns,
        ["only"] = Only.IsEmpty ? null : string.Join(',', Only),
    };

    /// <summary>What to look at.</summary>
    public ListQuery ToQuery<T>(ListDeclaration<T> declaration)
        where T : class, IRow
    {
        (ListSort sort, bool descending) = SortOf(declaration);
        return new ListQuery(Namespace, Text.Trim(), sort.Order, sort.Reversed != descending, Page, Size) { Phase = Phase, Only = Only };
    }

    /// <summary>The sort and its direction; the default where the address names none, or one that is not there.</summary>
    public (ListSort Sort, bool Descending) SortOf<T>(ListDeclaration<T> declaration)
        where T : class, IRow
    {
        string key = (Sort ?? "").TrimStart('-');
        ListSort? named = declaration.Columns.Select(column => column.Sort).FirstOrDefault(sort => sort?.Key == key);
        return named is null ? (declaration.DefaultSort, false) : (named, Sort!.StartsWith('-'));
    }

    /// <summary>The address after a click on a heading: sorted by it, or the other way round if it already was.</summary>
    public ListAddress SortedBy<T>(ListSort sort, ListDeclaration<T> declaration)
        where T : class, IRow
    {
        (ListSort present, bool descending) = SortOf(declaration);
        bool nowDescending = present == sort && !descending;
        string? key = sort == declaration.DefaultSort && !nowDescending ? null : $"{(nowDescending ? "-" : "")}{sort.Key}";
        return this with { Sort = key, Page = 1 };
    }

    private static string Shorten(string text) => text.Length <= MaximumText ? text : text[..MaximumText];
}
