using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>The watch over every page of these journeys sees what it is there to see.</summary>
public sealed class GuardTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=pwned(1)>')", "policy: script-src-attr")]
    [InlineData("document.body.append(Object.assign(document.createElement('script'), { text: 'pwned(1)' }))", "policy: script-src-elem")]
    [InlineData("document.body.append(Object.assign(document.createElement('img'), { src: 'https://evil.example/x.png' }))", "policy: img-src https://evil.example")]
    [InlineData("fetch('https://evil.example/').catch(() => 0)", "policy: connect-src https://evil.example")]
    [InlineData("open('https://evil.example/', '_self')", "another origin: https://evil.example/")]
    [InlineData("console.error('broken')", "console error: broken")]
    [InlineData("setTimeout(() => pwned(1))", "uncaught: ")]
    [InlineData("alert('hello')", "dialog: hello")]
    public async Task A_page_that_does_what_it_may_not_is_found_out(string script, string offence)
    {
        ConsolePage page = await OpenAsync();
        await page.GoAsync("/?choose");
        page.AssertClean();
        await page.Page.EvaluateAsync($"() => {{ {script}; }}");
        await Eventually.HoldsAsync(() => page.Offences.Any(found => found.StartsWith(offence, StringComparison.Ordinal)), () => string.Join('\n', page.Offences), cancellationToken: Token);
        Assert.ThrowsAny<Exception>(page.AssertClean);
        page.Allow(".*");
    }
}
