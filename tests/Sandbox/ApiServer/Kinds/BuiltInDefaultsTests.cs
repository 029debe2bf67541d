using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn;
using BackupConsole.Sandbox.ApiServer.Kinds.Custom;
using BackupConsole.Sandbox.ApiServer.Kinds.Defaults;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

public sealed class BuiltInDefaultsTests
{
    private static readonly KindCatalog Catalog = new();

    [Theory]
    [InlineData("busybox", "Always")]
    [InlineData("registry:5000/busybox", "Always")]
    [InlineData("busybox:latest", "Always")]
    [InlineData("registry:5000/busybox:1.36", "IfNotPresent")]
    [InlineData("busybox@sha256:00", "IfNotPresent")]
    public void Images_without_a_version_are_always_pulled(string image, string expected) =>
        Assert.Equal(expected, Fill("", "pods", $"{{spec: {{containers: [{{image: '{image}'}}]}}}}").Objects("spec", "containers").Single().Text("imagePullPolicy"));

    [Fact]
    public void A_pod_starts_pending_with_tolerations_and_a_class()
    {
        JsonObject pod = Fill("", "pods", """
            spec:
              serviceAccountName: me
              containers: [{image: "a:1", resources: {requests: {cpu: 1}}, readinessProbe: {httpGet: {port: 80}}}]
              volumes: [{secret: {secretName: s}}, {hostPath: {path: /d}}]
            """);
        Assert.Equal(("Pending", "Burstable", "me"), (pod.Text("status", "phase"), pod.Text("status", "qosClass"), pod.Text("spec", "serviceAccount")));
        Assert.Equal(2, pod.Count("spec", "tolerations"));
        JsonObject probe = (JsonObject)pod.Objects("spec", "containers").Single()["readinessProbe"]!;
        Assert.Equal((10, "HTTP"), (probe.Number("periodSeconds"), probe.Text("httpGet", "scheme")));
        Assert.Equal([420L, null], pod.Objects("spec", "volumes").Select(volume => volume.Number("secret", "defaultMode")));
    }

    [Fact]
    public void A_job_selects_its_pods_by_its_uid()
    {
        JsonObject job = Fill("batch", "jobs", "{metadata: {name: j, uid: u-1}, spec: {template: {spec: {containers: []}}}}");
        Assert.Equal("u-1", job.Text("spec", "selector", "matchLabels", "batch.kubernetes.io/controller-uid"));
        Assert.Equal("j", job.Text("spec", "template", "metadata", "labels", "job-name"));
        Assert.Equal((1, 1, 6), (job.Number("spec", "completions"), job.Number("spec", "parallelism"), job.Number("spec", "backoffLimit")));
        Assert.Null(Fill("batch", "jobs", "{spec: {parallelism: 3}}").Number("spec", "completions"));
    }

    [Fact]
    public void Plain_values_of_a_secret_end_up_in_base64()
    {
        JsonObject secret = Fill("", "secrets", "{data: {a: b2xk, b: b2xk}, stringData: {a: new}}");
        Assert.Equal(("bmV3", "b2xk"), (secret.Text("data", "a"), secret.Text("data", "b")));
        Assert.Null(secret["stringData"]);
    }

    [Fact]
    public void A_service_gets_an_address_that_stays()
    {
        const string Manifest = "{metadata: {name: s, namespace: demo}, spec: {type: ClusterIP, ports: [{port: 80}]}}";
        JsonObject service = Fill("", "services", Manifest);
        Assert.StartsWith("10.96.", service.Text("spec", "clusterIP"), StringComparison.Ordinal);
        Assert.Equal(service.Text("spec", "clusterIP"), Fill("", "services", Manifest).Text("spec", "clusterIP"));
        Assert.Equal(80, service.Objects("spec", "ports").Single().Number("targetPort"));
        Assert.Null(Fill("", "services", "{spec: {type: ExternalName}}").Text("spec", "clusterIP"));
    }

    [Fact]
    public void Sources_of_a_claim_are_mirrored()
    {
        JsonObject claim = Fill("", "persistentvolumeclaims", "{spec: {dataSourceRef: {kind: Snapshot, name: s}}}");
        Assert.Equal(("s", "Pending"), (claim.Text("spec", "dataSource", "name"), claim.Text("status", "phase")));
        Assert.Null(Fill("", "persistentvolumeclaims", "{spec: {}}").At("spec", "dataSourceRef"));
    }

