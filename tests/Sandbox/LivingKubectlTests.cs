using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Sandbox.Tests;

/// <summary>kubectl against a sandbox that works: sessions as they run, logs as old as what they tell of.</summary>
public sealed class LivingKubectlTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("living-kubectl-");
    private SandboxCluster sandbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Kubectl.Require();
        SandboxOptions options = new() { StateDirectory = Path.Combine(directory.FullName, "state"), Data = SandboxStartData.Demo, OperatorSpeed = 20 };
        sandbox = await SandboxCluster.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Token);
        await sandbox.DataLoaded.WaitAsync(Patience, Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_watch_follows_the_session_that_a_schedule_makes_and_wait_sees_its_end()
    {
        string configuration = await DoesAsync("get", "backupconfigurations", "-n", "demo", "-o", "jsonpath={range .items[*]}{.metadata.name} {.spec.sessions[0].name}{\"\\n\"}{end}");
        string[] names = configuration.Split('\n', StringSplitOptions.RemoveEmptyEntries)[0].Split(' ');
        using Process watch = Kubectl.Start(sandbox, ["get", "backupsessions", "-A", "-w", "--output-watch-events"]);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        try
        {
            Assert.Matches("^EVENT +NAMESPACE +NAME +INVOKER-TYPE +INVOKER-NAME +PHASE +DURATION +AGE", await watch.StandardOutput.ReadLineAsync(patience.Token));
            HashSet<string> before = [.. (await DoesAsync("get", "backupsessions", "-n", "demo", "-o", "name")).Split('\n')];
            await DoesAsync("create", "job", "by-hand", "-n", "demo", $"--from=cronjob/trigger-{names[0]}-{names[1]}");
            string made = await NextAsync(watch, line => line.StartsWith("ADDED", StringComparison.Ordinal) && Columns(line)[4] == names[0] && !before.Contains($"backupsession.core.kubestash.com/{Columns(line)[2]}"), patience.Token);
            string session = Columns(made)[2];
            await NextAsync(watch, line => Columns(line)[2] == session && line.Contains(" Pending ", StringComparison.Ordinal), patience.Token);
            await NextAsync(watch, line => Columns(line)[2] == session && line.Contains(" Running ", StringComparison.Ordinal), patience.Token);
            string last = await NextAsync(watch, line => Columns(line)[2] == session && line.Contains(" Succeeded ", StringComparison.Ordinal), patience.Token);
            Assert.Matches(@"Succeeded +\d+s +\d+s", last);
            Assert.Contains("condition met", await DoesAsync("wait", "--for=jsonpath={.status.phase}=Succeeded", $"backupsession/{session}", "-n", "demo", "--timeout=60s"), StringComparison.Ordinal);
            Assert.Contains("condition met", await DoesAsync("wait", "--for=condition=MetricsPushed", $"backupsession/{session}", "-n", "demo", "--timeout=60s"), StringComparison.Ordinal);
            Assert.Contains("Completed", await DoesAsync("events", "-n", "demo", "--for=job/by-hand"), StringComparison.Ordinal);
            Assert.Contains($"{session}", await DoesAsync("logs", "-n", "demo", "job/by-hand"), StringComparison.Ordinal);
        }
        finally
        {
            watch.Kill();
        }
    }

    [Fact]
    public async Task The_log_of_an_old_pod_has_old_times()
    {
        string pods = await DoesAsync("get", "pods", "-A", "--field-selector=status.phase=Failed", "--sort-by=.metadata.creationTimestamp", "-o",
            "jsonpath={range .items[*]}{.metadata.namespace} {.metadata.name} {.metadata.creationTimestamp} {.spec.nodeName} {.status.containerStatuses[0].name}{\"\\n\"}{end}");
        string[] oldest = pods.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).First(columns => columns[3].Length > 0);
        DateTimeOffset created = DateTimeOffset.Parse(oldest[2], CultureInfo.InvariantCulture);
        Assert.True(DateTimeOffset.UnixEpoch < created && created < TimeProvider.System.GetUtcNow().AddDays(-5), pods);
        string[] lines = (await DoesAsync("logs", "-n", oldest[0], oldest[1], "-c", oldest[4], "--timestamps")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.InRange(DateTimeOffset.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), created, created.AddHours(6)));
        Assert.Empty(await DoesAsync("logs", "-n", oldest[0], oldest[1], "-c", oldest[4], "--since=24h"));
        string managed = await DoesAsync("get", "pod", "-n", oldest[0], oldest[1], "-o", "jsonpath={.metadata.managedFields[*].time}", "--show-managed-fields");
        Assert.All(managed.Split(' '), time => Assert.InRange(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), created, created.AddHours(6)));
    }

    private static string[] Columns(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> NextAsync(Process process, Func<string, bool> fits, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (fits(line))
            {
                return line;
            }
        }

        throw new InvalidOperationException("kubectl ended before the line came.");
    }

    private async Task<string> DoesAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await Kubectl.RunAsync(sandbox, arguments);
        Assert.True(code == 0, $"kubectl {string.Join(' ', arguments)}: {errors}");
        return output;
    }
}
