using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;

namespace BackupConsole.Sandbox.Tests.ApiServer.Storage;

public sealed class SelectorTests
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal) { ["tier"] = "gold", ["example.com/env"] = "prod", ["size"] = "12", ["empty"] = "" };

    [Theory]
    [InlineData("", true)]
    [InlineData("tier", true)]
    [InlineData("!tier", false)]
    [InlineData("! other", true)]
    [InlineData("tier=gold", true)]
    [InlineData("tier==gold,example.com/env=prod", true)]
    [InlineData("tier = gold , example.com/env != prod", false)]
    [InlineData("tier!=silver,other!=x", true)]
    [InlineData("tier in (gold, silver)", true)]
    [InlineData("tier notin (gold)", false)]
    [InlineData("other notin (gold)", true)]
    [InlineData("size>11,size<13", true)]
    [InlineData("size>12", false)]
    [InlineData("empty=", true)]
    [InlineData("in=x", false)]
    public void Labels_are_selected_as_Kubernetes_reads_selectors(string selector, bool fits) => Assert.Equal(fits, LabelMatcher.Parse(selector).Matches(Labels));

    [Theory]
    [InlineData("a b", "found 'b', expected:")]
    [InlineData("a in b", "expected: '('")]
    [InlineData("a in (b", "expected: ',' or ')'")]
    [InlineData("a=b=c", "found '='")]
    [InlineData("a,", "expected: identifier after ','")]
    [InlineData("-a=b", "name part must consist of")]
    [InlineData("a=-b", "a valid label must be")]
    [InlineData("a>b", "must be an integer")]
    public void A_selector_that_cannot_be_read_is_refused_with_the_place(string selector, string words)
    {
        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => LabelMatcher.Parse(selector));
        Assert.Equal(400, refused.Code);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metadata.name=one", true)]
    [InlineData("metadata.name!=one", false)]
    [InlineData("status.phase=Running,spec.nodeName==n1", true)]
    [InlineData("status.phase!=Running", false)]
    [InlineData("spec.hostNetwork=false", true)]
    [InlineData("status.podIP=", true)]
    public void Fields_of_a_pod_are_selected(string selector, bool fits)
    {
        JsonObject pod = JsonNode.Parse("""{"metadata":{"namespace":"a","name":"one"},"spec":{"nodeName":"n1"},"status":{"phase":"Running"}}""")!.AsObject();
        Assert.Equal(fits, FieldMatcher.Parse(selector, Kind("pods")).Matches(new(pod, 1, default)));
    }

    [Theory]
    [InlineData("pods", "spec.other=x", "field label not supported: spec.other")]
    [InlineData("configmaps", "spec.x=y", "\"spec.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")]
    [InlineData("pods", "nothing", "can't understand 'nothing'")]
    public void A_field_that_cannot_be_selected_by_is_refused(string kind, string selector, string words) =>
        Assert.Contains(words, Assert.Throws<WriteRefusedException>(() => FieldMatcher.Parse(selector, Kind(kind))).Message, StringComparison.Ordinal);

    private static KindDefinition Kind(string id) => BuiltInKinds.All.First(kind => kind.Resource.Id == id);
}
