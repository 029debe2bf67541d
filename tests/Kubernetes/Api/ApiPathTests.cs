using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Api;

public sealed class ApiPathTests
{
    private static readonly ResourceKind Nodes = new(string.Empty, "v1", "nodes", "Node", Namespaced: false);
    private static readonly ResourceKind Widgets = TestRowReader.Widgets;

    [Fact]
    public void Paths_follow_the_api_conventions()
    {
        Assert.Equal("api/v1/nodes", ApiPath.Collection(Nodes, null).ToString());
        Assert.Equal("api/v1/nodes/a", ApiPath.Object(Nodes, new ObjectKey("", "a"), null).ToString());
        Assert.Equal("apis/example.com/v1/widgets", ApiPath.Collection(Widgets, null).ToString());
        Assert.Equal("apis/example.com/v1/namespaces/demo/widgets/a/status", ApiPath.Object(Widgets, new ObjectKey("demo", "a"), "status").ToString());
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a/b")]
    public void No_name_climbs_out_of_its_place(string name)
    {
        Assert.Throws<ArgumentException>(() => ApiPath.Object(Widgets, new ObjectKey("demo", name), null));
        Assert.Throws<ArgumentException>(() => ApiPath.Object(Widgets, new ObjectKey(name, "a"), null));
    }

    [Theory]
    [InlineData("a?watch=true", "a%3Fwatch%3Dtrue")]
    [InlineData("a#b", "a%23b")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("system:node", "system%3Anode")]
    public void Names_are_escaped(string name, string segment)
    {
        string path = ApiPath.Object(Widgets, new ObjectKey("demo", name), null).ToString();

        Assert.EndsWith("/widgets/" + segment, path, StringComparison.Ordinal);
        Assert.EndsWith("/widgets/" + segment, new Uri(new Uri("https://x/"), path).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_after_the_first_names_no_version()
    {
        ListOptions first = new() { Limit = 5, ResourceVersion = "0", LabelSelector = "a=b,c in (d,e)" };

        Assert.Equal("api/v1/nodes?labelSelector=a%3Db%2Cc%20in%20%28d%2Ce%29&limit=5&resourceVersion=0", ApiPath.Collection(Nodes, null).Query(first).ToString());
        Assert.Equal("api/v1/nodes?limit=5&continue=x%2By", ApiPath.Collection(Nodes, null).Query(first with { Continue = "x+y", LabelSelector = null }).ToString());
    }

    [Fact]
    public void A_streaming_list_asks_for_the_match_servers_demand()
    {
        string path = ApiPath.Collection(Nodes, null).Query(new WatchOptions { SendInitialEvents = true, Timeout = TimeSpan.FromSeconds(300.2) }).ToString();

        Assert.Equal("api/v1/nodes?watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=301", path);
    }

    [Fact]
    public void Writes_name_their_field_manager_and_are_strict()
    {
        Assert.Equal("api/v1/nodes?fieldManager=me&fieldValidation=Strict", ApiPath.Collection(Nodes, null).Query(new WriteOptions(), "me").ToString());
        Assert.Equal(
            "api/v1/nodes?fieldManager=other&dryRun=All&force=true",
            ApiPath.Collection(Nodes, null).Query(new WriteOptions { DryRun = true, Force = true, FieldManager = "other", StrictFieldValidation = false }, "me").ToString());
    }
}
