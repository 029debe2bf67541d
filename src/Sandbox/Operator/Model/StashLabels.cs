using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>Labels KubeStash puts on what it makes.</summary>
internal static class StashLabels
{
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Component = "app.kubernetes.io/component";
    public const string InvokerName = "kubestash.com/invoker-name";
    public const string InvokerNamespace = "kubestash.com/invoker-namespace";
    public const string InvokerKind = "kubestash.com/invoker-kind";
    public const string SessionName = "kubestash.com/session-name";
    public const string RepositoryName = "kubestash.com/repo-name";
    public const string Manager = "kubestash.com";

    /// <summary>Labels of a Job and its pods that serve an object, besides those inherited from it.</summary>
    public static Dictionary<string, string> ForJob(JsonObject invoker, string component, string? session = null, string? invokerKind = null)
    {
        Dictionary<string, string> labels = new(invoker.Pairs("metadata", "labels"), StringComparer.Ordinal)
        {
            [ManagedBy] = Manager,
            [Component] = component,
            [InvokerName] = invoker.Name(),
            [InvokerNamespace] = invoker.Namespace(),
        };
        if (session is not null)
        {
            labels[SessionName] = session;
        }

        if (invokerKind is not null)
        {
            labels[InvokerKind] = invokerKind;
        }

        return labels;
    }

    /// <summary>Whether a Job or pod serves this object.</summary>
    public static bool Serves(JsonObject source, string component, JsonObject invoker) =>
        source.Label(Component) == component && source.Label(InvokerName) == invoker.Name() && source.Label(InvokerNamespace) == invoker.Namespace();
}
