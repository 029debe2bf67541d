using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using static BackupConsole.KubeStash.Failures.StatusReading;

namespace BackupConsole.KubeStash.Failures;

/// <summary>
/// Why a RestoreSession failed, was refused, has an unknown outcome or waits, the first cause first: what the operator says of the
/// specification, hooks, what it depends on, components. A condition that only follows from others comes last.
/// </summary>
public static class RestoreSessionFailure
{
    private static readonly string[] Consequences = ["MetricsPushed"];

    /// <summary>The causes; empty for a restore that runs, succeeded, or waits for nothing that is known.</summary>
    /// <param name="session">The RestoreSession as the server has it.</param>
    public static ImmutableArray<FailureCause> Causes(JsonObject session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session["status"] is not JsonObject status)
        {
            return [];
        }

        FailureCause[] conditions = [.. Troubles(KubeStashKinds.RestoreSession, status)];
        return Text(status["phase"]) switch
        {
            Phase.Pending or "" => [.. conditions, .. Missing(session, status)],
            Phase.Failed or Phase.Invalid or Phase.Unknown =>
            [
                .. conditions.Where(cause => !Consequences.Contains(cause.Where)),
                .. Hooks(status, "The hook before the restore failed. Nothing was restored.", "The hook after the restore failed. The data were restored."),
                .. Missing(session, status),
                .. Components(status),
                .. conditions.Where(cause => Consequences.Contains(cause.Where)),
            ],
            _ => [],
        };
    }

    private static IEnumerable<FailureCause> Missing(JsonObject session, JsonObject status)
    {
        if (Is(status["targetFound"], false))
        {
            JsonNode? target = At(session, "spec", "target");
            string name = $"{Text(At(target, "kind"))} {Text(At(target, "namespace"))}/{Text(At(target, "name"))}".Trim(' ', '/');
            yield return new FailureCause(name, "The target was not found.", FailureSource.Target);
        }

        foreach (JsonObject dependency in Objects(status["dependencies"]).Where(one => Is(one["found"], false)))
        {
            yield return new FailureCause(Text(dependency["name"]), $"{Text(dependency["kind"])} {Text(dependency["name"])} was not found.", FailureSource.Dependency);
        }
    }

    private static IEnumerable<FailureCause> Components(JsonObject status) =>
        from component in status["components"] as JsonObject ?? []
        let phase = Text(At(component.Value, "phase"))
        where phase is Phase.Failed or Phase.Unknown or Phase.Invalid
        select new FailureCause(component.Key, Text(At(component.Value, "error")) is { Length: > 0 } error ? error : $"This part is {phase}.", FailureSource.Component);
}
