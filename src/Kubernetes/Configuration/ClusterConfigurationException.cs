namespace BackupConsole.Kubernetes.Configuration;

/// <summary>No cluster configuration can be had from where it was asked for.</summary>
/// <param name="problem">What is wrong, and the remedy.</param>
/// <param name="innerException">The cause.</param>
public sealed class ClusterConfigurationException(ClusterProblem problem, Exception? innerException = null)
    : Exception(problem.ToString(), innerException)
{
    /// <summary>What is wrong, and the remedy.</summary>
    public ClusterProblem Problem { get; } = problem;
}
