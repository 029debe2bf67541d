using System.Collections.Immutable;
using System.Globalization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Workloads;

internal sealed class PodReader() : RowReader<PodWire, PodRow>(BuiltInKinds.Pod, WorkloadsJson.Default.PodWire)
{
    protected override PodRow ToRow(PodWire wire, ObjectMeta metadata)
    {
        PodSpecWire spec = wire.Spec ?? new();
        PodStatusWire status = wire.Status ?? new();
        ImmutableArray<ContainerRow> containers =
        [
            .. Containers(spec.InitContainers, status.InitContainerStatuses, isInit: true),
            .. Containers(spec.Containers, status.ContainerStatuses, isInit: false),
        ];
        return new PodRow(metadata)
        {
            Phase = status.Phase ?? string.Empty,
            Status = StatusOf(status, metadata, containers),
            Trouble = TroubleOf(status, containers),
            Node = spec.NodeName ?? string.Empty,
            Ip = status.PodIp ?? string.Empty,
            Containers = containers,
        };
    }

    private static IEnumerable<ContainerRow> Containers(List<ContainerWire?>? containers, List<ContainerStatusWire?>? statuses, bool isInit)
    {
        foreach (ContainerWire? container in containers ?? [])
        {
            if (container?.Name is { Length: > 0 } name)
            {
                ContainerStatusWire? status = statuses?.FirstOrDefault(entry => entry?.Name == name);
                yield return Read(new ContainerRow(name, container.Image ?? string.Empty, isInit), status);
            }
        }
    }

    private static ContainerRow Read(ContainerRow row, ContainerStatusWire? status)
    {
        if (status is null)
        {
            return row;
        }

        ContainerRow known = row with { Ready = status.Ready ?? false, Started = status.Started ?? false, Restarts = status.RestartCount ?? 0 };
        return status.State switch
        {
            { Terminated: { } ended } => known with
            {
                Phase = ContainerPhase.Terminated,
                Reason = ended.Reason ?? string.Empty,
                Message = ended.Message ?? string.Empty,
                ExitCode = ended.ExitCode,
                Signal = ended.Signal,
                StartedAt = ended.StartedAt,
                FinishedAt = ended.FinishedAt,
            },
            { Running: { } running } => known with { Phase = ContainerPhase.Running, StartedAt = running.StartedAt },
            { Waiting: { } waiting } => known with { Phase = ContainerPhase.Waiting, Reason = waiting.Reason ?? string.Empty, Message = waiting.Message ?? string.Empty },
            _ => known,
        };
    }

    // The rules of kubectl's STATUS column, so that both tell the same.
    private static string StatusOf(PodStatusWire status, ObjectMeta metadata, ImmutableArray<ContainerRow> containers)
    {
        string phase = status.Phase ?? string.Empty;
        string text = status.Reason is { Length: > 0 } reason ? reason : phase;
        if (metadata.DeletionTimestamp is not null)
        {
            return status.Reason == "NodeLost" ? "Unknown" : "Terminating";
        }

        ContainerRow[] first = [.. containers.Where(container => container.IsInit)];
        for (int at = 0; at < first.Length; at++)
        {
            if (!IsPast(first[at]))
            {
                return InitStatus(first[at], at, first.Length);
            }
        }

        bool runs = false;
        foreach (ContainerRow container in containers.Where(container => !container.IsInit).Reverse())
        {
            runs |= container is { Phase: ContainerPhase.Running, Ready: true };
            text = container.Phase switch
            {
                ContainerPhase.Waiting when container.Reason.Length > 0 => container.Reason,
                ContainerPhase.Terminated => Ending(container),
                _ => text,
            };
        }

        return text == "Completed" && runs ? "Running" : text;
    }

    private static bool IsPast(ContainerRow container) =>
        container.Phase == ContainerPhase.Terminated ? container.ExitCode == 0 : container is { Phase: ContainerPhase.Running, Started: true, Ready: true };

    private static string InitStatus(ContainerRow container, int at, int count) => container.Phase switch
    {
        ContainerPhase.Terminated => $"Init:{Ending(container)}",
        ContainerPhase.Waiting when container.Reason is not ("" or "PodInitializing") => $"Init:{container.Reason}",
        _ => string.Create(CultureInfo.InvariantCulture, $"Init:{at}/{count}"),
    };

    private static string Ending(ContainerRow container) =>
        container.Reason.Length > 0 ? container.Reason
        : container.Signal is > 0 and { } signal ? string.Create(CultureInfo.InvariantCulture, $"Signal:{signal}")
        : string.Create(CultureInfo.InvariantCulture, $"ExitCode:{container.ExitCode ?? 0}");

    private static string? TroubleOf(PodStatusWire status, ImmutableArray<ContainerRow> containers)
    {
        foreach (ContainerRow container in containers)
        {
            if (container.HasFailed || container.IsStuck)
            {
                string what = container.HasFailed ? string.Create(CultureInfo.InvariantCulture, $"ended with {Ending(container)}{Code(container)}") : $"waits: {container.Reason}";
                return $"Container {container.Name} {what}.{(container.Message.Length > 0 ? $" {container.Message.Trim()}" : "")}";
            }
        }

        if (status.Message is { Length: > 0 } message)
        {
            return status.Reason is { Length: > 0 } reason ? $"{reason}: {message}" : message;
        }

        WorkloadConditionWire? scheduled = status.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" });
        return scheduled is null ? null : $"No node takes it: {scheduled.Message ?? scheduled.Reason}";
    }

    private static string Code(ContainerRow container) =>
        container is { Reason.Length: > 0, ExitCode: { } code } ? string.Create(CultureInfo.InvariantCulture, $" (exit code {code})") : "";
}
