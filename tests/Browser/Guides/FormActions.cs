using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>What people do with the form of a new object and with its preview.</summary>
public static class FormActions
{
    /// <summary>A field by its label, whatever control it has.</summary>
    public static ILocator Field(this ConsolePage page, string label) =>
        page.Page.Locator("main .form-field > label").Filter(new() { HasTextRegex = Titled(label) }).Locator("xpath=..").Locator("input, select, textarea").First;

    /// <summary>A field with its label and what stands below it.</summary>
    public static ILocator Around(this ILocator field) => field.Locator("xpath=ancestor::*[contains(@class, 'form-field')]");

    /// <summary>Opens a block.</summary>
    public static Task OpenBlockAsync(this ConsolePage page, string title) =>
        page.Page.Locator("main .block h2 .title").Filter(new() { HasTextRegex = Titled(title) }).ClickAsync();

    /// <summary>A button by the words it has.</summary>
    public static ILocator Button(this ConsolePage page, string words) => page.Page.Locator("main button").Filter(new() { HasText = words }).Last;

    /// <summary>What a guide's row on labels and annotations asks for: one of each, seen in the preview.</summary>
    public static async Task AddLabelsAndAnnotationsAsync(this ConsolePage page)
    {
        await page.OpenBlockAsync("Labels & Annotations");
        foreach ((string noun, string key, string value) in ((string, string, string)[])[("label", "team", "shop"), ("annotation", "example.com/ticket", "OPS 7")])
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = $"Add new {noun}" }).ClickAsync();
            await page.Page.GetByLabel($"Key of {noun} 1").FillAsync(key);
            await page.Page.GetByLabel($"Value of {noun} 1").FillAsync(value);
        }

        await page.PreviewAsync();
        await Assertions.Expect(page.Text()).ToContainTextAsync("team: shop");
        await Assertions.Expect(page.Text()).ToContainTextAsync("example.com/ticket: OPS 7");
    }

    /// <summary>Goes to the preview, until its editor can be used.</summary>
    public static async Task PreviewAsync(this ConsolePage page)
    {
        await page.Button("Preview").ClickAsync();
        await page.EditorIsReadyAsync();
    }

    /// <summary>Waits until the editor can be used.</summary>
    public static Task EditorIsReadyAsync(this ConsolePage page) => Assertions.Expect(page.Page.Locator(".editor[data-state=ready]")).ToBeVisibleAsync();

    /// <summary>Selects the whole text in the editor.</summary>
    public static async Task SelectAllTextAsync(this ConsolePage page)
    {
        await page.Page.Locator("[data-editor-host] textarea").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("Control+A");
    }

    /// <summary>Looks at another manifest of the preview.</summary>
    public static Task ShowEntryAsync(this ConsolePage page, string entry) => page.Page.Locator(".files").GetByRole(AriaRole.Button, new() { Name = entry }).ClickAsync();

    /// <summary>The text in the editor.</summary>
    public static ILocator Text(this ConsolePage page) => page.Page.Locator("[data-editor-host] .view-lines");

    /// <summary>The whole text in the editor, of which the page draws what is in view.</summary>
    public static Task<string> EditorTextAsync(this ConsolePage page) => page.Page.EvaluateAsync<string>("() => monaco.editor.getEditors()[0].getModel().getValue()");

    /// <summary>Waits until the text in the editor has these words somewhere.</summary>
    public static Task TextHasAsync(this ConsolePage page, string words) =>
        page.Page.WaitForFunctionAsync("words => monaco.editor.getEditors()[0].getModel().getValue().includes(words)", words);

    /// <summary>YAML or JSON.</summary>
    public static ILocator Format(this ConsolePage page, string word) =>
        page.Page.Locator("[data-manifest] header").GetByRole(AriaRole.Button, new() { Name = word, Exact = true });

    /// <summary>A field of the Basic panel of an object's page.</summary>
    public static ILocator Basic(this ConsolePage page, string label) => page.Page.Locator($"section[aria-labelledby=basic-title] dt:text-is('{label}') + dd");

    private static Regex Titled(string words) => new($"^\\s*{Regex.Escape(words)}( \\*)?\\s*$");
}
