using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Manifests.Fields;
using BackupConsole.KubeStash.Manifests.Templates;

namespace BackupConsole.Sandbox.Tests.Manifests;

/// <summary>The console's words about fields, and the manifests it begins with, against the custom resource definitions themselves.</summary>
public sealed class FieldTableTests(TestCluster cluster)
{
    public static TheoryData<string> Kinds => [.. KubeStashKinds.All.Select(kind => kind.Kind)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_field_with_a_meaning_is_in_the_schema(string name)
    {
        ManifestSchema schema = await SchemaAsync(Of(name));

        string[] unknown = [.. FieldMeanings.PathsOf(name).Where(path => schema.Describe(ManifestPath.Parse(path)) is null)];

        Assert.Empty(unknown);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_field_of_the_specification_that_a_person_writes_has_a_meaning(string name)
    {
        ManifestSchema schema = await SchemaAsync(Of(name));
        ManifestPath spec = ManifestPath.Parse("spec");

        string[] silent = [.. schema.Describe(spec)!.Fields.Select(field => spec.Field(field.Name)).Where(path => FieldMeanings.Find(name, path) is null).Select(path => path.ToString())];

        Assert.Empty(silent);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_template_is_taken_by_the_server(string name)
    {
        ResourceKind kind = Of(name);
        Manifest template = ManifestTemplates.Of(kind, "default");
        using HttpClient client = TestCluster.Connect(cluster.Cluster);

        string place = kind.Namespaced ? $"namespaces/default/{kind.Plural}" : kind.Plural;
        using HttpResponseMessage answer = await client.PostAsJsonAsync($"/apis/{kind.ApiVersion}/{place}?dryRun=All&fieldValidation=Strict", template.Root, Token);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_template_moves_to_another_namespace_with_what_it_refers_to(string name)
    {
        string text = YamlWriter.Write(ManifestTemplates.Of(Of(name), "shop"));

        Assert.DoesNotContain("namespace: default", text, StringComparison.Ordinal);
        Assert.Equal(Of(name).Namespaced, text.Contains("namespace: shop", StringComparison.Ordinal));
    }

    private static ResourceKind Of(string name) => KubeStashKinds.All.Single(kind => kind.Kind == name);

    private async Task<ManifestSchema> SchemaAsync(ResourceKind kind)
    {
        using HttpClient client = TestCluster.Connect(cluster.Cluster);
        JsonObject document = (await client.GetFromJsonAsync<JsonObject>($"/openapi/v3/apis/{kind.ApiVersion}", Token))!;
        return ManifestSchema.ReadAll(document)[kind.Kind];
    }
}