    [Fact]
    public void A_namespace_is_labelled_with_its_name() => Assert.Equal(
        "demo", Fill("", "namespaces", "{metadata: {name: demo}}").Text("metadata", "labels", "kubernetes.io/metadata.name"));

    [Theory]
    [MemberData(nameof(FilledKinds))]
    public void Filling_in_twice_changes_nothing_more(string group, string plural)
    {
        JsonObject once = Fill(group, plural, "{metadata: {name: x, namespace: demo, uid: u}, spec: {type: NodePort, template: {spec: {containers: [{image: a}]}}, volumeClaimTemplates: [{}]}}");
        JsonObject twice = (JsonObject)once.DeepClone();
        BuiltInDefaults.Fill(Catalog.Find(group, "v1", plural)!.Resource, twice);
        Assert.Equal(once.ToJsonString(), twice.ToJsonString());
    }

    public static TheoryData<string, string> FilledKinds => new()
    {
        { "", "pods" }, { "", "services" }, { "", "persistentvolumeclaims" }, { "apps", "deployments" }, { "apps", "statefulsets" }, { "batch", "jobs" }, { "batch", "cronjobs" },
    };

    [Fact]
    public void Events_keep_everything_in_their_other_form()
    {
        JsonObject happened = TestManifests.Read("""
            apiVersion: v1
            kind: Event
            metadata: {name: e}
            involvedObject: {kind: Pod}
            message: m
            count: 2
            reason: r
            """);
        JsonObject other = EventForms.ToEventsGroup(happened);
        Assert.Equal(("events.k8s.io/v1", "m", "Pod", "r"), (other.Text("apiVersion"), other.Text("note"), other.Text("regarding", "kind"), other.Text("reason")));
        Assert.Equal(happened.ToJsonString(), EventForms.ToCore(other).ToJsonString());
    }

    [Fact]
    public void A_definition_that_cannot_be_served_has_its_faults_named()
    {
        JsonObject definition = TestManifests.Read("""
            metadata: {name: things.example.com}
            spec:
              group: example.com
              scope: Everywhere
              names: {plural: widgets, kind: Widget}
              versions:
                - {name: v1, served: true, storage: false, schema: {openAPIV3Schema: {type: string}}, additionalPrinterColumns: [{name: A, type: string, jsonPath: spec}]}
                - {name: "1", served: true, storage: false}
            """);
        Assert.Equal(
            [
                "metadata.name", "spec.scope", "spec.versions", "spec.versions[0].schema.openAPIV3Schema.type", "spec.versions[0].additionalPrinterColumns[0].jsonPath",
                "spec.versions[1].name", "spec.versions[1].schema.openAPIV3Schema",
            ],
            CustomKindCheck.Find(definition).Select(fault => fault.Field));
        Assert.All(CustomKinds.ReadShipped(), shipped => Assert.Empty(CustomKindCheck.Find(shipped)));
    }

    [Fact]
    public void The_real_definitions_can_be_installed_in_place_of_the_shipped_ones()
    {
        Assert.SkipUnless(SharedFiles.ArePresent, SharedFiles.Missing);
        KindCatalog catalog = KindCatalog.CreateShipped(out _);
        foreach (JsonObject definition in SharedFiles.CustomResourceDefinitions.SelectMany(TestManifests.ReadFile))
        {
            Assert.Empty(CustomKindCheck.Find(definition));
            CustomKinds.SetDefaults(definition);
            catalog.Install(definition);
        }

        Assert.NotNull(catalog.OpenApi.Find("apis/core.kubestash.com/v1alpha1"));
        Assert.Equal(KindCatalog.CreateShipped(out _).All.Count, catalog.All.Count);
    }

    private static JsonObject Fill(string group, string plural, string yaml)
    {
        JsonObject source = TestManifests.Read(yaml);
        BuiltInDefaults.Fill(Catalog.Find(group, "v1", plural)!.Resource, source);
        return source;
    }
}
