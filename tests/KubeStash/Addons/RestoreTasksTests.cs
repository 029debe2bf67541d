using BackupConsole.KubeStash.Addons;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Addons;

/// <summary>Which restore task brings back what.</summary>
public sealed class RestoreTasksTests
{
    private static readonly AddonRow Addon = Named("postgres-addon") with
    {
        RestoreTasks = [.. new[] { "logical-backup-restore", "physical-backup-restore", "manifest-restore", "volume-snapshot-restore", "dashboard-restore", "vault-restore" }.Select(name => new AddonTask(name, "", "", []))],
    };

    [Theory]
    [InlineData("logical-backup", "logical-backup-restore")]
    [InlineData("physical-backup", "physical-backup-restore")]
    [InlineData("volume-snapshot", "volume-snapshot-restore")]
    [InlineData("manifest-backup", "manifest-restore")]
    [InlineData("dashboard-backup", "dashboard-restore")]
    [InlineData("vault-backup", "vault-restore")]
    public void Each_backup_task_has_its_counterpart(string backup, string restore) => Assert.Equal([restore], RestoreTasks.Of(Addon, [backup]));

    [Fact]
    public void The_order_stays_and_what_the_addon_lacks_is_left_out() =>
        Assert.Equal(["manifest-restore", "logical-backup-restore"], RestoreTasks.Of(Addon, ["manifest-backup", "unheard-of", "logical-backup", "logical-backup"]));

    [Theory]
    [InlineData("Postgres", "postgres-addon")]
    [InlineData("StatefulSet", "workload-addon")]
    [InlineData("PersistentVolumeClaim", "pvc-addon")]
    [InlineData("MySQL", null)]
    [InlineData("", null)]
    public void An_addon_is_found_by_the_kind_of_its_target(string kind, string? name) =>
        Assert.Equal(name, RestoreTasks.AddonFor(kind, [Named("pvc-addon"), Named("workload-addon"), Named("postgres-addon")])?.Name);

    [Fact]
    public void Parameters_are_compared_with_what_the_addon_knows()
    {
        AddonTask task = new("backup", "", "", [new("paths", "", true, ""), new("exclude", "", false, ""), new("dir", "", true, "/tmp")]);

        Assert.Equal(["paths"], TaskParameters.Missing(task, null).Select(parameter => parameter.Name));
        Assert.Equal(["paths"], TaskParameters.Missing(task, new() { ["paths"] = "" }).Select(parameter => parameter.Name));
        Assert.Empty(TaskParameters.Missing(task, new() { ["paths"] = "/a" }));
        Assert.Equal([("excludes", "exclude"), ("other", null)], TaskParameters.Unknown(task, new() { ["excludes"] = "x", ["paths"] = "/a", ["other"] = 1 }));
    }

    private static AddonRow Named(string name) => new(new ObjectMeta { Name = name });
}
