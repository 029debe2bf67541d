using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Conformance;

public sealed class LogTests(ConformanceServer server) : ConformanceTest(server)
{
    private const string NoPods = "No pod can run on this API server: it has no nodes.";

    [Fact]
    public async Task A_log_is_read_line_by_line_from_its_end_or_whole()
    {
        Assert.SkipWhen(Server.Fake is null, NoPods);
        await CreatePodAsync();
        Server.Fake.AppendLog(Key("pod"), ["one", "", "three — ü"], ends: true);

        Assert.Equal(["one", "", "three — ü"], await ReadAsync(new()));
        Assert.Equal(["three — ü"], await ReadAsync(new() { TailLines = 1 }));
        Assert.Equal(["on"], await ReadAsync(new() { LimitBytes = 2 }));
        Assert.EndsWith("Z one", (await ReadAsync(new() { Timestamps = true }))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_followed_log_gives_lines_as_they_are_written_until_the_container_ends()
    {
        Assert.SkipWhen(Server.Fake is null, NoPods);
        await CreatePodAsync();
        Server.Fake.AppendLog(Key("pod"), ["first"]);
        List<string> lines = [];
        await foreach (string line in Client.ReadLogAsync(Key("pod"), new() { Follow = true }, Token))
        {
            lines.Add(line);
            if (lines.Count < 3)
            {
                Server.Fake.AppendLog(Key("pod"), [$"after {line}"], ends: lines.Count == 2);
            }
        }

        Assert.Equal(["first", "after first", "after after first"], lines);
    }

    [Fact]
    public async Task The_log_of_a_pod_that_has_no_node_is_empty_and_of_one_that_is_not_there_NotFound()
    {
        await CreatePodAsync();
        Assert.Empty(await ReadAsync(new()));
        Assert.True((await RefusedAsync(async () => await ReadAsync(new(), "no-pod"))).IsNotFound);
    }

    private Task<JsonObject> CreatePodAsync() => Client.CreateAsync(
        TestKinds.Pod,
        Namespace,
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = "pod" },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = "none.example/none:1" }), ["nodeSelector"] = new JsonObject { ["no-such"] = "node" } },
        },
        new(),
        Token);

    private async Task<string[]> ReadAsync(LogOptions options, string pod = "pod")
    {
        List<string> lines = [];
        await foreach (string line in Client.ReadLogAsync(Key(pod), options, Token))
        {
            lines.Add(line);
        }

        return [.. lines];
    }
}
