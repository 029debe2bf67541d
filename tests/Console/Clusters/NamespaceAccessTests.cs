using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.KubeStash;

namespace BackupConsole.Tests.Clusters;

public class NamespaceAccessTests
{
    [Fact]
    public void The_whole_cluster_is_watched_as_one_where_that_is_allowed()
    {
        NamespaceAccess access = Access(wholeCluster: true, names: ["a", "b"], permitted: [], refused: []);

        Assert.Equal(new NamespaceChoice.Watch(InformerScope.All), access.Choose(null));
        Assert.Equal(new NamespaceChoice.Watch(InformerScope.All), access.Choose("a"));
    }

    [Fact]
    public void Otherwise_the_permitted_namespaces_are_watched_one_by_one()
    {
        NamespaceAccess access = Access(wholeCluster: false, names: ["a", "b", "c"], permitted: ["a", "c"], refused: ["b"]);

        Assert.Equal(new NamespaceChoice.Watch(InformerScope.Of("a", "c")), access.Choose(null));
        Assert.Equal(new NamespaceChoice.Watch(InformerScope.Of("c")), access.Choose("c"));
        Assert.Equal(new NamespaceChoice.NoneAllowed(), access.Choose("b"));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void Beyond_twenty_one_must_be_chosen(int count, bool choice)
    {
        ImmutableArray<string> names = [.. Enumerable.Range(0, count).Select(at => $"ns-{at:00}")];
        NamespaceAccess access = Access(wholeCluster: false, names, permitted: names, refused: []);

        Assert.Equal(choice, access.Choose(null) is NamespaceChoice.OneMustBeChosen { Count: 21 });
        Assert.Equal(new NamespaceChoice.Watch(InformerScope.Of("ns-03")), access.Choose("ns-03"));
    }

    [Fact]
    public async Task The_server_is_asked_about_a_bounded_number_of_namespaces()
    {
        await using FakeCluster cluster = new() { AllowedIn = ["ns-700"], Namespaces = [.. Enumerable.Range(0, 1000).Select(at => $"ns-{at}")] };

        NamespaceAccess open = await NamespaceReview.ReviewAsync(cluster, "list", KubeStashKinds.BackupSession, "jane", null, [], TestContext.Current.CancellationToken);
        Assert.IsType<NamespaceChoice.OneMustBeChosen>(open.Choose(null));
        Assert.Equal(["review *"], cluster.Asked.Where(question => question.StartsWith("review", StringComparison.Ordinal)));

        NamespaceAccess named = await NamespaceReview.ReviewAsync(cluster, "list", KubeStashKinds.BackupSession, "jane", "ns-700", [], TestContext.Current.CancellationToken);
        Assert.Equal(new NamespaceChoice.Watch(InformerScope.Of("ns-700")), named.Choose("ns-700"));
    }

    private static NamespaceAccess Access(bool wholeCluster, ImmutableArray<string> names, ImmutableArray<string> permitted, ImmutableArray<string> refused) =>
        new(KubeStashKinds.BackupSession, "jane", wholeCluster, NamesKnown: true, names, permitted, refused);
}
