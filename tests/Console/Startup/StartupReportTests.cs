using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Settings;
using BackupConsole.Startup;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Startup;

public class StartupReportTests
{
    [Fact]
    public void Clusters_warnings_and_broken_entries_are_told()
    {
        FakeCluster cluster = new("dev");
        FakeCluster insecure = new("staging") { Configuration = new FakeCluster("staging").Configuration with { InsecureSkipTlsVerify = true } };
        ClusterProblem broken = new()
        {
            Severity = ClusterProblemSeverity.Error,
            File = "/config",
            Line = 3,
            Entry = "context \"old\"",
            What = "names no cluster",
            Remedy = "Add one.",
        };
        ClusterRegistry registry = new(new LoadedClusters(new ClusterCatalog { Clusters = [cluster.Configuration, insecure.Configuration], Problems = [broken] }, null));
        StringWriter output = new();

        StartupReport.Welcome(output, new ConsoleSettings(new AccessOptions(), new ClusterOptions(), new SandboxSettings(), []), ["http://localhost:5080"], registry);

        string[] lines = output.ToString().Split(Environment.NewLine);
        Assert.Contains("  Listening on http://localhost:5080 (this machine only). Press Ctrl+C to stop.", lines);
        Assert.Contains("  Found 2 clusters:", lines);
        Assert.Contains("    dev      https://dev.example:6443/  from a test", lines);
        Assert.Contains(lines, line => line.StartsWith("      Warning: TLS certificate not verified", StringComparison.Ordinal));
        Assert.Contains("    /config, line 3: context \"old\": names no cluster. Add one.", lines);
    }

    [Fact]
    public void Without_clusters_the_console_says_how_to_name_one()
    {
        StringWriter output = new();
        StartupReport.Welcome(
            output,
            new ConsoleSettings(new AccessOptions { Listen = ListenScope.Any }, new ClusterOptions(), new SandboxSettings(), []),
            ["http://[::]:80"],
            new ClusterRegistry(new LoadedClusters(new ClusterCatalog { Clusters = [], Problems = [] }, null)));

        Assert.Contains("reachable from other machines", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Found no cluster", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_sandbox_says_what_it_is_and_how_kubectl_reaches_it()
    {
        FakeCluster sandbox = new("sandbox");
        ClusterRegistry registry = new(new LoadedClusters(new ClusterCatalog { Clusters = [sandbox.Configuration], Problems = [] }, "sandbox"));
        ConsoleSettings settings = new(new AccessOptions(), new ClusterOptions(), new SandboxSettings(), []);
        StringWriter running = new();
        StringWriter failed = new();

        StartupReport.Welcome(running, settings, [], registry, ("/state/kubeconfig", null));
        StartupReport.Welcome(failed, settings, [], registry, (null, "The folder is in use."));

        Assert.Contains("  built in, with simulated backups", running.ToString(), StringComparison.Ordinal);
        Assert.Contains("kubectl --kubeconfig /state/kubeconfig get backupsessions", running.ToString(), StringComparison.Ordinal);
        Assert.Contains("The sandbox does not run: The folder is in use.", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_lists_every_problem_and_gives_a_failing_exit_code()
    {
        StringWriter output = new();

        Assert.Equal(1, StartupReport.Refuse(output, ["One.", "Two."]));
        Assert.Contains("  - One.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  - Two.", output.ToString(), StringComparison.Ordinal);
    }
}
