using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.Testing;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Objects of every kind can be made by manifest: the template to start with is taken as it is, and what is stored is what was written.</summary>
public sealed class StoredTemplateTests(BrowserFixture fixture, KindObjects ground) : BrowserTest(fixture), IClassFixture<KindObjects>
{
    private (ResourceKind Kind, ObjectKey Key)? made;

    /// <summary>KubeStash's kinds, by id.</summary>
    public static TheoryData<string> Kinds => [.. KubeStashKinds.All.Select(kind => kind.Id)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_stored_equals_the_manifest_that_was_written(string id)
    {
        ResourceKind kind = KubeStashKinds.All.Single(one => one.Id == id);
        string name = Unique.Name("written");
        ConsolePage page = await OpenAsync(ground.Console);
        await page.GoAsync($"/c/{Cluster.Admin.Slug}/{id}/new/manifest?namespace={ground.Namespace}");
        await page.EditorIsReadyAsync();
        await page.Format("JSON").ClickAsync();
        await page.TextHasAsync($"\"kind\": \"{kind.Kind}\"");
        JsonObject manifest = JsonNode.Parse(await page.EditorTextAsync())!.AsObject();
        manifest["metadata"]!["name"] = name;
        manifest["metadata"]!["annotations"] = new JsonObject { ["example.com/ticket"] = "010", ["example.com/word"] = "yes" };
        await page.SelectAllTextAsync();
        await page.Page.Keyboard.InsertTextAsync(manifest.ToJsonString());
        await page.Button("Submit").ClickAsync();

        await Expect(page.Page).ToHaveURLAsync(new Regex($"/{Regex.Escape(id)}/.*o/{name}$"));
        ObjectKey key = new(kind.Namespaced ? ground.Namespace : "", name);
        made = (kind, key);
        Assert.Equal([], StoredLeaves.Differences(manifest, await Cluster.Client.GetAsync(kind, key, Token)));
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        if (made is { } stored)
        {
            await Cluster.Client.DeleteAsync(stored.Kind, stored.Key, new(), CancellationToken.None);
        }

        await base.DisposeAsync();
    }
}
