using BackupConsole.Components.Details;
using BackupConsole.Components.Lists;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages;

/// <summary>Lists and pages of a kind, as it declares them.</summary>
public abstract class KindPageTest : PageTest
{
    internal MemoryCluster Cluster { get; } = new();

    /// <summary>Opens the page of an object and waits until it is there.</summary>
    internal async Task<RenderedComponent> OpenAsync(DetailDeclaration declaration, ObjectKey key)
    {
        Use(Cluster);
        Context.Navigation.StartAt($"/c/dev/{declaration.Kind.Id}/n/{key.Namespace}/o/{key.Name}");
        RenderedComponent page = await RenderAsync<DetailPage>(("Cluster", "dev"), ("Namespace", key.Namespace), ("Name", key.Name), ("Declaration", declaration));
        await page.WaitForStateAsync(() => page.FindAll("section[aria-labelledby=basic-title] dt").Count > 0, Cancel);
        return page;
    }

    /// <summary>Opens the list of a kind and waits for its rows.</summary>
    internal async Task<RenderedComponent> OpenListAsync<TRow>(ListDeclaration<TRow> declaration, int rows)
        where TRow : class, IRow
    {
        Use(Cluster);
        Context.Navigation.StartAt($"/c/dev/{declaration.Source.Kind.Id}");
        RenderedComponent page = await RenderAsync<ListPage<TRow>>(("Cluster", "dev"), ("Declaration", declaration));
        await page.WaitForStateAsync(() => page.FindAll("tbody tr").Count == rows, Cancel);
        return page;
    }

    /// <summary>Headings of a table.</summary>
    internal static string[] Columns(RenderedComponent page, string table) => [.. page.FindAll($"table[aria-label='{table}'] th").Select(cell => cell.TextContent.Trim())];

    /// <summary>Cells of a table, row after row.</summary>
    internal static string[] Cells(RenderedComponent page, string table) => [.. page.FindAll($"table[aria-label='{table}'] td").Select(cell => Words(cell.TextContent))];

    /// <summary>A cell of the only row of a table.</summary>
    internal static string Cell(RenderedComponent page, string table, string column) => Cells(page, table)[Array.IndexOf(Columns(page, table), column)];

    /// <summary>Waits until a cell of the first row of a table has a text.</summary>
    internal static Task WaitForCellAsync(RenderedComponent page, string table, string column, string text) =>
        page.WaitForStateAsync(() => Cells(page, table).Length > 0 && Cell(page, table, column) == text, Cancel);

    /// <summary>Labels of a panel.</summary>
    internal static string[] Labels(RenderedComponent page, string panel = "basic") => [.. page.FindAll($"section[aria-labelledby={panel}-title] dt").Select(label => label.TextContent.Trim())];

    /// <summary>The value beside a label of a panel.</summary>
    internal static string Value(RenderedComponent page, string label, string panel = "basic") =>
        Words(page.FindAll($"section[aria-labelledby={panel}-title] dd")[Array.IndexOf(Labels(page, panel), label)].TextContent);

    /// <summary>What a section without rows says.</summary>
    internal static string[] Nothing(RenderedComponent page) => [.. page.FindAll("section .none").Select(none => Words(none.TextContent))];

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
