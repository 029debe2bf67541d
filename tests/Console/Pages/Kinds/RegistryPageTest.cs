using BackupConsole.Components;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Kinds;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.Kinds;

/// <summary>Lists and pages of a kind, found by their addresses as the registry has them.</summary>
public abstract class RegistryPageTest : KindPageTest
{
    /// <summary>The list, drawn with so many rows at least; with none, when it says that there are none.</summary>
    internal async Task<RenderedComponent> ListAsync(ResourceKind kind, int rows = 1)
    {
        Use(Cluster);
        Context.Navigation.StartAt(Addresses.List("dev", kind));
        RenderedComponent page = await RenderAsync<KindListPage>(("Cluster", "dev"), ("Resource", kind.Id));
        await page.WaitForStateAsync(() => rows > 0 ? page.FindAll("tbody td.name a").Count >= rows : page.FindAll(".state h2").Count > 0, Cancel);
        return page;
    }

    /// <summary>The page of an object, drawn.</summary>
    internal async Task<RenderedComponent> OpenAsync(ResourceKind kind, string name = "one")
    {
        Use(Cluster);
        Context.Navigation.StartAt(Addresses.Detail("dev", kind, new ObjectKey(kind.Namespaced ? "demo" : "", name)));
        (string, object)[] place = kind.Namespaced ? [("Namespace", "demo")] : [];
        RenderedComponent page = await RenderAsync<KindDetailPage>([("Cluster", "dev"), ("Resource", kind.Id), ("Name", name), .. place]);
        await page.WaitForStateAsync(() => page.FindAll("dl.basic").Count > 0, Cancel);
        return page;
    }

    internal static string[] Cells(RenderedComponent page, string table, string css) => [.. page.FindAll($"table[aria-label='{table}'] td{css}").Select(cell => cell.TextContent.Trim())];

    /// <summary>The cells of a table, once it has so many rows.</summary>
    internal static async Task<string[]> CellsAsync(RenderedComponent page, string table, int rows = 1)
    {
        await page.WaitForStateAsync(() => page.FindAll($"table[aria-label='{table}'] tbody tr").Count >= rows, Cancel);
        return Cells(page, table);
    }

    internal static string[] Headings(RenderedComponent page) => [.. page.FindAll("section.card h2").Select(heading => heading.TextContent.Trim())];
}
