using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Tests.Manifests;

public class DroppedFieldsTests
{
    [Theory]
    [InlineData("spec: { a: 1 }", "spec: { a: 1 }", "")]
    [InlineData("spec: { a: 1, b: 2 }", "spec: { a: 1 }", "spec.b")]
    [InlineData("spec: { a: { b: { c: 1 } } }", "spec: { x: 1 }", "spec.a")]
    [InlineData("spec: { a: 2h }", "spec: { a: 2h0m0s }", "")]
    [InlineData("spec: { a: null, b: {}, c: [], d: { e: null } }", "spec: {}", "")]
    [InlineData("spec: { l: [ { name: x, z: 1 } ] }", "spec: { l: [ { name: first }, { name: x } ] }", "spec.l[0].z")]
    [InlineData("spec: { l: [ { z: 1 }, { z: 2 } ] }", "spec: { l: [ { z: 1 } ] }", "spec.l[1]")]
    [InlineData("spec: { l: [ a, b ] }", "spec: { l: [ b ] }", "spec.l[0]")]
    [InlineData("metadata: { labels: { a.b/c: x }, uid: u }\nstatus: { phase: Ready }", "metadata: { labels: {} }", "metadata.labels[a.b/c]")]
    [InlineData("apiVersion: v1\nkind: Secret\nstringData: { k: v }", "apiVersion: v1\nkind: Secret\ndata: { k: dg== }", "")]
    public void What_was_sent_and_did_not_come_back_is_listed(string sent, string answer, string dropped) =>
        Assert.Equal(dropped, string.Join(' ', DroppedFields.Find(YamlReader.Read(sent).Manifest, YamlReader.Read(answer).Manifest)));
}
