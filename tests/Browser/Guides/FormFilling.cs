using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Components.Forms;
using BackupConsole.KubeStash.Manifests;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Fills in a form field by field. A field is known by the place of the manifest it writes; what belongs there is remembered.</summary>
/// <param name="page">The form.</param>
/// <param name="ground">What the cluster has.</param>
/// <param name="name">Name of what is made.</param>
public sealed class FormFilling(ConsolePage page, FormObjects ground, string name)
{
    // Whether something stands in every control a person could fill in; of several boxes one is enough.
    private const string EmptyLabels =
        """
        () => [...document.querySelectorAll('main .fields')].flatMap(form => [
          ...[...form.querySelectorAll('input:not([type=radio]):not([type=checkbox]), select, textarea')].filter(control => control.value === ''),
          ...[...form.querySelectorAll('[role=switch]')].filter(control => !control.checked),
          ...[...form.querySelectorAll('.check-list')].filter(list => !list.querySelector(':checked')),
        ]).map(control => control.getAttribute('aria-label') ?? (control.querySelector('legend') ?? control.labels[0]).textContent.replace('*', '').trim())
        """;

    private readonly List<(ManifestPath Place, JsonNode? Value)> written = [];
    private readonly Dictionary<string, string> secrets = [];

    /// <summary>What the cluster has.</summary>
    public FormObjects Ground => ground;

    /// <summary>What is made is called this.</summary>
    public string Name => name;

    /// <summary>What has to stand where in the manifest.</summary>
    public IReadOnlyList<(ManifestPath Place, JsonNode? Value)> Written => written;

    /// <summary>The values of the Secret, by key.</summary>
    public IReadOnlyDictionary<string, string> Secrets => secrets;

    /// <summary>Types or chooses a value.</summary>
    public async Task SetAsync(string place, string value)
    {
        await PutAsync(place, value);
        written.Add((ManifestPath.Parse(place), value.Length == 0 ? null : JsonValue.Create(value)));
    }

