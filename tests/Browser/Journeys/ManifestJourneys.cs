using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Guides;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>New objects of kinds without a form: a manifest to begin with, and beside it what each of its fields means.</summary>
[Collection(JourneySandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class ManifestJourneys(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("backupblueprints.core.kubestash.com", "?namespace=demo", "new-blueprint", "/n/demo")]
    [InlineData("functions.addons.kubestash.com", "", "new-backup", "")]
    public async Task An_object_is_created_from_its_template_and_every_field_is_explained(string list, string query, string placeholder, string place)
    {
        string name = Unique.Name("t-manifest");
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address($"{list}{query}"));
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Create New Instance" }).ClickAsync();
        await Expect(page.Page.Locator(".editor[data-state=ready]")).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".help")).ToContainTextAsync("Put the cursor on a line");
        string template = await TextAsync(page);

        await page.Page.Locator("[data-editor-host] .view-lines").ClickAsync();
        await page.Page.Keyboard.PressAsync("Control+Home");
        foreach (string line in template.TrimEnd('\n').Split('\n'))
        {
            await page.Page.Keyboard.PressAsync("End");
            string field = Regex.Match(line, "^[ -]*(?<field>[A-Za-z]+):").Groups["field"].Value;
            if (field.Length > 0)
            {
                await Expect(page.Page.Locator(".help .path")).ToHaveTextAsync(new Regex($"(^|\\.){field}$"));
                await Expect(page.Page.Locator(".help dl dt").First).ToHaveTextAsync("Type");
            }

            await page.Page.Keyboard.PressAsync("ArrowDown");
        }

        await Screens.LookAsync(page, $"manifest-{list.Split('.')[0]}");
        await page.Page.Keyboard.PressAsync("Control+A");
        await page.Page.Keyboard.InsertTextAsync(template.Replace(placeholder, name, StringComparison.Ordinal));
        await Expect(page.Text()).ToContainTextAsync(name);
        await page.Button("Submit").ClickAsync();

        await Expect(page.Page).ToHaveURLAsync(new Regex($"/{Regex.Escape(list)}{place}/o/{name}$"));
        await Expect(page.Basic("Name")).ToContainTextAsync(name);
        await page.GoAsync(SandboxFixture.Address($"{list}?q={name}"));
        await Expect(page.Row(name)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_kind_with_a_form_can_be_written_as_a_manifest_instead()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address("retentionpolicies.storage.kubestash.com?namespace=demo"));

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Create by manifest" }).ClickAsync();

        await Expect(page.Page).ToHaveURLAsync(new Regex("/retentionpolicies\\.storage\\.kubestash\\.com/new/manifest\\?namespace=demo"));
        await Expect(page.Page.Locator(".editor[data-state=ready]")).ToBeVisibleAsync();
        Assert.Contains("namespace: demo", await TextAsync(page), StringComparison.Ordinal);
    }

    private static Task<string> TextAsync(ConsolePage page) => page.Page.EvaluateAsync<string>("() => monaco.editor.getEditors()[0].getValue()");
}
