using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Components.Workloads;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Tests.Components.Workloads;

public sealed class LogChoiceTests
{
    private static readonly ContainerRow Done = new("prepare", "", true) { Phase = ContainerPhase.Terminated, ExitCode = 0 };
    private static readonly ContainerRow Running = new("dump", "", false) { Phase = ContainerPhase.Running };
    private static readonly ContainerRow Failed = new("dump", "", false) { Phase = ContainerPhase.Terminated, ExitCode = 1 };

    [Fact]
    public void Without_pods_there_is_no_log() => Assert.Null(Choose([]));

    [Fact]
    public void What_failed_comes_first_then_what_runs() => Assert.Equal(
        ["bad", "busy", "new"],
        [
            Choose([Pod("old", 1, "Succeeded", Done), Pod("bad", 2, "Failed", Failed), Pod("busy", 3, "Running", Running), Pod("new", 4, "Pending", Running)])!.Pod.Name,
            Choose([Pod("old", 1, "Succeeded", Done), Pod("busy", 3, "Running", Running), Pod("new", 4, "Pending", Done)])!.Pod.Name,
            Choose([Pod("old", 1, "Succeeded", Done), Pod("new", 4, "Succeeded", Done)])!.Pod.Name,
        ]);

    [Fact]
    public void The_work_itself_comes_before_what_tidies_up_after_it() => Assert.Equal(
        "backup", Choose([Pod("backup", 1, "Succeeded", Done), Pod("retention", 4, "Succeeded", Done) with { Labels = new LabelSet([new("app.kubernetes.io/component", "kubestash-retention-policy")]) }])!.Pod.Name);

    [Fact]
    public void What_the_address_asks_for_is_shown()
    {
        ImmutableArray<PodRow> pods = [Pod("a", 1, "Succeeded", Done, Running), Pod("b", 2, "Failed", Failed)];

        Assert.Equal(new LogTarget(new ObjectKey("demo", "a"), "prepare", false), LogChoice.Choose(pods, "a", "prepare", false, null));
    }

    [Fact]
    public void A_pod_of_the_address_that_is_not_there_gives_way() => Assert.Equal("b", LogChoice.Choose([Pod("b", 2, "Failed", Failed)], "a", "", false, null)!.Pod.Name);

    [Fact]
    public void A_log_that_is_read_stays_when_its_pod_goes_and_when_another_fails()
    {
        LogTarget current = new(new ObjectKey("demo", "a"), "dump", false);

        Assert.Equal(current, LogChoice.Choose([Pod("b", 2, "Failed", Failed)], "", "", false, current));
        Assert.Equal(current, LogChoice.Choose([Pod("a", 1, "Running", Done, Running), Pod("b", 2, "Failed", Failed)], "", "", false, current));
    }

    [Fact]
    public void An_initial_container_that_has_ended_well_gives_way_to_the_next()
    {
        LogTarget current = new(new ObjectKey("demo", "a"), "prepare", false);

        Assert.Equal("dump", LogChoice.Choose([Pod("a", 1, "Running", Done, Running)], "", "", false, current)!.Container);
        Assert.Equal("prepare", LogChoice.Choose([Pod("a", 1, "Running", Done, Running)], "a", "prepare", false, current)!.Container);
    }

    [Fact]
    public void The_container_that_failed_is_chosen() => Assert.Equal("dump", Choose([Pod("a", 1, "Failed", Done, new ContainerRow("side", "", false) { Phase = ContainerPhase.Running }, Failed)])!.Container);

    [Fact]
    public void The_run_before_is_offered_only_where_there_was_one()
    {
        Assert.False(LogChoice.Choose([Pod("a", 1, "Running", Running)], "a", "dump", true, null)!.Previous);
        Assert.True(LogChoice.Choose([Pod("a", 1, "Running", Running with { Restarts = 1 })], "a", "dump", true, null)!.Previous);
    }

    private static LogTarget? Choose(ImmutableArray<PodRow> pods) => LogChoice.Choose(pods, "", "", false, null);

    private static PodRow Pod(string name, int minute, string phase, params ImmutableArray<ContainerRow> containers) =>
        new(new ObjectMeta { Namespace = "demo", Name = name, CreationTimestamp = new DateTimeOffset(2026, 1, 5, 12, minute, 0, TimeSpan.Zero) }) { Phase = phase, Containers = containers };
}
