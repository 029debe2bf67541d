using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Components.Manifests;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Testing;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>What a server stores is what the preview showed, and what the preview shows is what was typed: for every form, each with something in all of its fields.</summary>
public sealed class StoredFormTests(BrowserFixture fixture, FormObjects ground) : BrowserTest(fixture), IClassFixture<FormObjects>
{
    private readonly List<(ResourceKind Kind, ObjectKey Key)> made = [];

    /// <summary>Titles of all forms.</summary>
    public static TheoryData<string> Forms => [.. FilledForm.All.Select(form => form.Title)];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task What_is_stored_equals_the_preview_and_the_preview_what_was_typed(string title)
    {
        FilledForm form = FilledForm.All.Single(one => one.Title == title);
        string name = Unique.Name("form");
        ConsolePage page = await OpenAsync(ground.Console);
        await page.GoAsync($"/c/{Cluster.Admin.Slug}/{form.Kind.Id}/new");
        FormFilling filling = new(page, ground, name);
        await form.FillAsync(filling);
        Assert.Equal(form.LeftEmpty, await filling.EmptyAsync());

        await page.PreviewAsync();
        JsonObject preview = await ReadPreviewAsync(page, form.Kind.Kind);
        Assert.Equal([], filling.Written.Where(one => !JsonNode.DeepEquals(new Manifest(preview).Get(one.Place), one.Value)).Select(one => $"{one.Place} is not {one.Value}"));
        JsonObject? secret = filling.Secrets.Count == 0 ? null : await ReadSecretPreviewAsync(page);
        await page.Button("Submit").ClickAsync();

        ObjectKey key = KeyOf(preview);
        await Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/{form.Kind.Id}/n/{key.Namespace}/o/{key.Name}$"));
        made.Add((form.Kind, key));
        Assert.Equal([], StoredLeaves.Differences(preview, await Cluster.Client.GetAsync(form.Kind, key, Token)));
        if (secret is not null)
        {
            await HoldsWhatWasTypedAsync(secret, filling.Secrets);
        }
    }

    [Fact]
    public void No_form_is_left_out()
    {
        const string Suffix = "/new";
        IEnumerable<string> forms = typeof(BackupConsole.Components.Forms.CreateFlow).Assembly.GetTypes().SelectMany(page => page.GetCustomAttributes<RouteAttribute>())
            .Where(route => route.Template.EndsWith(Suffix, StringComparison.Ordinal) && !route.Template.Contains("{Resource}", StringComparison.Ordinal))
            .Select(route => route.Template[..^Suffix.Length].Split('/')[^1]);
        Assert.Equal(forms.Order(), FilledForm.All.Select(form => form.Kind.Id).Distinct().Order());
    }

    [Fact]
    public void Every_difference_is_told_and_what_a_server_adds_is_none()
    {
        JsonNode sent = JsonNode.Parse("""{"spec": {"same": 1, "changed": "1", "dropped": true, "items": [{"name": "a"}, {"name": "b"}], "empty": {} } }""")!;
        JsonNode stored = JsonNode.Parse("""{"spec": {"same": 1, "changed": 1, "added": 2, "items": [{"name": "a", "added": 3}, {"name": "c"}], "empty": {"added": 4} } }""")!;
        Assert.Equal(
            ["spec.changed: \"1\" was sent, 1 is stored", "spec.dropped: true was sent, nothing is stored", "spec.items[1].name: \"b\" was sent, \"c\" is stored"],
            StoredLeaves.Differences(sent, stored));
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        foreach ((ResourceKind kind, ObjectKey key) in made)
        {
            await Cluster.Client.DeleteAsync(kind, key, new(), CancellationToken.None);
        }

        await base.DisposeAsync();
    }

    private static ObjectKey KeyOf(JsonObject manifest) => new(manifest["metadata"]!["namespace"]!.GetValue<string>(), manifest["metadata"]!["name"]!.GetValue<string>());

    /// <summary>The manifest in the editor: its YAML and its JSON say the same.</summary>
    private static async Task<JsonObject> ReadPreviewAsync(ConsolePage page, string kind)
    {
        await page.TextHasAsync($"kind: {kind}");
        Manifest yaml = YamlReader.Read(await page.EditorTextAsync()).Manifest!;
        await page.Format("JSON").ClickAsync();
        await page.TextHasAsync($"\"kind\": \"{kind}\"");
        JsonObject json = JsonNode.Parse(await page.EditorTextAsync())!.AsObject();
        Assert.True(new Manifest(json).HasSameValuesAs(yaml), $"{yaml.Root}\n{json}");
        await page.Format("YAML").ClickAsync();
        await page.TextHasAsync($"kind: {kind}");
        return json;
    }

    private static async Task<JsonObject> ReadSecretPreviewAsync(ConsolePage page)
    {
        await page.ShowEntryAsync("secret_storage_cred");
        return await ReadPreviewAsync(page, "Secret");
    }

    /// <summary>The preview has the keys and a placeholder for each value; the cluster has the values.</summary>
    private async Task HoldsWhatWasTypedAsync(JsonObject preview, IReadOnlyDictionary<string, string> typed)
    {
        ObjectKey key = KeyOf(preview);
        made.Add((BuiltInKinds.Secret, key));
        JsonObject stored = await Cluster.Client.GetAsync(BuiltInKinds.Secret, key, Token);
        JsonObject placeholders = preview["stringData"]!.AsObject();
        Assert.Equal(typed.Keys.Order(), placeholders.Select(value => value.Key).Order());
        Assert.All(placeholders, value => Assert.Equal(SecretManifest.Placeholder, value.Value!.GetValue<string>()));
        preview.Remove("stringData");
        Assert.Equal([], StoredLeaves.Differences(preview, stored));
        Assert.Equal(
            typed.OrderBy(value => value.Key, StringComparer.Ordinal),
            stored["data"]!.AsObject().Select(value => KeyValuePair.Create(value.Key, Encoding.UTF8.GetString(Convert.FromBase64String(value.Value!.GetValue<string>())))).OrderBy(value => value.Key, StringComparer.Ordinal));
    }
}
