using System.Text.Json.Nodes;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests.ApiServer.Controllers;

public sealed class DefinitionTests(TestCluster cluster)
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    [Fact]
    public async Task A_new_kind_is_served_discovered_and_described_and_goes_with_its_objects()
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer made = await cluster.PostAsync(Definitions, Definition("gadgets", "Gadget"));
        Assert.True(made.Code == 201, made.Text);
        await EstablishedAsync("gadgets");
        string path = $"/apis/test.example/v1/namespaces/{ns}/gadgets";
        Assert.Equal(201, (await cluster.PostAsync(path, Gadget("one"))).Code);
        Answer invalid = await cluster.PostAsync(path, Gadget("two", "big"));
        Assert.Equal((422, "spec.size"), (invalid.Code, invalid.Body!["details"]!["causes"]![0]!["field"]!.GetValue<string>()));
        Assert.Contains("gadgets", (await cluster.GetAsync("/apis/test.example/v1")).Text, StringComparison.Ordinal);
        Assert.Contains("Gadget", (await cluster.GetAsync("/openapi/v3/apis/test.example/v1")).Text, StringComparison.Ordinal);

        Assert.Equal(200, (await cluster.DeleteAsync($"{Definitions}/gadgets.test.example")).Code);
        await Eventually.HoldsAsync(async () => (await cluster.GetAsync($"{Definitions}/gadgets.test.example")).Code == 404, cancellationToken: TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () => (await cluster.GetAsync(path)).Code == 404, cancellationToken: TestContext.Current.CancellationToken);

        await cluster.PostAsync(Definitions, Definition("gadgets", "Gadget"));
        await EstablishedAsync("gadgets");
        Assert.Empty((await cluster.GetAsync(path)).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_changed_schema_holds_from_then_on()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.PostAsync(Definitions, Definition("gizmos", "Gizmo"));
        await EstablishedAsync("gizmos");
        JsonArray change = [new JsonObject { ["op"] = "replace", ["path"] = "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/size/type", ["value"] = "string" }];
        Assert.Equal(200, (await cluster.SendAsync(HttpMethod.Patch, $"{Definitions}/gizmos.test.example", change, "application/json-patch+json")).Code);
        await Eventually.HoldsAsync(
            async () => (await cluster.PostAsync($"/apis/test.example/v1/namespaces/{ns}/gizmos", Gadget("one", "big", "Gizmo"))).Code == 201, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_kind_of_a_name_that_is_taken_is_not_established()
    {
        await cluster.PostAsync(Definitions, Definition("things", "Thing"));
        await EstablishedAsync("things");
        await cluster.PostAsync(Definitions, Definition("otherthings", "Thing"));
        await Eventually.HoldsAsync(
            async () => (await cluster.GetAsync($"{Definitions}/otherthings.test.example")).Text.Contains("NameConflict", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
    }

    private Task EstablishedAsync(string plural) => Eventually.HoldsAsync(
        async () => (await cluster.GetAsync($"{Definitions}/{plural}.test.example")).Body!["status"]?["conditions"]?.AsArray().Any(
            condition => condition!["type"]!.GetValue<string>() == "Established" && condition["status"]!.GetValue<string>() == "True") == true,
        cancellationToken: TestContext.Current.CancellationToken);

    private static JsonObject Gadget(string name, JsonNode? size = null, string kind = "Gadget") =>
        new() { ["apiVersion"] = "test.example/v1", ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = new JsonObject { ["size"] = size ?? 1 } };

    private static JsonObject Definition(string plural, string kind) => JsonNode.Parse($$"""
        {"metadata":{"name":"{{plural}}.test.example"},"spec":{"group":"test.example","scope":"Namespaced","names":{"plural":"{{plural}}","kind":"{{kind}}"},
        "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"size":{"type":"integer"} } } } } } } ] } }
        """)!.AsObject();
}
