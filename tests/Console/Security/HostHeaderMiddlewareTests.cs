using BackupConsole.Security;
using BackupConsole.Settings;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Tests.Security;

public class HostHeaderMiddlewareTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5080")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("[::1]:5080")]
    [InlineData("console.example.org")]
    [InlineData("console.example.org:8443")]
    [InlineData("[fd00::5]:8443")]
    public async Task Own_names_are_answered(string host)
    {
        Assert.Equal(StatusCodes.Status200OK, await StatusAsync(host));
    }

    [Theory]
    [InlineData("")]
    [InlineData("attacker.example")]
    [InlineData("localhost.attacker.example")]
    [InlineData("127.0.0.1.attacker.example:5080")]
    [InlineData("xlocalhost")]
    [InlineData("console.example.org.")]
    [InlineData("sub.console.example.org")]
    [InlineData("[::2]")]
    [InlineData("127.0.0.2")]
    public async Task Other_names_are_refused(string host)
    {
        Assert.Equal(StatusCodes.Status400BadRequest, await StatusAsync(host));
    }

    [Fact]
    public async Task The_refusal_says_what_to_do_and_repeats_nothing_of_the_request()
    {
        DefaultHttpContext context = new() { Response = { Body = new MemoryStream() } };
        context.Request.Host = new HostString("<script>.example");
        await Middleware().InvokeAsync(context);

        context.Response.Body.Position = 0;
        string text = await new StreamReader(context.Response.Body).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Access:Hosts", text, StringComparison.Ordinal);
        Assert.DoesNotContain("script", text, StringComparison.Ordinal);
        Assert.StartsWith("text/plain", context.Response.ContentType, StringComparison.Ordinal);
    }

    private static async Task<int> StatusAsync(string host)
    {
        DefaultHttpContext context = new();
        context.Request.Host = new HostString(host);
        await Middleware().InvokeAsync(context);
        return context.Response.StatusCode;
    }

    private static HostHeaderMiddleware Middleware() => new(
        _ => Task.CompletedTask,
        new AccessOptions { Listen = ListenScope.Any, Hosts = ["console.example.org", "fd00::5"] });
}
