using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using static BackupConsole.KubeStash.Failures.StatusReading;

namespace BackupConsole.KubeStash.Failures;

/// <summary>
/// Why a BackupConfiguration or BackupBatch is not Ready, in the order in which the operator decides: validation, what it depends on, target, backends, sessions.
/// Repositories come last: they do not turn the phase.
/// </summary>
public static class BackupConfigurationFailure
{
    /// <summary>The causes; empty for one that is Ready, and for one the operator has not looked at yet.</summary>
    /// <param name="configuration">The BackupConfiguration as the server has it.</param>
    public static ImmutableArray<FailureCause> Causes(JsonObject configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration["status"] is not JsonObject status || Text(status["phase"]) is not (Phase.NotReady or Phase.Invalid))
        {
            return [];
        }

        string ns = Text(At(configuration, "metadata", "namespace"));
        return
        [
            .. Troubles(KubeStashKinds.BackupConfiguration, status),
            .. Dependencies(status),
            .. Target(configuration, status),
            .. Objects(status["backends"]).SelectMany(backend => Backend(backend, ns)),
            .. Objects(status["sessions"]).SelectMany(session => Troubles(KubeStashKinds.BackupConfiguration, session)
                .Select(cause => cause with { Where = Text(session["name"]), Source = FailureSource.Session })),
            .. Repositories(status, ns),
        ];
    }

    private static IEnumerable<FailureCause> Dependencies(JsonObject status) =>
        from dependency in Objects(status["dependencies"])
        where Is(dependency["found"], false)
        let name = $"{Text(dependency["kind"])} {Text(dependency["name"])}"
        select new FailureCause(name, $"There is no {name}.", FailureSource.Dependency);

    private static IEnumerable<FailureCause> Target(JsonObject configuration, JsonObject status)
    {
        if (Is(status["targetFound"], false) && At(configuration, "spec", "target") is JsonObject target)
        {
            string name = $"{Text(target["kind"])} {Text(target["namespace"])}/{Text(target["name"])}";
            yield return new FailureCause(name, $"{name} was not found.", FailureSource.Target);
        }

        // A batch has several, and tells of each.
        foreach (JsonObject one in Objects(status["targets"]).Where(one => Is(one["found"], false)))
        {
            string name = $"{Text(one["kind"])} {Text(one["namespace"])}/{Text(one["name"])}";
            yield return new FailureCause(name, $"{name} was not found.", FailureSource.Target);
        }
    }

    private static IEnumerable<FailureCause> Backend(JsonObject backend, string ns)
    {
        if (!Is(backend["ready"], false))
        {
            yield break;
        }

        ObjectKey storage = Reference(At(backend, "storage", "ref"), ns);
        ObjectKey policy = Reference(At(backend, "retentionPolicy", "ref"), ns);
        string storageReason = Text(At(backend, "storage", "reason"));
        string policyReason = Text(At(backend, "retentionPolicy", "reason"));
        bool policyMissing = policyReason.Length > 0 || Is(At(backend, "retentionPolicy", "found"), false);
        if (storageReason.Length > 0 || Text(At(backend, "storage", "phase")) != Phase.Ready || !policyMissing)
        {
            yield return new FailureCause(storage.ToString(), storageReason.Length > 0 ? storageReason : $"BackupStorage {storage} is not ready.", FailureSource.Storage)
            {
                About = (KubeStashKinds.BackupStorage, storage),
            };
        }

        if (policyMissing)
        {
            yield return new FailureCause(policy.ToString(), policyReason.Length > 0 ? policyReason : $"RetentionPolicy {policy} was not found.", FailureSource.RetentionPolicy)
            {
                About = (KubeStashKinds.RetentionPolicy, policy),
            };
        }
    }

    private static IEnumerable<FailureCause> Repositories(JsonObject status, string ns) =>
        from repository in Objects(status["repositories"])
        where Text(repository["phase"]) == Phase.NotReady
        let name = Text(repository["name"])
        select new FailureCause(name, Text(repository["reason"]) is { Length: > 0 } reason ? reason : $"Repository {name} is not ready.", FailureSource.Repository)
        {
            About = (KubeStashKinds.Repository, new ObjectKey(ns, name)),
        };

    private static ObjectKey Reference(JsonNode? reference, string ns) => new(Text(At(reference, "namespace")) is { Length: > 0 } own ? own : ns, Text(At(reference, "name")));
}
