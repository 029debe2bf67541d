using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing;

namespace BackupConsole.Conformance;

/// <summary>A test with a client and a namespace of its own, which is emptied and deleted afterwards.</summary>
public abstract class ConformanceTest(ConformanceServer server) : IAsyncLifetime
{
    protected ConformanceServer Server { get; } = server;

    protected KubernetesClient Client { get; } = ConformanceServer.Connect(server.Admin);

    protected string Namespace { get; } = Unique.Name("t-conf");

    protected static ResourceKind Sessions => KubeStashKinds.BackupSession;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        if (!Server.HasKubeStash)
        {
            Assert.Skip("This API server does not serve BackupSession: install KubeStash's CRDs to run the suite against it.");
        }

        await Client.CreateAsync(TestKinds.Namespace, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = Namespace } }, new(), Token);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Server.HasKubeStash)
        {
            await RemoveNamespaceAsync(Namespace);
        }

        await Client.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A valid BackupSession that no operator will start.</summary>
    protected JsonObject NewSession(string name, string session = "frequent-backup") => new()
    {
        ["apiVersion"] = Sessions.ApiVersion,
        ["kind"] = Sessions.Kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Namespace },
        ["spec"] = new JsonObject
        {
            ["invoker"] = new JsonObject { ["apiGroup"] = KubeStashKinds.CoreGroup, ["kind"] = "BackupConfiguration", ["name"] = "none" },
            ["session"] = session,
            ["retryLeft"] = 1,
        },
    };

    protected Task<JsonObject> CreateSessionAsync(string name, Action<JsonObject>? change = null)
    {
        JsonObject session = NewSession(name);
        change?.Invoke(session);
        return Client.CreateAsync(Sessions, Namespace, session, new(), Token);
    }

    protected async Task CreateSessionsAsync(int count, string prefix = "s")
    {
        for (int i = 0; i < count; i++)
        {
            await CreateSessionAsync($"{prefix}-{i:d3}");
        }
    }

    protected Task<JsonObject> SetPhaseAsync(string name, string phase) =>
        Client.PatchAsync(Sessions, Key(name), Patch.Merge(new() { ["status"] = new JsonObject { ["phase"] = phase } }), new(), Token, "status");

    protected Task<JsonObject> DeleteSessionAsync(string name) => Client.DeleteAsync(Sessions, Key(name), new(), Token);

    protected ObjectKey Key(string name) => new(Namespace, name);

    protected static async Task<ApiStatus> RefusedAsync(Func<Task> action) => (await Assert.ThrowsAsync<ApiStatusException>(action)).Status;

    protected static string Text(JsonObject value, params ReadOnlySpan<string> path)
    {
        JsonNode? at = value;
        foreach (string step in path)
        {
            at = at?[step];
        }

        return at is null ? "" : at.GetValueKind() == System.Text.Json.JsonValueKind.String ? at.GetValue<string>() : at.ToJsonString();
    }

    /// <summary>Empties and deletes a namespace.</summary>
    protected async Task RemoveNamespaceAsync(string name)
    {
        foreach (ResourceKind kind in (ResourceKind[])[Sessions, TestKinds.ConfigMap, TestKinds.Pod])
        {
            ObjectList list = await Client.ListAsync(kind, name, new(), CancellationToken.None);
            foreach (JsonObject item in list.Items)
            {
                ObjectKey key = new(name, Text(item, "metadata", "name"));
                if (item["metadata"]!["finalizers"] is not null)
                {
                    await Client.PatchAsync(kind, key, Patch.Merge(new() { ["metadata"] = new JsonObject { ["finalizers"] = null } }), new(), CancellationToken.None);
                }

                try
                {
                    await Client.DeleteAsync(kind, key, new(), CancellationToken.None);
                }
                catch (ApiStatusException gone) when (gone.Status.IsNotFound)
                {
                    // Its finalizers were all that held it.
                }
            }
        }

        await Client.DeleteAsync(TestKinds.Namespace, new("", name), new(), CancellationToken.None);
        if (Server is { HasControllers: false, Fake: null })
        {
            // Nobody else will: the namespace is empty, so it may go.
            JsonObject ns = await Client.GetAsync(TestKinds.Namespace, new("", name), CancellationToken.None);
            ns["spec"] = new JsonObject { ["finalizers"] = new JsonArray() };
            await Client.ReplaceAsync(TestKinds.Namespace, new("", name), ns, new(), CancellationToken.None, "finalize");
        }
    }
}
