using System.Text.Json.Nodes;
using BackupConsole.Components.Manifests;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Components.Manifests;

public class ManifestViewTests
{
    [Fact]
    public async Task An_object_is_shown_read_only_in_either_format_and_followed()
    {
        await using ComponentTestContext context = new();
        RenderedComponent view = await context.RenderAsync<ManifestView>(with => with.Add(page => page.Name, "a").Add(page => page.Value, Object("a")));

        Assert.Equal("a.yaml", view.Find("h2").TextContent);
        Assert.Contains("readOnly = True", context.Script.Invocations.Single(call => call.Function == "create").Arguments[2]!.ToString(), StringComparison.Ordinal);
        await view.FindAll("[role=group] button")[1].ClickAsync();
        Assert.Equal("a.json", view.Find("h2").TextContent);
        Assert.Equal(true, context.Script.Invocations.Last(call => call.Function == "setText").Arguments[1]);

        int before = context.Script.Calls.Count(call => call == "setText");
        await view.SetParametersAsync<ManifestView>(with => with.Add(page => page.Value, Object("a")));
        Assert.Equal(before, context.Script.Calls.Count(call => call == "setText"));
        await view.SetParametersAsync<ManifestView>(with => with.Add(page => page.Value, Object("b")));
        Assert.Equal(before + 1, context.Script.Calls.Count(call => call == "setText"));
    }

    private static JsonObject Object(string name) => new() { ["kind"] = "A", ["metadata"] = new JsonObject { ["name"] = name } };
}
