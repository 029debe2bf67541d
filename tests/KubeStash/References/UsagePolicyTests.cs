using System.Buffers;
using System.Text;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.References;
using BackupConsole.KubeStash.Storage;

namespace BackupConsole.KubeStash.Tests.References;

public sealed class UsagePolicyTests
{
    [Theory]
    [InlineData("", true, false)]
    [InlineData("""{ "from": "Same" }""", true, false)]
    [InlineData("""{ "from": "All" }""", true, true)]
    [InlineData("""{ "from": "Selector" }""", false, false)]
    [InlineData("""{ "from": "Selector", "selector": {} }""", true, true)]
    [InlineData("""{ "from": "Selector", "selector": { "matchLabels": { "team": "shop" } } }""", true, false)]
    [InlineData("""{ "from": "Selector", "selector": { "matchExpressions": [{ "key": "team", "operator": "NotIn", "values": ["shop"] }] } }""", false, true)]
    [InlineData("""{ "from": "Selector", "selector": { "matchLabels": { "team": "shop" }, "matchExpressions": [{ "key": "tier", "operator": "Exists" }] } }""", false, false)]
    public void Namespaces_are_chosen_as_everywhere_in_Kubernetes(string allowed, bool own, bool other)
    {
        UsagePolicy policy = Read(allowed);

        Assert.Equal(own, policy.Allows("stash", "stash", new LabelSet([new("team", "shop")])));
        Assert.Equal(other, policy.Allows("stash", "demo", new LabelSet([new("team", "data")])));
    }

    [Theory]
    [InlineData("""{ "from": "Selector" }""", false)]
    [InlineData("""{ "from": "Selector", "selector": {} }""", true)]
    [InlineData("""{ "from": "Selector", "selector": { "matchLabels": { "team": "shop" } } }""", null)]
    public void Labels_that_cannot_be_read_leave_open_only_what_depends_on_them(string allowed, bool? answer) =>
        Assert.Equal(answer, Read(allowed).Allows("stash", "demo", null));

    private static UsagePolicy Read(string allowed) => BackupStorageRow.Reader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(
        $$"""{ "metadata": { "namespace": "stash", "name": "s3" }, "spec": { {{(allowed.Length == 0 ? "" : $"\"usagePolicy\": {{ \"allowedNamespaces\": {allowed} }}")}} } }"""))).UsagePolicy;
}
