using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Lists;

/// <summary>Which columns of a list are shown. The first one, the name, always is.</summary>
internal static class ListColumns
{
    /// <summary>The columns of a choice, in their own order; all of them when it is <c>null</c> or names none.</summary>
    /// <param name="declaration">The list.</param>
    /// <param name="chosen">Ids with commas between.</param>
    public static ImmutableArray<ListColumn<T>> Of<T>(ListDeclaration<T> declaration, string? chosen)
        where T : class, IRow
    {
        if (chosen is null)
        {
            return declaration.Columns;
        }

        string[] ids = chosen.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        ImmutableArray<ListColumn<T>> shown = [.. declaration.Columns.Where((column, at) => at == 0 || ids.Contains(column.Id, StringComparer.Ordinal))];
        return ids.Any(id => declaration.Columns.Any(column => column.Id == id)) ? shown : declaration.Columns;
    }

    /// <summary>The choice after one column was switched on or off; <c>null</c> when all are shown.</summary>
    public static string? Toggle<T>(ListDeclaration<T> declaration, ImmutableArray<ListColumn<T>> shown, ListColumn<T> column)
        where T : class, IRow
    {
        ListColumn<T>[] next = [.. declaration.Columns.Where(each => shown.Contains(each) != ReferenceEquals(each, column))];
        return next.Length == declaration.Columns.Length ? null : string.Join(',', next.Select(each => each.Id));
    }
}
