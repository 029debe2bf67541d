using BackupConsole.Sandbox.SampleData;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.Tests.SampleData;

/// <summary>A cluster with the company loaded into it, for tests that look at the result.</summary>
public sealed class LoadedCompany : IAsyncLifetime
{
    internal CheckedCluster Cluster { get; } = new();

    internal SampleCluster Company { get; } = Data.Fresh();

    public async ValueTask InitializeAsync()
    {
        // What every cluster has of itself.
        Cluster.CreateNamespace("finance", "own", "kept");
        await new SampleDataLoader(Company).LoadAsync(Cluster, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
