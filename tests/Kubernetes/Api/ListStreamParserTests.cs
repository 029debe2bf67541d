using System.Text;
using BackupConsole.Kubernetes.Api;
using static BackupConsole.Kubernetes.Tests.Api.TestRowReader;

namespace BackupConsole.Kubernetes.Tests.Api;

public sealed class ListStreamParserTests
{
    private const int Limit = 1024 * 1024;

    private readonly List<ReadResult<TestRow>> rows = [];

    [Fact]
    public async Task Every_way_of_cutting_the_bytes_gives_the_same_rows()
    {
        byte[] bytes = Encoding.UTF8.GetBytes($$$"""
            { "apiVersion":"example.com/v1", "items":[ {{{Widget("a")}}} , {{{Widget("b", "2")}}},{{{Widget("c", "3")}}} ],"kind":"WidgetList","metadata":{"continue":"next","resourceVersion":"77","remainingItemCount":12} }

            """);
        for (int chunk = 1; chunk < 200; chunk++)
        {
            rows.Clear();
            ListMetadata metadata = await ReadAsync(bytes, chunk);

            Assert.Equal(new ListMetadata("77", "next", 12), metadata);
            Assert.Equal(["a:1", "b:2", "c:3"], rows.Select(row => $"{row.Row!.Key.Name}:{row.Row.Size}"));
        }
    }

    [Fact]
    public async Task A_row_is_handed_over_before_the_next_one_arrives()
    {
        byte[] bytes = Encoding.UTF8.GetBytes($$$"""{"items":[{{{Widget("a")}}},{{{Widget("b")}}}],"metadata":{"resourceVersion":"1"}}""");
        List<int> countAfterEachPiece = [];
        ListStreamParser<TestRow> parser = new(new TestRowReader(), rows.Add, Limit);

        await parser.ReadAsync(new ChunkedStream(bytes, 300), () => countAfterEachPiece.Add(rows.Count), TestContext.Current.CancellationToken);

        Assert.Contains(1, countAfterEachPiece);
        Assert.Equal(2, countAfterEachPiece[^1]);
    }

    [Fact]
    public async Task A_malformed_object_is_named_and_the_others_are_read()
    {
        await ReadAsync($$$"""{"items":[{{{Widget("a")}}},{{{Widget("broken", "\"big\"")}}},{{{Widget("c")}}}],"metadata":{"resourceVersion":"1"}}""");

        Assert.Equal(3, rows.Count);
        Assert.Equal("demo/broken", rows[1].Malformed!.Key.ToString());
        Assert.Contains("spec.size", rows[1].Malformed!.Error, StringComparison.Ordinal);
        Assert.Equal("c", rows[2].Row!.Key.Name);
    }

    [Theory]
    [InlineData("""{"items":null,"metadata":{"resourceVersion":"9"}}""")]
    [InlineData("""{"metadata":{"resourceVersion":"9"},"items":[]}""")]
    [InlineData("""{"kind":"List","metadata":{"resourceVersion":"9","unknown":{"a":[1,{"b":2}]}}}""")]
    public async Task A_list_without_items_is_empty(string json)
    {
        Assert.Equal("9", (await ReadAsync(json)).ResourceVersion);
        Assert.Empty(rows);
    }

    [Fact]
    public async Task Invalid_utf8_breaks_one_object_only()
    {
        byte[] bytes = Encoding.UTF8.GetBytes($$$"""{"items":[{{{Widget("a")}}},{{{Widget("xx?yy")}}},{{{Widget("c")}}}],"metadata":{"resourceVersion":"1"}}""");
        bytes[Encoding.UTF8.GetString(bytes).IndexOf('?', StringComparison.Ordinal) + 2] = 0xff; // Two letters of each note before it take two bytes.

        await ReadAsync(bytes, 64);

        Assert.Equal(["a", "c"], rows.Where(row => row.Row is not null).Select(row => row.Row!.Key.Name));
        Assert.Single(rows, row => row.Malformed is not null);
    }

    [Theory]
    [InlineData("""{"items":[{"metadata":{"name":"a"},"spec""")]
    [InlineData("""{"items":[]""")]
    [InlineData("")]
    [InlineData("""{"items":[{]}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public async Task A_list_that_breaks_off_or_is_none_ends_in_an_error(string text)
    {
        await Assert.ThrowsAsync<BrokenAnswerException>(() => ReadAsync(text));
    }

    [Fact]
    public async Task An_object_beyond_the_limit_ends_the_list()
    {
        byte[] bytes = Encoding.UTF8.GetBytes($$$"""{"items":[{"note":"{{{new string('x', 300_000)}}}"}]}""");
        ListStreamParser<TestRow> parser = new(new TestRowReader(), rows.Add, 100_000);

        BrokenAnswerException exception = await Assert.ThrowsAsync<BrokenAnswerException>(() => parser.ReadAsync(new ChunkedStream(bytes, 4096), () => { }, TestContext.Current.CancellationToken));

        Assert.Contains("widgets.example.com", exception.Message, StringComparison.Ordinal);
    }

    private Task<ListMetadata> ReadAsync(string json) => ReadAsync(Encoding.UTF8.GetBytes(json), int.MaxValue);

    private Task<ListMetadata> ReadAsync(byte[] bytes, int chunk) =>
        new ListStreamParser<TestRow>(new TestRowReader(), rows.Add, Limit).ReadAsync(new ChunkedStream(bytes, chunk), () => { }, TestContext.Current.CancellationToken);
}
