using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Setup;

/// <summary>The two sizes every state is looked at, and pictures of them for people.</summary>
public static class Screens
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("CONSOLE_TEST_SCREENSHOTS");

    public static ViewportSize Wide => new() { Width = 1440, Height = 900 };

    public static ViewportSize Narrow => new() { Width = 390, Height = 844 };

    /// <summary>
    /// Looks at the present state in both sizes: neither the page nor its list scrolls sideways. With <c>CONSOLE_TEST_SCREENSHOTS</c> set, writes a picture
    /// of it in each size, light and dark, into that folder.
    /// </summary>
    /// <param name="page">The page, in the state to look at.</param>
    /// <param name="state">Name of the state, and of the files.</param>
    public static async Task LookAsync(ConsolePage page, string state)
    {
        PageViewportSizeResult? before = page.Page.ViewportSize;
        foreach (ViewportSize size in (ViewportSize[])[Wide, Narrow])
        {
            await page.Page.SetViewportSizeAsync(size.Width, size.Height);
            await FitsAsync(page, state);
            foreach (ColorScheme scheme in Folder is { Length: > 0 } ? (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark] : [])
            {
                await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                string file = $"{state}-{size.Width}-{(scheme == ColorScheme.Dark ? "dark" : "light")}.png";
                await page.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, file), Animations = ScreenshotAnimations.Disabled });
            }
        }

        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.Page.SetViewportSizeAsync(before!.Width, before.Height);
    }

    private static async Task FitsAsync(ConsolePage page, string state)
    {
        string[] wide = await page.Page.EvaluateAsync<string[]>(
            """
            () => [document.documentElement, ...document.querySelectorAll('.scroll')].every(element => element.scrollWidth <= element.clientWidth) ? []
              : [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > innerWidth - 1)
              .map(element => `${element.tagName}.${element.className} ${Math.round(element.getBoundingClientRect().right)}`)
            """);
        Assert.True(wide.Length == 0, $"{state} scrolls sideways: {string.Join(", ", wide.Take(8))}");
    }
}
