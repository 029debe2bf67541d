using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Conformance;

public sealed class PagingTests(ConformanceServer server) : ConformanceTest(server)
{
    [Fact]
    public async Task Pages_together_are_the_whole_list()
    {
        await CreateSessionsAsync(5);
        List<int> sizes = [];
        List<string> names = [];
        await foreach (ObjectList page in Client.ListPagesAsync(Sessions, Namespace, new() { Limit = 2 }, Token))
        {
            sizes.Add(page.Items.Length);
            names.AddRange(page.Items.Select(item => Text(item, "metadata", "name")));
        }

        Assert.Equal([2, 2, 1], sizes);
        Assert.Equal(["s-000", "s-001", "s-002", "s-003", "s-004"], names);
    }

    [Fact]
    public async Task A_page_says_where_the_next_begins_and_how_many_follow()
    {
        await CreateSessionsAsync(3);
        ObjectList page = await Client.ListAsync(Sessions, Namespace, new() { Limit = 1 }, Token);
        Assert.NotNull(page.Metadata.Continue);
        Assert.Equal(2, page.Metadata.RemainingItemCount);
        Assert.Equal(Sessions.Kind, Text(page.Items[0], "kind"));

        ObjectList all = await Client.ListAsync(Sessions, Namespace, new(), Token);
        Assert.Null(all.Metadata.Continue);
        Assert.NotEmpty(all.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_continue_token_too_old_is_refused_as_expired()
    {
        await CreateSessionsAsync(3);
        ObjectList page = await Client.ListAsync(Sessions, Namespace, new() { Limit = 1 }, Token);
        string token = page.Metadata.Continue!;
        if (Server.Fake is null)
        {
            // Nobody can make a real server forget on demand: its first version is the oldest there is.
            JsonObject parsed = JsonNode.Parse(Convert.FromBase64String(token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '=')))!.AsObject();
            parsed["rv"] = 1;
            token = Convert.ToBase64String(Encoding.UTF8.GetBytes(parsed.ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        }
        else
        {
            token = "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJ4In0";
        }

        try
        {
            await Client.ListAsync(Sessions, Namespace, new() { Limit = 1, Continue = token }, Token);
            Assert.Skip("This API server is so young that it has not compacted its history yet.");
        }
        catch (ApiStatusException refused)
        {
            Assert.True(refused.Status.IsExpired, refused.Message);
            Assert.Equal("Expired", refused.Status.Reason);
        }
    }

    [Fact]
    public async Task A_list_of_the_watch_cache_has_every_object()
    {
        await CreateSessionsAsync(3);
        await Testing.Eventually.PassesAsync(
            async () =>
            {
                ObjectList cached = await Client.ListAsync(Sessions, Namespace, new() { ResourceVersion = "0" }, Token);
                Assert.Equal(["s-000", "s-001", "s-002"], cached.Items.Select(item => Text(item, "metadata", "name")).Order());
                Assert.NotEmpty(cached.Metadata.ResourceVersion);
            },
            cancellationToken: Token);
    }

    [Fact]
    public async Task A_list_not_older_than_a_version_has_what_was_written_by_then()
    {
        JsonObject created = await CreateSessionAsync("one");
        ObjectList list = await Client.ListAsync(
            Sessions, Namespace, new() { ResourceVersion = Text(created, "metadata", "resourceVersion"), ResourceVersionMatch = ResourceVersionMatch.NotOlderThan }, Token);
        Assert.Single(list.Items);
    }

    [Fact]
    public async Task Label_selectors_choose()
    {
        await CreateSessionAsync("a", session => session["metadata"]!["labels"] = new JsonObject { ["tier"] = "gold", ["env"] = "prod" });
        await CreateSessionAsync("b", session => session["metadata"]!["labels"] = new JsonObject { ["tier"] = "silver" });
        await CreateSessionAsync("c");

        Assert.Equal(["a"], await NamesAsync(new() { LabelSelector = "tier=gold" }));
        Assert.Equal(["b", "c"], await NamesAsync(new() { LabelSelector = "tier!=gold" }));
        Assert.Equal(["a", "b"], await NamesAsync(new() { LabelSelector = "tier in (gold, silver)" }));
        Assert.Equal(["c"], await NamesAsync(new() { LabelSelector = "!tier" }));
        Assert.Equal(["a"], await NamesAsync(new() { LabelSelector = "tier,env=prod" }));
        Assert.Equal(["b", "c"], await NamesAsync(new() { LabelSelector = "tier notin (gold)" }));
    }

    [Fact]
    public async Task Field_selectors_choose_by_name_and_refuse_what_custom_resources_do_not_have()
    {
        await CreateSessionsAsync(2);
        Assert.Equal(["s-001"], await NamesAsync(new() { FieldSelector = "metadata.name=s-001" }));
        Assert.Equal(["s-000"], await NamesAsync(new() { FieldSelector = "metadata.name!=s-001" }));
        ObjectList everywhere = await Client.ListAsync(Sessions, null, new() { FieldSelector = $"metadata.namespace={Namespace}" }, Token);
        Assert.Equal(2, everywhere.Items.Length);
        Assert.Equal(400, (await RefusedAsync(() => NamesAsync(new() { FieldSelector = "spec.session=x" }))).Code);
    }

    [Fact]
    public async Task Rows_are_read_from_a_list_as_they_arrive()
    {
        await CreateSessionsAsync(3);
        await SetPhaseAsync("s-001", "Failed");
        List<string> rows = [];
        ListMetadata metadata = await Client.ListRowsAsync(KubeStash.Core.BackupSessionRow.Reader, Namespace, new(), row => rows.Add($"{row.Key.Name} {row.Row?.Phase}"), Token);
        Assert.Equal(["s-000 ", "s-001 Failed", "s-002 "], rows);
        Assert.NotEmpty(metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_table_has_the_kinds_columns_and_a_row_per_object()
    {
        await CreateSessionsAsync(3);
        await SetPhaseAsync("s-001", "Running");
        ObjectTable table = await Client.GetTableAsync(Sessions, Namespace, new(), Token);
        int name = IndexOf(table, "Name");
        int phase = IndexOf(table, "Phase");
        Assert.Equal(["s-000", "s-001", "s-002"], table.Rows.Select(row => row.Cells[name]!.GetValue<string>()));
        Assert.Equal("Running", table.Rows[1].Cells[phase]!.GetValue<string>());
        Assert.Equal(Key("s-001"), table.Rows[1].Key);

        ObjectTable page = await Client.GetTableAsync(Sessions, Namespace, new() { Limit = 2 }, Token);
        Assert.Equal(2, page.Rows.Length);
        Assert.NotNull(page.Metadata.Continue);
    }

    [Fact]
    public async Task A_built_in_kind_is_listed_with_kind_and_apiVersion_in_each_item()
    {
        await Client.CreateAsync(TestKinds.ConfigMap, Namespace, new() { ["metadata"] = new JsonObject { ["name"] = "mine" }, ["data"] = new JsonObject { ["a"] = "1" } }, new(), Token);
        ObjectList list = await Client.ListAsync(TestKinds.ConfigMap, Namespace, new() { FieldSelector = "metadata.name=mine" }, Token);
        JsonObject item = Assert.Single(list.Items);
        Assert.Equal(("v1", "ConfigMap"), (Text(item, "apiVersion"), Text(item, "kind")));
        Assert.True(long.Parse(list.Metadata.ResourceVersion, CultureInfo.InvariantCulture) > 0);
    }

    private static int IndexOf(ObjectTable table, string column) => table.Columns.Select(c => c.Name).ToList().IndexOf(column);

    private async Task<string[]> NamesAsync(ListOptions options) =>
        [.. (await Client.ListAsync(Sessions, Namespace, options, Token)).Items.Select(item => Text(item, "metadata", "name")).Order()];
}
