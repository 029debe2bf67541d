using BackupConsole.Components;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Kinds;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages.Kinds;

/// <summary>Lists and pages of a kind, and what is on them.</summary>
public abstract class KindPageTest : PageTest
{
    internal MemoryCluster Cluster { get; } = new();

    /// <summary>The list, drawn with at least so many rows.</summary>
    internal async Task<RenderedComponent> ListAsync(ResourceKind kind, int rows = 1)
    {
        Use(Cluster);
        Context.Navigation.StartAt(Addresses.List("dev", kind));
        RenderedComponent page = await RenderAsync<KindListPage>(("Cluster", "dev"), ("Resource", kind.Id));
        await page.WaitForStateAsync(() => page.FindAll("tbody tr").Count >= rows && (rows > 0 || page.FindAll(".state h2").Count > 0), Cancel);
        return page;
    }

    /// <summary>The page of an object, drawn.</summary>
    internal async Task<RenderedComponent> OpenAsync(ResourceKind kind, string name = "one")
    {
        Use(Cluster);
        ObjectKey key = new(kind.Namespaced ? "demo" : "", name);
        Context.Navigation.StartAt(Addresses.Detail("dev", kind, key));
        RenderedComponent page = await RenderAsync<KindDetailPage>([("Cluster", "dev"), ("Resource", kind.Id), ("Name", name), .. kind.Namespaced ? new[] { ("Namespace", (object)"demo") } : []]);
        await page.WaitForStateAsync(() => page.FindAll("dl.basic").Count > 0, Cancel);
        return page;
    }

    internal static string[] Columns(RenderedComponent page, string table) => [.. page.FindAll($"table[aria-label='{table}'] th").Select(cell => cell.TextContent.Trim())];

    internal static string[] Cells(RenderedComponent page, string table, string css = "") => [.. page.FindAll($"table[aria-label='{table}'] td{css}").Select(cell => cell.TextContent.Trim())];

    internal static async Task<string[]> CellsAsync(RenderedComponent page, string table, int rows = 1)
    {
        await page.WaitForStateAsync(() => page.FindAll($"table[aria-label='{table}'] tbody tr").Count >= rows, Cancel);
        return Cells(page, table);
    }

    internal static string[] Labels(RenderedComponent page) => [.. page.FindAll("dl.basic")[0].QuerySelectorAll("dt").Select(term => term.TextContent.Trim())];

    internal static string Value(RenderedComponent page, string label) =>
        page.FindAll("dl.basic")[0].QuerySelectorAll("div").Single(row => row.QuerySelector("dt")!.TextContent == label).QuerySelector("dd")!.TextContent.Trim();

    internal static string[] Headings(RenderedComponent page) => [.. page.FindAll("section.card h2").Select(heading => heading.TextContent.Trim())];
}
