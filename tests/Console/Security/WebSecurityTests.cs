using System.Net;
using System.Net.WebSockets;
using BackupConsole.Security;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackupConsole.Tests.Security;

/// <summary>The whole application on a real socket.</summary>
public class WebSecurityTests(ConsoleFactory app) : IClassFixture<ConsoleFactory>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/no/such/page")]
    [InlineData("/css/app.css")]
    [InlineData("/_framework/blazor.web.js")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using HttpClient client = app.NewClient();
        using HttpResponseMessage response = await client.GetAsync(path, Cancel);

        Assert.Equal([SecurityHeadersMiddleware.ContentSecurityPolicy], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["same-origin"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(["same-origin"], response.Headers.GetValues("Cross-Origin-Opener-Policy"));
        Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/no/such/page")]
    public async Task Pages_are_kept_by_no_cache(string path)
    {
        using HttpClient client = app.NewClient();
        using HttpResponseMessage response = await client.GetAsync(path, Cancel);

        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Pages_hold_no_inline_script_or_handler()
    {
        using HttpClient client = app.NewClient();
        string html = await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancel);
        AngleSharp.Dom.IDocument page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);

        Assert.All(page.QuerySelectorAll("script"), script => Assert.False(string.IsNullOrEmpty(script.GetAttribute("src"))));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(page.QuerySelectorAll("[src],link[href]"), element =>
            Assert.DoesNotContain("//", element.GetAttribute("src") ?? element.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_host_names_are_refused_for_files_too()
    {
        using HttpClient client = app.NewClient();
        using HttpRequestMessage request = new(HttpMethod.Get, "/css/app.css") { Headers = { Host = "attacker.example" } };
        using HttpResponseMessage response = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task The_circuit_s_socket_opens_for_the_own_origin_only()
    {
        Uri socket = new UriBuilder(app.Address) { Scheme = "ws", Path = "/_blazor" }.Uri;
        using ClientWebSocket own = new();
        own.Options.SetRequestHeader("Origin", app.Address.GetLeftPart(UriPartial.Authority));
        await own.ConnectAsync(socket, Cancel);
        Assert.Equal(WebSocketState.Open, own.State);

        using ClientWebSocket foreign = new() { Options = { CollectHttpResponseDetails = true } };
        foreign.Options.SetRequestHeader("Origin", "https://attacker.example");
        await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(socket, Cancel));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.HttpStatusCode);

        using ClientWebSocket silent = new() { Options = { CollectHttpResponseDetails = true } };
        await Assert.ThrowsAsync<WebSocketException>(() => silent.ConnectAsync(socket, Cancel));
        Assert.Equal(HttpStatusCode.Forbidden, silent.HttpStatusCode);
    }

    [Theory]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/_blazor/disconnect")]
    [InlineData("/")]
    public async Task Posting_without_the_own_origin_is_refused(string path)
    {
        using HttpClient client = app.NewClient();
        using HttpResponseMessage response = await client.PostAsync(path, null, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public void A_circuit_s_limits_are_set()
    {
        CircuitOptions circuit = app.Services.GetRequiredService<IOptions<CircuitOptions>>().Value;
        Assert.False(circuit.DetailedErrors);
        Assert.InRange(circuit.DisconnectedCircuitMaxRetained, 1, 100);
        Assert.InRange(circuit.MaxBufferedUnacknowledgedRenderBatches, 1, 10);

        HubOptions hub = app.Services.GetRequiredService<IOptions<HubOptions>>().Value;
        Assert.True(hub.EnableDetailedErrors is null or false);
    }

    [Theory]
    [InlineData("/css/tokens.css", "text/css")]
    [InlineData("/js/app.js", "text/javascript")]
    [InlineData("/js/ages.js", "text/javascript")]
    [InlineData("/img/favicon.svg", "image/svg+xml")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    public async Task Static_files_are_served(string path, string mediaType)
    {
        using HttpClient client = app.NewClient();
        using HttpResponseMessage response = await client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/no/such/page")]
    [InlineData("/css/no-such-file.css")]
    [InlineData("/appsettings.json")]
    [InlineData("/../appsettings.json")]
    [InlineData("/BackupConsole.dll")]
    public async Task What_is_not_there_is_a_404_in_words(string path)
    {
        using HttpClient client = app.NewClient();
        using HttpResponseMessage response = await client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no such page", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
