using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Webhooks;

namespace BackupConsole.Sandbox.Tests.ApiServer.Webhooks;

public sealed class StorageAdmissionTests
{
    private const string S3 = "{provider: s3, s3: {bucket: b, region: r, prefix: demo}}";

    [Fact]
    public void Defaults_of_a_storage_are_set_and_slashes_cut()
    {
        (JsonObject storage, string? refusal) = new AdmissionWorld().Create(Storage("one", "{provider: s3, s3: {bucket: b, prefix: demo/db//}}"));
        Assert.Null(refusal);
        Assert.Equal("Same", storage.Text("spec", "usagePolicy", "allowedNamespaces", "from"));
        Assert.Equal("demo/db", storage.Text("spec", "storage", "s3", "prefix"));
    }

    [Theory]
    [InlineData("{}", AdmissionTexts.ProviderEmpty)]
    [InlineData("{provider: ftp}", "unknown storage provider \"ftp\": it must be one of s3, gcs, azure and local")]
    [InlineData("{provider: gcs}", "gcs settings can not be empty for storage provider gcs")]
    [InlineData("{provider: s3, s3: {}}", "bucket can not be empty for storage provider s3")]
    [InlineData("{provider: local, local: {hostPath: {path: /d}}}", AdmissionTexts.MountPathEmpty)]
    public void A_storage_needs_its_settings(string storage, string expected) => Assert.Equal(expected, new AdmissionWorld().Create(Storage("one", storage)).Refusal);

    [Fact]
    public void A_selector_policy_needs_a_selector() => Assert.Equal(
        AdmissionTexts.SelectorMissing,
        new AdmissionWorld().Create(Storage("one", S3, "usagePolicy: {allowedNamespaces: {from: Selector}}")).Refusal);

    [Fact]
    public void There_is_one_default_storage_in_a_namespace()
    {
        AdmissionWorld world = new AdmissionWorld().With(Storage("first", "{provider: local, local: {mountPath: /d}}", "default: true"));
        Assert.Equal(AdmissionTexts.ManyDefaultStorages, world.Create(Storage("second", S3, "default: true")).Refusal);
        Assert.Null(world.Create(Storage("second", S3, "default: true", ns: "other")).Refusal);
        Assert.Null(world.Create(Storage("first", S3, "default: true")).Refusal);
    }

    [Theory]
    [InlineData(S3, S3, true)]
    [InlineData(S3, "{provider: s3, s3: {bucket: b, region: r, prefix: demo/}}", true)]
    [InlineData(S3, "{provider: s3, s3: {bucket: b, region: other, prefix: demo}}", false)]
    [InlineData("{provider: gcs, gcs: {bucket: b}}", "{provider: gcs, gcs: {bucket: b}}", true)]
    [InlineData("{provider: azure, azure: {storageAccount: a, container: c}}", "{provider: azure, azure: {storageAccount: a, container: c}}", true)]
    [InlineData("{provider: azure, azure: {storageAccount: a, container: c}}", "{provider: azure, azure: {storageAccount: z, container: c}}", false)]
    [InlineData("{provider: local, local: {mountPath: /d}}", "{provider: local, local: {mountPath: /d}}", false)]
    public void No_two_storages_are_in_one_place(string first, string second, bool refused) => Assert.Equal(
        refused ? AdmissionTexts.SamePlace : null,
        new AdmissionWorld().With(Storage("first", first)).Create(Storage("second", second, ns: "other")).Refusal);

    [Fact]
    public void The_place_of_a_storage_in_use_cannot_be_changed()
    {
        const string Used = "\nstatus: {repositories: [{name: r, namespace: demo}]}";
        string changed = Storage("one", "{provider: s3, s3: {bucket: other}}");
        Assert.Equal(AdmissionTexts.StorageInUse, new AdmissionWorld().Update(Storage("one", S3) + Used, changed));
        Assert.Null(new AdmissionWorld().Update(Storage("one", S3), changed));
        Assert.Null(new AdmissionWorld().Update(Storage("one", S3) + Used, Storage("one", S3, "deletionPolicy: WipeOut")));
    }

    [Theory]
    [InlineData("{}", AdmissionTexts.RetentionRuleMissing)]
    [InlineData("{successfulSnapshots: {last: 5}}", null)]
    [InlineData("{maxRetentionPeriod: 2mo}", null)]
    [InlineData("{maxRetentionPeriod: 1y6mo}", null)]
    [InlineData("{maxRetentionPeriod: 30d12h30m}", null)]
    [InlineData("{maxRetentionPeriod: 30s}", "invalid maxRetentionPeriod \"30s\": write numbers with units, largest first, such as 30d or 1y6mo; the units are y, mo, w, d, h and m")]
    [InlineData("{maxRetentionPeriod: 6mo1y}", "invalid maxRetentionPeriod \"6mo1y\": write numbers with units, largest first, such as 30d or 1y6mo; the units are y, mo, w, d, h and m")]
    public void A_policy_keeps_something_for_a_readable_time(string spec, string? expected)
    {
        (JsonObject policy, string? refusal) = new AdmissionWorld().Create(Policy("keep", spec));
        Assert.Equal(expected, refusal);
        Assert.Equal(1, policy.Number("spec", "failedSnapshots", "last"));
        Assert.Equal("Same", policy.Text("spec", "usagePolicy", "allowedNamespaces", "from"));
    }

    [Fact]
    public void There_is_one_default_policy_in_a_namespace()
    {
        AdmissionWorld world = new AdmissionWorld().With(Policy("first", "{default: true, maxRetentionPeriod: 1y}"));
        Assert.Equal(AdmissionTexts.ManyDefaultPolicies, world.Create(Policy("second", "{default: true, maxRetentionPeriod: 1y}")).Refusal);
        Assert.Null(world.Create(Policy("second", "{maxRetentionPeriod: 1y}")).Refusal);
    }

    [Theory]
    [InlineData("{storageRef: {name: s}, path: /d}", "appRef can not be empty")]
    [InlineData("{appRef: {name: a}, path: /d}", "storageRef can not be empty")]
    [InlineData("{appRef: {name: a}, storageRef: {name: s}}", "path can not be empty")]
    [InlineData("{appRef: {name: a}, storageRef: {name: s}, path: /d}", null)]
    public void A_repository_needs_its_references(string spec, string? expected) => Assert.Equal(expected, new AdmissionWorld().Create(Repository(spec)).Refusal);

    [Fact]
    public void The_path_of_a_repository_cannot_be_changed() => Assert.Equal(
        AdmissionTexts.RepositoryPathUpdated,
        new AdmissionWorld().Update(Repository("{appRef: {name: a}, storageRef: {name: s}, path: /d}"), Repository("{appRef: {name: a}, storageRef: {name: s}, path: /e}")));

    private static string Storage(string name, string storage, string more = "paused: null", string ns = "demo") =>
        $"apiVersion: storage.kubestash.com/v1alpha1\nkind: BackupStorage\nmetadata: {{name: {name}, namespace: {ns}}}\nspec:\n  storage: {storage}\n  {more}";

    private static string Policy(string name, string spec) =>
        $"apiVersion: storage.kubestash.com/v1alpha1\nkind: RetentionPolicy\nmetadata: {{name: {name}, namespace: demo}}\nspec: {spec}";

    private static string Repository(string spec) =>
        $"apiVersion: storage.kubestash.com/v1alpha1\nkind: Repository\nmetadata: {{name: r, namespace: demo}}\nspec: {spec}";
}
