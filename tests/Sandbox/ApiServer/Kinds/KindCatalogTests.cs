using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.Custom;
using BackupConsole.Sandbox.ApiServer.Kinds.Documents;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

public sealed class KindCatalogTests
{
    private const string Later = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: widgets, kind: Widget, shortNames: [wd]}
          versions:
            - name: v1
              served: true
              storage: true
              schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
              subresources: {status: {}, scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}}
            - name: v1beta1
              served: true
              storage: false
              deprecated: true
              schema: {openAPIV3Schema: {type: object}}
            - name: v2
              served: false
              storage: false
              schema: {openAPIV3Schema: {type: object}}
        """;

    // Tests change only what they add themselves.
    private static readonly KindCatalog Catalog = KindCatalog.CreateShipped(out _);

    [Theory]
    [InlineData("bc", "backupconfigurations.core.kubestash.com")]
    [InlineData("repo", "repositories.storage.kubestash.com")]
    [InlineData("backupverificationsession", "backupverificationsession.core.kubestash.com")]
    [InlineData("po", "pods")]
    [InlineData("Deployment", "deployments.apps")]
    [InlineData("pg", "postgreses.kubedb.com")]
    public void A_kind_is_found_by_any_of_its_names(string name, string expected) => Assert.Equal(expected, Assert.Single(Catalog.FindByName(name)).Resource.Id);

    [Fact]
    public void Events_of_the_core_group_come_first() => Assert.Equal(["events", "events.events.k8s.io"], Catalog.FindByName("ev").Select(kind => kind.Resource.Id));

    [Fact]
    public void Status_is_a_subresource_where_the_real_kinds_have_it()
    {
        string[] without = ["backupblueprints", "hooktemplates", "backupverifier", "retentionpolicies", "addons", "functions", "appbindings"];
        IEnumerable<string> found = Catalog.All.Where(kind => kind.IsCustom && kind.Resource.Version == "v1alpha1" && !kind.HasStatus).Select(kind => kind.Resource.Plural);
        Assert.Equal(without.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_definition_that_is_installed_later_is_served_and_can_go_again()
    {
        JsonObject definition = TestManifests.Read(Later);
        CustomKinds.SetDefaults(definition);
        Catalog.Install(definition);

        KindDefinition kind = Catalog.Find("example.com", "v1", "widgets")!;
        Assert.Equal(("widget", "WidgetList"), (kind.Singular, kind.ListKind));
        Assert.Equal(["status", "scale"], kind.Subresources.Select(part => part.Name));
        Assert.Equal(".spec.size", kind.Scale!.SpecReplicas);
        Assert.Equal(["Name", "Age"], kind.Columns.Select(column => column.Name));
        Assert.Equal("example.com/v1beta1 Widget is deprecated", Catalog.Find("example.com", "v1beta1", "widgets")!.DeprecationWarning);
        Assert.Null(Catalog.Find("example.com", "v2", "widgets"));
        Assert.Equal(["v1", "v1beta1"], Catalog.Discovery.Group("example.com")!.Objects("versions").Select(version => version.Text("version")));
        Assert.NotNull(Catalog.OpenApi.Find("apis/example.com/v1"));

        Assert.True(Catalog.Remove("widgets.example.com"));
        Assert.Null(Catalog.Find("example.com", "v1", "widgets"));
        Assert.Null(Catalog.Discovery.Group("example.com"));
        Assert.False(Catalog.Remove("widgets.example.com"));
    }

    [Fact]
    public void Establishing_a_definition_accepts_its_names()
    {
        JsonObject definition = TestManifests.Read(Later);
        CustomKinds.SetDefaults(definition);
        CustomKinds.Establish(definition, new DateTimeOffset(2026, 5, 12, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal("None", definition.Text("spec", "conversion", "strategy"));
        Assert.Equal("widget", definition.Text("status", "acceptedNames", "singular"));
        Assert.Equal(["NamesAccepted", "Established"], definition.Objects("status", "conditions").Select(condition => condition.Text("type")));
        Assert.Equal(["v1"], definition.Texts("status", "storedVersions"));
    }

    [Fact]
    public void Aggregated_discovery_lists_what_the_older_form_lists()
    {
        JsonObject aggregated = Catalog.Discovery.Aggregated(core: false, "v2");
        Assert.Equal("apidiscovery.k8s.io/v2", aggregated.Text("apiVersion"));
        IEnumerable<string> names = aggregated.Objects("items").SelectMany(group => group.Objects("versions").SelectMany(version => version.Objects("resources")
            .Select(resource => $"{group.Text("metadata", "name")}/{version.Text("version")}/{resource.Text("resource")}")));
        IEnumerable<string> older = Catalog.Discovery.Groups().Objects("groups").SelectMany(group => group.Objects("versions").SelectMany(version =>
            Catalog.Discovery.Resources(group.TextOrEmpty("name"), version.TextOrEmpty("version"))!.Objects("resources")
                .Where(resource => !resource.TextOrEmpty("name").Contains('/', StringComparison.Ordinal))
                .Select(resource => $"{group.Text("name")}/{version.Text("version")}/{resource.Text("name")}")));
        Assert.Equal(older, names);
        Assert.Equal("", Assert.Single(Catalog.Discovery.Aggregated(core: true, "v2beta1").Objects("items")).TextOrEmpty("metadata", "name"));
    }

    [Fact]
    public void Scale_is_announced_as_the_kind_of_another_group()
    {
        JsonObject scale = Catalog.Discovery.Resources("apps", "v1")!.Objects("resources").Single(resource => resource.Text("name") == "deployments/scale");
        Assert.Equal(("autoscaling", "v1", "Scale"), (scale.Text("group"), scale.Text("version"), scale.Text("kind")));
    }

    [Fact]
    public void Every_reference_in_the_OpenAPI_documents_leads_somewhere()
    {
        List<string> faults = [];
        foreach ((string path, JsonNode? entry) in (JsonObject)Catalog.OpenApi.Index()["paths"]!)
        {
            OpenApiDocuments.Document document = Catalog.OpenApi.Find(path)!;
            Assert.EndsWith($"?hash={document.Hash}", entry.Text("serverRelativeURL"), StringComparison.Ordinal);
            JsonObject root = (JsonObject)JsonNode.Parse(document.Json.Span)!;
            JsonObject schemas = (JsonObject)root.At("components", "schemas")!;
            faults.AddRange(Pointers(root).Where(pointer => !schemas.ContainsKey(pointer)).Select(pointer => $"{path}: {pointer}"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Every_patch_announces_field_validation_and_strategic_merge_only_for_built_in_kinds()
    {
        Dictionary<string, JsonObject> roots = new(StringComparer.Ordinal);
        foreach (KindDefinition kind in Catalog.All.Where(kind => !kind.IsReview))
        {
            if (!roots.TryGetValue(kind.Resource.GroupPath, out JsonObject? root))
            {
                roots[kind.Resource.GroupPath] = root = (JsonObject)JsonNode.Parse(Catalog.OpenApi.Find(kind.Resource.GroupPath)!.Json.Span)!;
            }

            string collection = kind.Resource.Namespaced ? $"/{kind.Resource.GroupPath}/namespaces/{{namespace}}/{kind.Resource.Plural}" : $"/{kind.Resource.GroupPath}/{kind.Resource.Plural}";
            JsonNode patch = root.At("paths", $"{collection}/{{name}}", "patch")!;
            Assert.Contains("fieldValidation", patch.Objects("parameters").Select(parameter => parameter.Text("name")));
            Assert.Equal(kind.Resource.Kind, patch.Text("x-kubernetes-group-version-kind", "kind"));
            Assert.Equal(!kind.IsCustom, patch.At("requestBody", "content", "application/strategic-merge-patch+json") is not null);
        }
    }

    [Fact]
    public void Documents_change_their_hash_only_with_their_kinds()
    {
        string before = Catalog.OpenApi.Find("apis/apps/v1")!.Hash;
        JsonObject definition = TestManifests.Read(Later);
        Catalog.Install(definition);
        Assert.Equal(before, Catalog.OpenApi.Find("apis/apps/v1")!.Hash);
        string widgets = Encoding.UTF8.GetString(Catalog.OpenApi.Find("apis/example.com/v1")!.Json.Span);
        Assert.Contains("com.example.v1.Widget", widgets, StringComparison.Ordinal);
        Catalog.Remove("widgets.example.com");
    }

    private static IEnumerable<string> Pointers(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => entry.Key == "$ref" && entry.Value.AsText() is { } text ? [text["#/components/schemas/".Length..]] : Pointers(entry.Value)),
        JsonArray list => list.SelectMany(Pointers),
        _ => [],
    };
}
