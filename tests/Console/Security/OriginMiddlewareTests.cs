using BackupConsole.Security;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Tests.Security;

public class OriginMiddlewareTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Reading_needs_no_origin(string method)
    {
        Assert.Equal(StatusCodes.Status200OK, await StatusAsync(method, null));
        Assert.Equal(StatusCodes.Status200OK, await StatusAsync(method, "https://elsewhere.example"));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("CONNECT")]
    public async Task Anything_else_comes_from_the_console_itself(string method)
    {
        Assert.Equal(StatusCodes.Status200OK, await StatusAsync(method, "http://localhost:5080"));
        Assert.Equal(StatusCodes.Status403Forbidden, await StatusAsync(method, "https://elsewhere.example"));
        Assert.Equal(StatusCodes.Status403Forbidden, await StatusAsync(method, null));
    }

    [Theory]
    [InlineData("http://localhost:5080", 200)]
    [InlineData("HTTP://LOCALHOST:5080", 200)]
    [InlineData("https://localhost:5080", 403)]
    [InlineData("http://localhost:5081", 403)]
    [InlineData("http://localhost", 403)]
    [InlineData("http://127.0.0.1:5080", 403)]
    [InlineData("http://localhost:5080.elsewhere.example", 403)]
    [InlineData("null", 403)]
    [InlineData("", 403)]
    [InlineData(null, 403)]
    public async Task A_web_socket_is_opened_by_the_console_s_own_pages_only(string? origin, int status)
    {
        Assert.Equal(status, await StatusAsync("GET", origin, webSocket: true));
    }

    [Fact]
    public async Task Two_origins_are_none()
    {
        DefaultHttpContext context = Context("POST", null, webSocket: false);
        context.Request.Headers.Origin = new[] { "http://localhost:5080", "http://localhost:5080" };
        await new OriginMiddleware(_ => Task.CompletedTask).InvokeAsync(context);

        Assert.Equal(StatusCodes.Status403Forbidden, context.Response.StatusCode);
    }

    private static async Task<int> StatusAsync(string method, string? origin, bool webSocket = false)
    {
        DefaultHttpContext context = Context(method, origin, webSocket);
        await new OriginMiddleware(_ => Task.CompletedTask).InvokeAsync(context);
        return context.Response.StatusCode;
    }

    private static DefaultHttpContext Context(string method, string? origin, bool webSocket)
    {
        DefaultHttpContext context = new();
        context.Request.Method = method;
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost", 5080);
        if (origin is not null)
        {
            context.Request.Headers.Origin = origin;
        }

        if (webSocket)
        {
            context.Request.Headers.Upgrade = "websocket";
        }

        return context;
    }
}
