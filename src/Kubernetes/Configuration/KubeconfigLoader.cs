using System.Collections.Immutable;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>
/// Reads kubeconfig files as kubectl does: the first file to name a cluster, user or context has it whole, and relative paths are
/// relative to the file that holds them. Unlike kubectl, which stops at the first fault, a broken file or entry costs only the contexts
/// that need it. See https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/.
/// </summary>
/// <param name="plugins">Which credential plugins may run.</param>
/// <param name="time">Clock for rotation and expiry.</param>
public sealed class KubeconfigLoader(ExecPluginOptions plugins, TimeProvider time)
{
    /// <summary>Reads every context. Opens no connection and runs no plugin.</summary>
    /// <param name="paths">
    /// Files named explicitly, in order of precedence; a missing one is a problem. When empty, those of <c>KUBECONFIG</c>, else
    /// <c>~/.kube/config</c>, of which missing ones are passed over.
    /// </param>
    /// <param name="environment">Where to look otherwise, and for plugins.</param>
    /// <returns>What there is; perhaps no cluster, and perhaps problems. It never throws for what stands in a file.</returns>
    public ClusterCatalog Load(IReadOnlyList<string> paths, KubeconfigEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(environment);

        ImmutableArray<KubeconfigFile> files = [.. Locate(paths, environment).Select(KubeconfigFile.Read)];
        ExecEntryReader exec = new(plugins, environment.SearchPath);
        UserEntryReader users = new(exec, time);
        KubeconfigResolver resolver = new(files, users.Read, time);
        return resolver.Resolve();
    }

    /// <summary>The files that would be read, in order of precedence, each once.</summary>
    private static IEnumerable<string> Locate(IReadOnlyList<string> paths, KubeconfigEnvironment environment)
    {
        string[] explicitPaths = [.. paths.Where(path => path.Length > 0)];
        if (explicitPaths.Length > 0)
        {
            return explicitPaths.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal);
        }

        string[] found = !string.IsNullOrEmpty(environment.Kubeconfig)
            ? environment.Kubeconfig.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            : environment.HomeDirectory is null ? [] : [Path.Combine(environment.HomeDirectory, ".kube", "config")];
        return found.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Where(path => File.Exists(path) || Directory.Exists(path));
    }
}
