using System.Diagnostics;

namespace BackupConsole.Sandbox.Tests.ApiServer.Http;

/// <summary>Commands of the real kubectl in a namespace of their own.</summary>
public abstract class KubectlTest(TestCluster cluster) : IAsyncLifetime
{
    /// <summary>The cluster.</summary>
    protected TestCluster Cluster => cluster;

    /// <summary>The namespace.</summary>
    protected string Namespace { get; private set; } = "";

    /// <summary>A BackupSession, for <c>apply</c> and the like.</summary>
    protected string Session => $$"""
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupSession
        metadata:
          name: one
          namespace: {{Namespace}}
          labels:
            tier: a
        spec:
          session: full
          retryLeft: 1
          invoker: {apiGroup: core.kubestash.com, kind: BackupConfiguration, name: x}
        """;

    public async ValueTask InitializeAsync()
    {
        Kubectl.Require();
        Namespace = await cluster.NewNamespaceAsync();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>What a command writes that has to work.</summary>
    protected Task<string> DoesAsync(params string[] arguments) => FeedAsync(null, arguments);

    /// <summary>What a command writes that has to work, with an input.</summary>
    protected async Task<string> FeedAsync(string? input, params string[] arguments)
    {
        (int code, string output, string errors) = await RunAsync(input, null, arguments);
        Assert.True(code == 0, $"kubectl {string.Join(' ', arguments)}: {errors}");
        return output;
    }

    /// <summary>Runs a command.</summary>
    protected Task<(int Code, string Output, string Errors)> RunAsync(string? input, string? editor, params string[] arguments) =>
        Kubectl.RunAsync(cluster.Cluster, ["-n", Namespace, .. arguments], input, editor);

    /// <summary>Starts a command that goes on.</summary>
    protected Process Start(params string[] arguments) => Kubectl.Start(cluster.Cluster, ["-n", Namespace, .. arguments]);

    /// <summary>The next line such a command writes.</summary>
    protected static Task<string?> LineAsync(Process process) => process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
}
