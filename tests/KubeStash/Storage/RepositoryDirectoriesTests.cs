using BackupConsole.KubeStash.Storage;

namespace BackupConsole.KubeStash.Tests.Storage;

/// <summary>Where repositories lie.</summary>
public sealed class RepositoryDirectoriesTests
{
    [Theory]
    [InlineData("", "demo/mongodb")]
    [InlineData("demo/mongodb", "demo/mongodb-logs")]
    [InlineData("demo/mongodb demo/mongodb-logs", "demo/mongodb-logs-2")]
    public void The_first_directory_that_is_free_is_taken(string taken, string directory) =>
        Assert.Equal(directory, RepositoryDirectories.Choose("demo", "mongodb", "logs", taken.Split(' ').Contains));
}
