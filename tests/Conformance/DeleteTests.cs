using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Conformance;

public sealed class DeleteTests(ConformanceServer server) : ConformanceTest(server)
{
    [Fact]
    public async Task A_deleted_object_is_gone()
    {
        await CreateSessionAsync("one");
        await DeleteSessionAsync("one");
        Assert.True((await RefusedAsync(() => Client.GetAsync(Sessions, Key("one"), Token))).IsNotFound);
        Assert.True((await RefusedAsync(() => DeleteSessionAsync("one"))).IsNotFound);
    }

    [Fact]
    public async Task Preconditions_keep_a_later_object_from_being_deleted()
    {
        JsonObject created = await CreateSessionAsync("one");
        JsonObject changed = await SetPhaseAsync("one", "Running");
        Assert.Equal(409, (await RefusedAsync(() => Client.DeleteAsync(Sessions, Key("one"), new() { Uid = "00000000-0000-0000-0000-000000000000" }, Token))).Code);
        Assert.Equal(409, (await RefusedAsync(() => Client.DeleteAsync(Sessions, Key("one"), new() { ResourceVersion = Text(created, "metadata", "resourceVersion") }, Token))).Code);

        await Client.DeleteAsync(
            Sessions, Key("one"), new() { Uid = Text(created, "metadata", "uid"), ResourceVersion = Text(changed, "metadata", "resourceVersion"), Propagation = PropagationPolicy.Background }, Token);
        Assert.True((await RefusedAsync(() => Client.GetAsync(Sessions, Key("one"), Token))).IsNotFound);
    }

    [Fact]
    public async Task A_finalizer_holds_an_object_until_it_is_taken_off()
    {
        await CreateSessionAsync("one", session => session["metadata"]!["finalizers"] = new JsonArray("test.example/hold"));
        JsonObject answer = await DeleteSessionAsync("one");
        Assert.NotEmpty(Text(answer, "metadata", "deletionTimestamp"));
        Assert.NotEmpty(Text(await Client.GetAsync(Sessions, Key("one"), Token), "metadata", "deletionTimestamp"));

        await Client.PatchAsync(Sessions, Key("one"), Patch.Json([new JsonObject { ["op"] = "remove", ["path"] = "/metadata/finalizers" }]), new(), Token);
        Assert.True((await RefusedAsync(() => Client.GetAsync(Sessions, Key("one"), Token))).IsNotFound);
    }

    [Theory]
    [InlineData(PropagationPolicy.Foreground, "foregroundDeletion")]
    [InlineData(PropagationPolicy.Orphan, "orphan")]
    public async Task The_propagation_policy_reaches_the_server(PropagationPolicy policy, string finalizer)
    {
        // A finalizer of our own, so that a garbage collector cannot be faster than the test.
        await CreateSessionAsync("one", session => session["metadata"]!["finalizers"] = new JsonArray("test.example/hold"));
        JsonObject answer = await Client.DeleteAsync(Sessions, Key("one"), new() { Propagation = policy }, Token);
        Assert.Contains(finalizer, answer["metadata"]!["finalizers"]!.AsArray().Select(entry => entry!.GetValue<string>()));
    }
}
