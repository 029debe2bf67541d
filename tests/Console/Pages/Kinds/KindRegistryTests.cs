using System.Reflection;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Kinds;
using BackupConsole.Testing.ComponentHost;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Tests.Pages.Kinds;

public class KindRegistryTests : RegistryPageTest
{
    /// <summary>KubeStash's kinds, by id.</summary>
    public static TheoryData<string> Kinds => [.. KubeStashKinds.All.Select(kind => kind.Id)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_a_list_and_pages_of_its_own(string id) => Assert.Equal(id, KindRegistry.Find(id)?.Kind.Id);

    [Fact]
    public void What_is_no_kind_has_none()
    {
        Assert.Null(KindRegistry.Find(null));
        Assert.Null(KindRegistry.Find("backupverifiers.core.kubestash.com"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_list_shows_an_object_that_has_a_name_and_nothing_else(string id)
    {
        ResourceKind kind = Put(id);

        RenderedComponent page = await ListAsync(kind);

        Assert.Contains("one", page.Find("tbody td.name").TextContent, StringComparison.Ordinal);
        Assert.Equal(kind.Namespaced, page.FindAll("thead th").Any(cell => cell.TextContent.Trim() == "Namespace"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_list_without_objects_says_how_to_get_one(string id)
    {
        RenderedComponent page = await ListAsync(KubeStashKinds.All.Single(kind => kind.Id == id), rows: 0);

        Assert.NotEmpty(page.Find(".state .words").TextContent.Trim());
    }

    // A page of its own at the address of new objects is a form.
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_list_leads_to_the_form_and_to_the_manifest_beside_it(string id)
    {
        ResourceKind kind = Put(id);
        bool hasForm = typeof(KindRegistry).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>(inherit: false)).Any(route => route.Template == $"/c/{{Cluster}}/{id}/new");

        RenderedComponent page = await ListAsync(kind);

        string address = $"/c/dev/{id}/new";
        Assert.Equal(
            kind == KubeStashKinds.Snapshot ? [] : hasForm ? [address, $"{address}/manifest"] : [address],
            page.FindAll(".head a").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_page_shows_an_object_that_has_a_name_and_nothing_else(string id)
    {
        ResourceKind kind = Put(id);

        RenderedComponent page = await OpenAsync(kind);

        Assert.Equal(["Name", "Namespace", "Labels", "Annotations", "UID"], Labels(page).Take(5));
        Assert.Equal("one", Value(page, "Name"));
        Assert.Equal(kind.Namespaced ? "demo" : "-", Value(page, "Namespace"));
        await page.WaitForStateAsync(() => page.FindAll("section [aria-busy]").Count == 0, Cancel);
        Assert.Equal(Headings(page).Length, Headings(page).Distinct().Count());
    }

    // As the server has it the moment somebody created it.
    private ResourceKind Put(string id)
    {
        ResourceKind kind = KubeStashKinds.All.Single(one => one.Id == id);
        JsonObject metadata = new() { ["name"] = "one" };
        if (kind.Namespaced)
        {
            metadata["namespace"] = "demo";
        }

        Cluster.Put(kind, new JsonObject { ["metadata"] = metadata, ["spec"] = new JsonObject() });
        return kind;
    }
}
