using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Components.Workloads;

/// <content>What is said about the log that is shown, or why there is none.</content>
public sealed partial class LogPanel
{
    private (string Css, IconName Icon, string Word) Look => target is null
        ? view.Phase switch
        {
            ListPhase.Forbidden => ("warn", IconName.Lock, "Not permitted"),
            ListPhase.Unreachable => ("bad", IconName.Offline, "Cannot connect"),
            _ when Selector is null || PodsKnown => ("idle", IconName.Dash, "No pods"),
            _ => ("idle", IconName.Sync, "Connecting"),
        }
        : news.Phase switch
        {
            LogPhase.Connecting => ("idle", IconName.Sync, "Connecting"),
            LogPhase.NotStarted => ("idle", IconName.Clock, "Not started"),
            LogPhase.Following => ("ok", IconName.Check, "Following"),
            LogPhase.Ended => ("idle", IconName.Check, "Ended"),
            LogPhase.Unreachable => ("bad", IconName.Offline, "Interrupted"),
            LogPhase.Forbidden => ("warn", IconName.Lock, "Not permitted"),
            LogPhase.Gone => ("warn", IconName.Trash, "Pod gone"),
            _ => throw new InvalidOperationException($"{news.Phase} is no phase."),
        };

    private (StateTone Tone, string Text)? Note => target is null ? NoteOfPods : news.Phase switch
    {
        LogPhase.Forbidden => (StateTone.Warn, $"You may not read logs here. {news.Trouble} The permission to get pods/log in namespace {Namespace} is needed; the log opens by itself when it is granted."),
        LogPhase.Gone => (StateTone.Warn, $"The pod is gone, and its log with it; lines that were read before stay until you leave the page. {WhyNone}"),
        LogPhase.NotStarted => (Container is { IsStuck: true } ? StateTone.Warn : StateTone.Calm, WhyNotStarted),
        LogPhase.Unreachable => (StateTone.Bad, $"The log cannot be read now. {news.Trouble} It is tried again by itself. Where a cluster has no kubelet to ask, as in a control plane alone, there are no logs at all."),
        _ when Pod is { Trouble: { } trouble } => (StateTone.Warn, trouble),
        _ => null,
    };

    private (StateTone Tone, string Text)? NoteOfPods => view.Phase switch
    {
        _ when Selector is null => (StateTone.Calm, "The name is too long for a label, so its pods cannot be found by it."),
        ListPhase.Forbidden => (StateTone.Warn, $"Not permitted: {view.Access?.User.Sentence() ?? "You"} may not list pods in namespace {Namespace}."),
        ListPhase.Unreachable => (StateTone.Bad, $"The pods cannot be loaded. {view.Trouble}"),
        _ when PodsKnown => (StateTone.Calm, $"There is no pod, so there is no log. {WhyNone}"),
        _ => null,
    };

    private string WhyNotStarted => Container switch
    {
        { Reason: "" or "PodInitializing", IsInit: false } => "The container has not started yet: those before it have to end first, or the node prepares it. Its lines appear here as soon as it writes any.",
        { IsStuck: true } stuck => $"The container cannot start: {stuck.Reason}. {stuck.Message}",
        _ when Pod is { Node: "" } waiting => waiting.Trouble ?? "The pod waits for a node.",
        _ => $"The container has not started yet. {news.Trouble}",
    };

    private string Standing => news.Phase switch
    {
        LogPhase.Following => "New lines appear as they are written.",
        LogPhase.Ended when target is { Previous: true } => "This is the run before the last restart. It has ended.",
        LogPhase.Ended when Container is { } container => container.ExitCode is 0 ? "The container has ended well." : $"The container has ended: {StateOf(container)}.",
        LogPhase.Ended => "The container has ended.",
        _ => "",
    };

    private static string StateOf(ContainerRow container) => container.Phase switch
    {
        ContainerPhase.Running => "Running",
        ContainerPhase.Waiting => container.Reason.Length > 0 ? container.Reason : "Waiting",
        ContainerPhase.Terminated when container.ExitCode is > 0 => $"{(container.Reason.Length > 0 ? container.Reason : "Ended")}, exit code {container.ExitCode}",
        ContainerPhase.Terminated => container.Reason.Length > 0 ? container.Reason : "Ended",
        _ => "Not started",
    };
}
