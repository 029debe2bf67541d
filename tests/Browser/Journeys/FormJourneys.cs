using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>What every form does, whatever it makes.</summary>
public sealed class FormJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_click_arrives_also_when_a_mistake_shows_while_the_button_is_held(bool isNarrow)
    {
        ConsolePage page = await OpenAsync(ConsoleOf(Cluster.Kubeconfig), new() { ViewportSize = isNarrow ? Screens.Narrow : Screens.Wide });
        await page.GoAsync($"/c/{Cluster.Admin.Slug}/{ConsolePage.List}/new");
        ILocator timeout = page.Page.Locator("#fieldspec-backupTimeout");
        await timeout.FillAsync("soon");
        LocatorBoundingBoxResult button = (await page.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).BoundingBoxAsync())!;

        // At its lower edge, from which the button must not move away; a person holds it for a tenth of a second.
        await page.Page.Mouse.MoveAsync(button.X + (button.Width / 2), button.Y + button.Height - 4);
        await page.Page.Mouse.DownAsync();
        await Expect(page.Page.Locator("#fieldspec-backupTimeout-error")).ToContainTextAsync("\"soon\" is not a duration.");
        await page.Page.Mouse.UpAsync();

        await Expect(page.Page.Locator(".form-bar [role=status]")).ToHaveTextAsync("4 fields need attention");
    }
}
