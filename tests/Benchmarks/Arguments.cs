using System.Globalization;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Benchmarks;

/// <summary>Arguments of a measurement: <c>--name value</c> pairs.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public static Arguments Parse(string[] args)
    {
        Arguments arguments = new();
        for (int index = 0; index + 1 < args.Length; index += 2)
        {
            arguments.values[args[index].TrimStart('-')] = args[index + 1];
        }

        return arguments;
    }

    public string Text(string name, string fallback) => values.GetValueOrDefault(name, fallback);

    public int Number(string name, int fallback) => values.TryGetValue(name, out string? value) ? int.Parse(value, CultureInfo.InvariantCulture) : fallback;

    /// <summary>A client for the first usable context of <c>--kubeconfig</c>, or of the user's own kubeconfig.</summary>
    public KubernetesClient Client()
    {
        KubeconfigLoader loader = new(new ExecPluginOptions(), TimeProvider.System);
        ClusterCatalog catalog = loader.Load(values.TryGetValue("kubeconfig", out string? path) ? [path] : [], KubeconfigEnvironment.FromProcess());
        ClusterConfiguration cluster = catalog.Clusters.FirstOrDefault(cluster => cluster.Name == catalog.CurrentContext)
            ?? throw new InvalidOperationException("No usable current context: " + string.Join("; ", catalog.Problems));
        return new KubernetesClient(cluster, new KubernetesClientOptions(), TimeProvider.System, NullLogger<KubernetesClient>.Instance);
    }
}
