using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.Objects;
using BackupConsole.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Sandbox.Tests;

/// <summary>The whole sandbox as the console starts it: server, sample data and operator together.</summary>
public sealed class LivingSandboxTests : IAsyncLifetime
{
    private static readonly ResourceKind Secrets = new("", "v1", "secrets", "Secret", Namespaced: true);
    private static readonly ObjectKey Credentials = new("stash", "s3-credentials");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("living-sandbox-");
    private SandboxCluster sandbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IClusterObjects Objects => sandbox.Objects;

    public async ValueTask InitializeAsync()
    {
        SandboxOptions options = new() { StateDirectory = Path.Combine(directory.FullName, "state"), Data = SandboxStartData.Demo, OperatorSpeed = 20 };
        sandbox = await SandboxCluster.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Token);
        await sandbox.DataLoaded.WaitAsync(Patience, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_session_made_by_hand_runs_to_its_end_with_a_snapshot()
    {
        Start("by-hand");

        await EndsAsync("by-hand", "Succeeded");

        JsonObject snapshot = Assert.Single(Objects.List(KubeStashKinds.Snapshot, "demo"), snapshot => (string?)snapshot["spec"]?["backupSession"] == "by-hand");
        Assert.Equal("Succeeded", (string?)snapshot["status"]?["phase"]);
    }

    [Fact]
    public async Task A_wrong_credential_makes_the_next_run_fail_for_that_reason_and_the_right_one_heals_it()
    {
        JsonObject right = (JsonObject)Objects.Get(Secrets, Credentials)!["data"]!.DeepClone();
        Objects.Update(Secrets, Credentials, secret => secret["data"]!["AWS_SECRET_ACCESS_KEY"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("a wrong key")), "test");
        Start("with-a-wrong-key");

        JsonObject failed = await EndsAsync("with-a-wrong-key", "Failed");
        Assert.Contains(
            failed["status"]!["conditions"]!.AsArray().Select(condition => condition!.ToJsonString())
                .Concat(Objects.List(KubeStashKinds.Snapshot, "demo").Where(snapshot => (string?)snapshot["spec"]?["backupSession"] == "with-a-wrong-key").Select(snapshot => snapshot["status"]!.ToJsonString())),
            text => text.Contains("Access Denied", StringComparison.Ordinal));

        Objects.Update(Secrets, Credentials, secret => secret["data"] = right.DeepClone(), "test");
        Start("with-the-right-key");
        await EndsAsync("with-the-right-key", "Succeeded");
    }

    [Fact]
    public void The_history_is_there_when_the_data_are_loaded()
    {
        IReadOnlyList<JsonObject> sessions = Objects.List(KubeStashKinds.BackupSession);

        Assert.True(sessions.Count > 500, $"{sessions.Count} sessions");
        Assert.Contains(sessions, session => (string?)session["status"]?["phase"] == "Failed");
        Assert.NotNull(Objects.Get(KubeStashKinds.BackupStorage, new ObjectKey("stash", "default")));
    }

    private void Start(string name) => Objects.Create(
        KubeStashKinds.BackupSession,
        new JsonObject
        {
            ["apiVersion"] = "core.kubestash.com/v1alpha1",
            ["kind"] = "BackupSession",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "demo" },
            ["spec"] = new JsonObject
            {
                ["invoker"] = new JsonObject { ["apiGroup"] = "core.kubestash.com", ["kind"] = "BackupConfiguration", ["name"] = "mongodb" },
                ["session"] = "full-backup",
            },
        },
        "test");

    private async Task<JsonObject> EndsAsync(string name, string phase)
    {
        ObjectKey key = new("demo", name);
        await Eventually.HoldsAsync(
            () => (string?)Objects.Get(KubeStashKinds.BackupSession, key)?["status"]?["phase"] is "Succeeded" or "Failed" or "Skipped",
            () => Objects.Get(KubeStashKinds.BackupSession, key)?.ToJsonString(),
            Patience,
            Token,
            $"session {name} ends");
        JsonObject ended = Objects.Get(KubeStashKinds.BackupSession, key)!;
        Assert.True((string?)ended["status"]!["phase"] == phase, ended.ToJsonString());
        return ended;
    }
}
