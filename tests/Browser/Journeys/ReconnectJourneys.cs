using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>The console itself goes away under an open page.</summary>
public sealed class ReconnectJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_console_that_restarts_says_so_meanwhile_and_the_page_is_live_again_by_itself()
    {
        await CreateNamespaceAsync(2);
        TestConsole first = TestConsole.Start(Cluster.Kubeconfig);
        ConsolePage page;
        try
        {
            page = await OpenAsync(first);
            page.Allow("ERR_CONNECTION_REFUSED|ERR_SOCKET_NOT_CONNECTED|WebSocket|Connection disconnected|Failed to (fetch|complete)|reconnect|Cannot send data|Failed to start the connection");
            await page.GoAsync($"{ListAddress}&q=s-0");
            await Expect(page.Rows).ToHaveCountAsync(2);
        }
        finally
        {
            await first.DisposeAsync();
        }

        await Expect(page.ReconnectDialog).ToBeVisibleAsync();
        await Expect(page.ReconnectDialog).ToContainTextAsync("The console cannot be reached");
        await Expect(page.ReconnectDialog).ToContainTextAsync("What you see may be out of date");
        await Screens.LookAsync(page, "console-away");
        await Expect(page.Rows).ToHaveCountAsync(2);
        await Cluster.CreateSessionAsync(Namespace, "s-002");

        Own(TestConsole.Start(Cluster.Kubeconfig, first.Address.Port));
        await page.ReconnectAsync();
        await page.StatusIsAsync("Live");
        await Expect(page.ReconnectDialog).ToBeHiddenAsync();
        await Expect(page.Filter).ToHaveValueAsync("s-0");
        await EqualsAFreshListAsync(page);
    }

    [Fact]
    public async Task A_connection_that_drops_comes_back_to_the_same_circuit_with_what_was_typed()
    {
        await CreateNamespaceAsync(3);
        ConsolePage page = await OpenAsync();
        page.Allow("WebSocket|Connection disconnected|reconnect");
        List<IWebSocketRoute> sockets = [];
        bool closed = false;
        await page.Page.RouteWebSocketAsync(new Regex("/_blazor"), socket =>
        {
            if (closed)
            {
                _ = socket.CloseAsync(new() { Code = 1012, Reason = "cut by the test" });
                return;
            }

            sockets.Add(socket);
            socket.ConnectToServer();
        });
        await page.GoAsync(ListAddress);
        await Expect(page.Rows).ToHaveCountAsync(3);
        await page.Page.EvaluateAsync("() => window.samePage = true");
        closed = true;
        await sockets[^1].CloseAsync(new() { Code = 1012, Reason = "cut by the test" });
        await Expect(page.ReconnectDialog).ToBeVisibleAsync();
        await Cluster.SetPhaseAsync(Namespace, "s-001", "Running");
        closed = false;
        await Expect(page.ReconnectDialog).ToBeHiddenAsync();
        await Expect(page.Phase("s-001")).ToHaveTextAsync("Running");
        await EqualsAFreshListAsync(page);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.samePage === true"));
    }
}
