using System.Diagnostics;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.BrowserTests.Setup;

/// <summary>A sandbox with its company, whose operator is in a hurry, and the console of its administrator.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("browser-sandbox-");
    private SandboxCluster sandbox = null!;
    private ClusterCatalog? catalog;

    /// <summary>How long a run of the operator may take on a busy machine.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(3);

    /// <summary>The kubeconfig of its administrator.</summary>
    public string Kubeconfig => sandbox.Kubeconfig;

    /// <summary>Does behind the console's back what its administrator does elsewhere.</summary>
    public KubernetesClient Client { get; private set; } = null!;

    /// <summary>Its console.</summary>
    public TestConsole Console { get; private set; } = null!;

    /// <summary>Address of the page of a cluster's kind, below it.</summary>
    public static string Address(string rest) => $"/c/sandbox-admin/{rest}";

    public async ValueTask InitializeAsync()
    {
        SandboxOptions options = new() { StateDirectory = Path.Combine(directory.FullName, "state"), Data = SandboxStartData.Demo, OperatorSpeed = 10 };
        sandbox = await SandboxCluster.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        await sandbox.DataLoaded;
        catalog = TestCluster.Load(sandbox.Kubeconfig);
        Client = TestCluster.ClientOf(TestCluster.Current(catalog));
        Console = TestConsole.Start(sandbox.Kubeconfig);
    }

    public async ValueTask DisposeAsync()
    {
        if (Console is not null)
        {
            await Console.DisposeAsync();
        }

        if (catalog is not null)
        {
            await Client.DisposeAsync();
            await catalog.DisposeAsync();
        }

        await sandbox.DisposeAsync();
        directory.Delete(recursive: true);
    }

    /// <summary>Runs kubectl as the administrator; its input is a manifest or empty. Returns what it wrote.</summary>
    public async Task<string> KubectlAsync(string input, params string[] arguments)
    {
        ProcessStartInfo start = new("kubectl", [$"--kubeconfig={Kubeconfig}", $"--cache-dir={Path.Combine(directory.FullName, "cache")}", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("kubectl did not start.");
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {await output}{error}");
        return await output;
    }

    /// <summary>Skips a test where there is no kubectl.</summary>
    public static void NeedsKubectl() =>
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "kubectl"))),
            "There is no kubectl on the PATH.");
}
