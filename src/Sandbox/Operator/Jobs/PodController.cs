using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>
/// Scheduler and kubelet in one: gives pods a node, starts their containers and lets them run their scripts. Which step of its script a container
/// has reached is kept in memory only; after a restart the script is decided and played again up to now, which its steps allow.
/// </summary>
internal sealed class PodController(OperatorContext context, IReadOnlyList<IContainerProgram> programs) : IController
{
    private const double StartSeconds = 2;
    private const string Kubelet = "kubelet";
    private readonly Dictionary<(string Uid, string Container), Run> runs = [];

    /// <inheritdoc />
    public string Name => "pods";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches { get; } = [WatchedKind.Own(CoreKinds.Pod)];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        JsonObject? pod = context.Get(CoreKinds.Pod, key);
        if (pod is null || pod.Text("status", "phase") is "Succeeded" or "Failed")
        {
            ForgetRuns(pod, key);
            return null;
        }

        return pod.IsDeleting() ? null
            : pod.TextOrEmpty("spec", "nodeName").Length == 0 || !Conditions.IsTrue(pod["status"], "PodScheduled") ? Schedule(pod)
            : !HasStarted(pod) ? Start(pod)
            : pod.Text("spec", "restartPolicy") is "Never" or "OnFailure" ? RunNext(pod)
            : null;
    }

    private static bool HasStarted(JsonObject pod) =>
        PodStatusWriter.Containers(pod).Any(container => PodStatusWriter.Status(pod["status"], pod, container) is { } status && status.At("state", "waiting") is null && status.Count("state") > 0);

    private TimeSpan? Schedule(JsonObject pod)
    {
        PodPlacement placement = PodPlacement.Of(pod, context.Cluster.List(CoreKinds.Node));
        if (placement.Node is not { } node)
        {
            context.SetStatus(CoreKinds.Pod, pod.Key(), status => PodStatusWriter.Unschedulable(status, placement.Problem, context.Now), Managers.Scheduler);
            context.Events.Warning(CoreKinds.Pod, pod, "FailedScheduling", placement.Problem, "default-scheduler");
            return context.Recheck;
        }

        context.Update(CoreKinds.Pod, pod.Key(), changed => changed.Child("spec")["nodeName"] = node, Managers.Scheduler);
        if (context.Get(CoreKinds.Pod, pod.Key()) is { } placed)
        {
            context.SetStatus(CoreKinds.Pod, pod.Key(), status => PodStatusWriter.Waiting(status, placed, "ContainerCreating", "", context.Now), Managers.Kubelet);
            context.Events.Normal(CoreKinds.Pod, pod, "Scheduled", $"Successfully assigned {pod.Namespace()}/{pod.Name()} to {node}", "default-scheduler");
        }

        return context.Pace(StartSeconds);
    }

    private TimeSpan? Start(JsonObject pod)
    {
        if (PodStart.Check(pod, (kind, name) => context.Get(kind, pod.Namespace(), name)) is { } problem)
        {
            context.SetStatus(CoreKinds.Pod, pod.Key(), status => PodStatusWriter.Waiting(status, pod, problem.State, problem.Message, context.Now), Managers.Kubelet);
            context.Events.Warning(CoreKinds.Pod, pod, problem.EventReason, problem.EventMessage, Kubelet);
            if (problem.State == "ImagePullBackOff")
            {
                context.Events.Warning(CoreKinds.Pod, pod, "BackOff", problem.Message, Kubelet);
            }

            return context.Recheck;
        }

        DateTimeOffset scheduled = Conditions.Since(pod["status"], "PodScheduled") ?? context.Now;
        TimeSpan wait = context.Remaining(scheduled, StartSeconds);
        if (wait > TimeSpan.Zero)
        {
            return wait;
        }

        IEnumerable<JsonObject> first = pod.Objects("spec", "initContainers").Take(1);
        foreach (JsonObject container in first.Any() ? first : pod.Objects("spec", "containers"))
        {
            StartContainer(pod, container);
        }

        return TimeSpan.Zero;
    }

    private void StartContainer(JsonObject pod, JsonObject container)
    {
        DateTimeOffset now = context.Now;
        string name = container.TextOrEmpty("name");
        runs[(pod.Uid(), name)] = new Run(now) { Pod = pod.Key() };
        context.Events.Normal(CoreKinds.Pod, pod, "Pulled", $"Container image \"{container.TextOrEmpty("image")}\" already present on machine", Kubelet);
        context.Events.Normal(CoreKinds.Pod, pod, "Created", $"Created container: {name}", Kubelet);
        context.Events.Normal(CoreKinds.Pod, pod, "Started", $"Started container {name}", Kubelet);
        context.SetStatus(CoreKinds.Pod, pod.Key(), status => PodStatusWriter.Running(status, pod, container, now), Managers.Kubelet);
    }

    // Initial containers one after the other, then the others side by side.
    private TimeSpan? RunNext(JsonObject pod)
    {
        foreach (JsonObject container in pod.Objects("spec", "initContainers"))
        {
            if (Outcome(pod, container) is not 0)
            {
                return IsRunning(pod, container) ? Play(pod, container) : StartNow(pod, [container]);
            }
        }

        JsonObject[] main = [.. pod.Objects("spec", "containers")];
        JsonObject[] idle = [.. main.Where(container => Outcome(pod, container) is null && !IsRunning(pod, container))];
        if (idle.Length > 0)
        {
            return StartNow(pod, idle);
        }

        TimeSpan? next = null;
        foreach (JsonObject container in main.Where(container => IsRunning(pod, container)))
        {
            TimeSpan? wait = Play(pod, container);
            next = next is null || wait < next ? wait : next;
        }

        return next;
    }

    private TimeSpan StartNow(JsonObject pod, IEnumerable<JsonObject> containers)
    {
        foreach (JsonObject container in containers)
        {
            StartContainer(pod, container);
        }

        return TimeSpan.Zero;
    }

    private static long? Outcome(JsonObject pod, JsonObject container) =>
        PodStatusWriter.Status(pod["status"], pod, container).Number("state", "terminated", "exitCode");

    private static bool IsRunning(JsonObject pod, JsonObject container) => PodStatusWriter.Status(pod["status"], pod, container).At("state", "running") is not null;

    private TimeSpan? Play(JsonObject pod, JsonObject container)
    {
        (string Uid, string Container) id = (pod.Uid(), container.TextOrEmpty("name"));
        if (!runs.TryGetValue(id, out Run? run))
        {
            runs[id] = run = new Run(PodStatusWriter.Status(pod["status"], pod, container).Time("state", "running", "startedAt") ?? context.Now) { Pod = pod.Key() };
        }

        run.Script ??= Decide(new RunningContainer(pod, container, run.Started));
        while (run.Next < run.Script.Steps.Count && run.Started + context.Pace(run.Script.Steps[run.Next].At) <= context.Now)
        {
            ScriptStep step = run.Script.Steps[run.Next];
            step.Effect?.Invoke();
            if (step.Line is { } line)
            {
                context.Cluster.AppendLog(pod.Key(), id.Container, line(context.Now));
            }

            run.Next++;
        }

        DateTimeOffset end = run.Started + context.Pace(run.Script.Length);
        DateTimeOffset next = run.Next < run.Script.Steps.Count ? run.Started + context.Pace(run.Script.Steps[run.Next].At) : end;
        if (run.Next < run.Script.Steps.Count || end > context.Now)
        {
            return next - context.Now;
        }

        Finish(pod, container, run);
        return TimeSpan.Zero;
    }

    private void Finish(JsonObject pod, JsonObject container, Run run)
    {
        runs.Remove((pod.Uid(), container.TextOrEmpty("name")));
        context.SetStatus(CoreKinds.Pod, pod.Key(), status => PodStatusWriter.Terminated(status, pod, container, run.Script!, run.Started, context.Now), Managers.Kubelet);
    }

    // A container whose objects are gone has nothing to work on, as a tool would find out itself.
    private Script Decide(RunningContainer container) => programs.First(program => program.Runs(container)).Write(container)
        ?? new ScriptWriter().Wait(1).Error("main.go:61", "the object to work for is not found").End(1);

    private void ForgetRuns(JsonObject? pod, ObjectKey key)
    {
        foreach ((string Uid, string Container) id in runs.Keys.Where(id => pod is null ? runs[id].Pod == key : id.Uid == pod.Uid()).ToArray())
        {
            runs.Remove(id);
        }
    }

    private sealed class Run(DateTimeOffset started)
    {
        public DateTimeOffset Started { get; } = started;

        public ObjectKey Pod { get; init; }

        public Script? Script { get; set; }

        public int Next { get; set; }
    }
}