    /// <summary>Types a number.</summary>
    public async Task SetAsync(string place, long value)
    {
        await PutAsync(place, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        written.Add((ManifestPath.Parse(place), JsonValue.Create(value)));
    }

    /// <summary>Chooses an object of the ground's namespace.</summary>
    /// <param name="place">The reference.</param>
    /// <param name="value">Name of the object.</param>
    /// <param name="nameField">The field of the reference with the name.</param>
    public async Task ReferAsync(string place, string value, string nameField = "name")
    {
        await PutAsync(place, $"{ground.Namespace}/{value}");
        written.Add((ManifestPath.Parse(place).Field(nameField), JsonValue.Create(value)));
        written.Add((ManifestPath.Parse(place).Field("namespace"), JsonValue.Create(ground.Namespace)));
    }

    /// <summary>Chooses the object that is backed up.</summary>
    public async Task TargetAsync(string place)
    {
        await SetAsync($"{place}.apiGroup", "apps");
        await SetAsync($"{place}.kind", "StatefulSet");
        await SetAsync($"{place}.namespace", ground.Namespace);
        await SetAsync($"{place}.name", FormObjects.Target);
    }

    /// <summary>Types a map as YAML.</summary>
    public async Task MapAsync(string place, string yaml, string json)
    {
        await PutAsync(place, yaml);
        written.Add((ManifestPath.Parse(place), JsonNode.Parse(json)));
    }

    /// <summary>Types lines.</summary>
    public async Task LinesAsync(string place, params string[] lines)
    {
        await PutAsync(place, string.Join('\n', lines));
        written.Add((ManifestPath.Parse(place), new JsonArray([.. lines.Select(line => (JsonNode)JsonValue.Create(line))])));
    }

    /// <summary>Types a value of the Secret.</summary>
    public async Task SecretAsync(string key, string value)
    {
        await PutAsync($"stringData.{key}", value);
        secrets.Add(key, value);
    }

    /// <summary>Switches something on.</summary>
    public async Task SwitchAsync(string place)
    {
        await Control(place).CheckAsync();
        written.Add((ManifestPath.Parse(place), JsonValue.Create(true)));
    }

    /// <summary>Ticks one of several.</summary>
    public async Task TickAsync(string place, string option)
    {
        await page.Page.Locator(".check-list").GetByLabel(option, new() { Exact = true }).CheckAsync();
        written.Add((ManifestPath.Parse(place), new JsonArray(option)));
    }

    /// <summary>Adds a row to a map of texts.</summary>
    public async Task PairAsync(string place, string key, string value)
    {
        ILocator group = page.Page.Locator($".pairs[aria-labelledby='{IdOf(place)}-title']");
        int row = await group.Locator(".pair").CountAsync();
        await group.GetByRole(AriaRole.Button, new() { Name = "Add new" }).ClickAsync();
        await FillAsync(group.Locator(".pair").Nth(row).Locator("input").First, key);
        await FillAsync(group.Locator(".pair").Nth(row).Locator("input").Last, value);
        written.Add((ManifestPath.Parse(place).Field(key), JsonValue.Create(value)));
    }

    /// <summary>Adds an entry to a list.</summary>
    public async Task AddAsync(string place)
    {
        await page.Page.Locator($"#{IdOf(place)}-add").ClickAsync();
    }

    /// <summary>Chooses one of the words that stand beside each other.</summary>
    public async Task ChooseAsync(string words)
    {
        ILocator choice = page.Page.Locator(".segmented label").Filter(new() { HasText = words });
        await choice.ClickAsync();

        // The browser ticks it at once; the fields that belong to it come with the server's answer.
        await Assertions.Expect(choice).ToHaveClassAsync(new Regex("\\bon\\b"));
        await OpenBlocksAsync();
    }

    /// <summary>What every form has: namespace, a name where it is typed, a label and an annotation.</summary>
    public async Task BeginAsync(bool isNamed = true)
    {
        await OpenBlocksAsync();
        await SetAsync("metadata.namespace", ground.Namespace);
        if (isNamed)
        {
            await SetAsync("metadata.name", name);
        }

        await PairAsync("metadata.labels", "example.com/team", "shop");
        await PairAsync("metadata.labels", "tier", "yes");
        await PairAsync("metadata.annotations", "example.com/ticket", "OPS: 7 # \"soon\"");
    }

    /// <summary>Opens every block that is closed.</summary>
    public async Task OpenBlocksAsync()
    {
        ILocator closed = page.Page.Locator("main .block-head[aria-expanded=false]:visible");
        while (await closed.CountAsync() > 0)
        {
            string? block = await closed.First.GetAttributeAsync("aria-controls");
            await closed.First.ClickAsync();
            await Assertions.Expect(page.Page.Locator($"[aria-controls='{block}']")).ToHaveAttributeAsync("aria-expanded", "true");
        }
    }

    /// <summary>The labels of the controls that nothing stands in.</summary>
    public async Task<string[]> EmptyAsync() => await page.Page.EvaluateAsync<string[]>(EmptyLabels);

    private static string IdOf(string place) => ManifestField.IdOf(ManifestPath.Parse(place));

    private static async Task FillAsync(ILocator control, string value)
    {
        await control.FillAsync(value);
        await control.BlurAsync();
        await Assertions.Expect(control).ToHaveValueAsync(value);
    }

    private ILocator Control(string place) => page.Page.Locator($"#{IdOf(place)}");

    private async Task PutAsync(string place, string value)
    {
        ILocator control = Control(place);
        await control.WaitForAsync();
        if (await control.EvaluateAsync<string>("control => control.tagName") == "SELECT")
        {
            await new Hands.Mouse(page).ChooseAsync(control, value);
        }
        else
        {
            await FillAsync(control, value);
        }
    }
}
