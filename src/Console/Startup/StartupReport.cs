using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Settings;

namespace BackupConsole.Startup;

/// <summary>What the console says on the terminal when it starts, or does not.</summary>
public static class StartupReport
{
    /// <summary>Says where the console listens, which clusters it found, and what is wrong with the others.</summary>
    /// <param name="output">Where to say it.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="addresses">Where the console listens.</param>
    /// <param name="registry">The clusters.</param>
    /// <param name="sandbox">The sandbox's kubeconfig, or why there is none; both <c>null</c> when none was asked for.</param>
    public static void Welcome(
        TextWriter output, ConsoleSettings settings, IEnumerable<string> addresses, ClusterRegistry registry, (string? Kubeconfig, string? Trouble) sandbox = default)
    {
        string where = settings.Access.Listen == ListenScope.Any ? "reachable from other machines" : "this machine only";
        output.WriteLine("Backup Console");
        output.WriteLine($"  Listening on {string.Join(" and ", addresses)} ({where}). Press Ctrl+C to stop.");
        if (registry.Clusters.IsEmpty)
        {
            output.WriteLine("  Found no cluster. Name a kubeconfig with KUBECONFIG or --Clusters:Kubeconfig=FILE.");
        }
        else
        {
            output.WriteLine($"  Found {(registry.Clusters.Length == 1 ? "1 cluster" : $"{registry.Clusters.Length} clusters")}:");
        }

        int width = registry.Clusters.Select(cluster => cluster.Name.Length).DefaultIfEmpty().Max();
        foreach (ClusterConfiguration cluster in registry.Clusters)
        {
            string origin = registry.IsSandbox(cluster) ? "built in, with simulated backups" : $"from {cluster.Origin}";
            output.WriteLine($"    {cluster.Name.PadRight(width)}  {cluster.Server}  {origin}");
            foreach (string warning in registry.WarningsOf(cluster))
            {
                output.WriteLine($"      Warning: {warning}");
            }
        }

        if (sandbox.Kubeconfig is { } kubeconfig)
        {
            output.WriteLine($"  The sandbox understands kubectl: kubectl --kubeconfig {kubeconfig} get backupsessions --all-namespaces");
        }
        else if (sandbox.Trouble is { } trouble)
        {
            output.WriteLine($"  The sandbox does not run: {trouble}");
        }

        ClusterProblem[] broken = [.. registry.Problems.Where(problem => problem.Severity == ClusterProblemSeverity.Error)];
        if (broken.Length > 0)
        {
            output.WriteLine("  These entries cannot be used:");
            foreach (ClusterProblem problem in broken)
            {
                output.WriteLine($"    {problem}");
            }
        }
    }

    /// <summary>Says why the console does not start. Returns the exit code.</summary>
    public static int Refuse(TextWriter output, IReadOnlyList<string> problems)
    {
        output.WriteLine("The console does not start:");
        foreach (string problem in problems)
        {
            output.WriteLine($"  - {problem}");
        }

        output.WriteLine("All settings are described in README.md.");
        return 1;
    }
}
