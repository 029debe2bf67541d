using System.Text;
using BackupConsole.Kubernetes.Api;
using static BackupConsole.Kubernetes.Tests.Api.TestRowReader;

namespace BackupConsole.Kubernetes.Tests.Api;

public sealed class WatchStreamParserTests
{
    private readonly List<WatchEvent<TestRow>> events = [];

    [Fact]
    public async Task Every_way_of_cutting_the_bytes_gives_the_same_events()
    {
        string text = $$$"""
            {"type":"ADDED","object":{{{Widget("a", "1", "11")}}}}
            {"object":{{{Widget("a", "2", "12")}}},"type":"MODIFIED"}
            {"type":"BOOKMARK","object":{"kind":"Widget","metadata":{"resourceVersion":"13"} } }
            {"type":"DELETED","object":{{{Widget("a", "2", "14")}}}}
            {"type":"BOOKMARK","object":{"metadata":{"annotations":{"k8s.io/initial-events-end":"true"},"resourceVersion":"15"} } }

            """;
        for (int chunk = 1; chunk < 120; chunk++)
        {
            events.Clear();
            await ReadAsync(text, chunk);

            Assert.Equal(
                ["Added 11", "Modified 12", "Bookmark 13", "Deleted 14", "Bookmark 15"],
                events.Select(item => $"{item.Type} {item.ResourceVersion}"));
            Assert.Equal([false, false, false, false, true], events.Select(item => item.EndsInitialEvents));
            Assert.Equal(2, events[1].Content.Row!.Size);
        }
    }

    [Fact]
    public async Task An_error_in_the_stream_comes_after_the_events_before_it()
    {
        string text = $$$"""
            {"type":"ADDED","object":{{{Widget("a")}}}}
            {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","message":"too old resource version: 1 (332)","reason":"Expired","code":410}}

            """;

        ApiStatusException exception = await Assert.ThrowsAsync<ApiStatusException>(() => ReadAsync(text));

        Assert.True(exception.Status.IsExpired);
        Assert.Equal("Expired", exception.Status.Reason);
        Assert.Single(events);
    }

    [Fact]
    public async Task A_malformed_object_keeps_its_name_type_and_version()
    {
        await ReadAsync($$$"""{"type":"DELETED","object":{{{Widget("broken", "[]", "20")}}}}""" + "\n");

        WatchEvent<TestRow> item = Assert.Single(events);
        Assert.Equal(WatchEventType.Deleted, item.Type);
        Assert.Equal("demo/broken", item.Content.Key.ToString());
        Assert.Equal("20", item.ResourceVersion);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"SOMETHING","object":{}}""")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{"name":"a"}""")]
    public async Task A_line_that_is_no_event_is_reported_and_the_next_is_read(string line)
    {
        await ReadAsync(line + "\n" + $$$"""{"type":"ADDED","object":{{{Widget("a")}}}}""" + "\n");

        Assert.Equal(2, events.Count);
        Assert.NotNull(events[0].Content.Malformed);
        Assert.Equal(string.Empty, events[0].ResourceVersion);
        Assert.Equal("a", events[1].Content.Row!.Key.Name);
    }

    [Fact]
    public async Task A_stream_that_ends_inside_a_line_broke_off()
    {
        await Assert.ThrowsAsync<BrokenAnswerException>(() => ReadAsync($$$"""{"type":"ADDED","object":{{{Widget("a")}}}}""" + "\n" + """{"type":"MOD"""));
        Assert.Single(events);
    }

    [Fact]
    public async Task A_line_of_a_megabyte_is_read()
    {
        string big = Widget("a").Replace("\"note\":\"", "\"note\":\"" + new string('x', 1024 * 1024), StringComparison.Ordinal);

        await ReadAsync($$$"""{"type":"ADDED","object":{{{big}}}}""" + "\n", 16 * 1024);

        Assert.Equal("a", Assert.Single(events).Content.Row!.Key.Name);
    }

    [Fact]
    public async Task A_line_beyond_the_limit_ends_the_stream()
    {
        await Assert.ThrowsAsync<BrokenAnswerException>(() => ReadAsync(new string('x', 5 * 1024 * 1024), 64 * 1024));
    }

    private async Task ReadAsync(string text, int chunk = int.MaxValue)
    {
        WatchStreamParser<TestRow> parser = new(new TestRowReader(), 4 * 1024 * 1024);
        await foreach (WatchEvent<TestRow> item in parser.ReadAsync(new ChunkedStream(Encoding.UTF8.GetBytes(text), chunk), TestContext.Current.CancellationToken))
        {
            events.Add(item);
        }
    }
}
