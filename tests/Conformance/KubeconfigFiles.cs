using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Conformance;

internal static class KubeconfigFiles
{
    public static ClusterCatalog Load(string path) =>
        new KubeconfigLoader(new ExecPluginOptions(), TimeProvider.System).Load([path], KubeconfigEnvironment.FromProcess());
}
