using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>How somebody works with a page: with the mouse, or without.</summary>
public abstract class Hands(ConsolePage page)
{
    /// <summary>The page.</summary>
    protected ConsolePage Page { get; } = page;

    /// <summary>Goes to a control and uses it, as a click does.</summary>
    public abstract Task PressAsync(ILocator control);

    /// <summary>Types into a field.</summary>
    public abstract Task TypeAsync(ILocator field, string text);

    /// <summary>Chooses one of what a field offers, once it does.</summary>
    public async Task ChooseAsync(ILocator field, string value)
    {
        await Assertions.Expect(field.Locator($"option[value='{value}']")).ToBeAttachedAsync();
        await PickAsync(field, value);
        await Assertions.Expect(field).ToHaveValueAsync(value);
    }

    /// <summary>Chooses what is offered.</summary>
    protected abstract Task PickAsync(ILocator field, string value);

    /// <summary>The mouse; keys only for what is typed.</summary>
    public sealed class Mouse(ConsolePage page) : Hands(page)
    {
        /// <inheritdoc />
        public override Task PressAsync(ILocator control) => control.ClickAsync();

        /// <inheritdoc />
        public override async Task TypeAsync(ILocator field, string text)
        {
            await field.ClickAsync();
            await Page.Page.Keyboard.TypeAsync(text);
        }

        /// <inheritdoc />
        protected override async Task PickAsync(ILocator field, string value) => await field.SelectOptionAsync(value);
    }

    /// <summary>Keys alone: Tab to get there, Enter to use it, letters to choose.</summary>
    public sealed class Keyboard(ConsolePage page) : Hands(page)
    {
        private const int MostStops = 150;

        /// <inheritdoc />
        public override async Task PressAsync(ILocator control)
        {
            await TabToAsync(control);
            await Page.Page.Keyboard.PressAsync("Enter");
        }

        /// <inheritdoc />
        public override async Task TypeAsync(ILocator field, string text)
        {
            await TabToAsync(field);
            await Page.Page.Keyboard.TypeAsync(text);
        }

        /// <inheritdoc />
        protected override async Task PickAsync(ILocator field, string value)
        {
            string words = await field.Locator($"option[value='{value}']").First.InnerTextAsync();
            await TabToAsync(field);
            await Page.Page.Keyboard.TypeAsync(words.Trim());
        }

        private async Task TabToAsync(ILocator target)
        {
            await target.WaitForAsync(new() { State = WaitForSelectorState.Visible });
            for (int stops = 0; stops < MostStops; stops++)
            {
                // In the editor Tab indents, until Escape was pressed.
                if (await Page.Page.EvaluateAsync<bool>("() => document.activeElement.closest('[data-editor-host]') !== null"))
                {
                    await Page.Page.Keyboard.PressAsync("Escape");
                }

                await Page.Page.Keyboard.PressAsync("Tab");
                if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                {
                    return;
                }
            }

            Assert.Fail($"Tab does not lead to {target}.");
        }
    }
}
