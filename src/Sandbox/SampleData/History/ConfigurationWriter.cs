using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;
using static BackupConsole.Sandbox.SampleData.Model.SampleJson;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes BackupConfigurations and the blueprint.</summary>
internal sealed class ConfigurationWriter(ClusterBuilder cluster)
{
    /// <summary>Adds a configuration.</summary>
    public SampleObject Add(ConfigurationPlan plan)
    {
        JsonObject spec = new()
        {
            ["backends"] = List(plan.Backends.Select(Backend)),
            ["sessions"] = List(plan.Sessions.Select(session => Session(plan, session))),
            ["target"] = SessionWriter.AppRef(plan.Target),
        };
        if (plan.PausedDays is not null)
        {
            spec["paused"] = true;
        }

        JsonObject? labels = plan.Blueprint is not { } blueprint ? null : new JsonObject
        {
            ["app.kubernetes.io/managed-by"] = "kubestash.com",
            ["kubestash.com/invoker-name"] = blueprint.Name,
            ["kubestash.com/invoker-namespace"] = blueprint.Namespace,
        };
        string manager = plan.Blueprint is null ? Managers.Person : Managers.KubeStash;
        return cluster.Add(KubeStashKinds.BackupConfiguration, plan.Key, cluster.Ago(plan.AgeDays), manager, new() { ["spec"] = spec }, Status(plan), new() { Labels = labels, Finalizer = true }, Managers.KubeStash);
    }

    /// <summary>Adds the blueprint that made a configuration: the same, with variables in place of what belongs to the target.</summary>
    public void AddBlueprint(ConfigurationPlan plan)
    {
        SessionPlan session = plan.Sessions[0];
        TaskPlan task = session.Tasks[0] with { Parameters = new Dictionary<string, string> { ["paths"] = "${paths}" } };
        RepositoryPlan repository = session.Repositories[0] with { Name = "${repoName}", Directory = "/${namespace}/${targetName}" };
        JsonObject spec = new()
        {
            ["backupConfigurationTemplate"] = new JsonObject
            {
                ["backends"] = List(plan.Backends.Select(Backend)),
                ["deletionPolicy"] = "OnDelete",
                ["sessions"] = new JsonArray(Session(plan, session with { Tasks = [task], Repositories = [repository] })),
            },
            ["subjects"] = new JsonArray(new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "Deployment" }),
            ["usagePolicy"] = new JsonObject { ["allowedNamespaces"] = new JsonObject { ["from"] = "Same" } },
        };
        cluster.Add(KubeStashKinds.BackupBlueprint, plan.Blueprint!.Value, cluster.Ago(plan.AgeDays + 0.1), Managers.Person, new() { ["spec"] = spec });
    }

    private static JsonObject Backend(BackendPlan backend) =>
        new() { ["name"] = backend.Name, ["retentionPolicy"] = Reference(backend.Policy.Key), ["storageRef"] = Reference(backend.Storage) };

    private static JsonObject Session(ConfigurationPlan plan, SessionPlan session)
    {
        JsonObject result = new() { ["addon"] = Addon(plan, session) };
        if (session.Timeout is { } timeout)
        {
            result["backupTimeout"] = GoDuration.FromTimeSpan(timeout).ToString();
        }

        JsonObject hooks = [];
        AddHook(hooks, "preBackup", session.PreHook);
        AddHook(hooks, "postBackup", session.PostHook);
        if (hooks.Count > 0)
        {
            result["hooks"] = hooks;
        }

        result["name"] = session.Name;
        result["repositories"] = List(session.Repositories.Select(repository => Repository(plan, repository)));
        if (session.MaxRetry is { } retries)
        {
            result["retryConfig"] = new JsonObject { ["delay"] = GoDuration.FromTimeSpan(session.RetryDelay).ToString(), ["maxRetry"] = retries };
        }

        result["scheduler"] = new JsonObject { ["jobTemplate"] = new JsonObject { ["backoffLimit"] = 1 }, ["schedule"] = session.Schedule };
        result["sessionHistoryLimit"] = session.HistoryLimit;
        return result;
    }

    private static JsonObject Addon(ConfigurationPlan plan, SessionPlan session)
    {
        JsonObject addon = [];
        if (session.RunAsUser is { } user)
        {
            addon["jobTemplate"] = new JsonObject { ["spec"] = new JsonObject { ["securityContext"] = new JsonObject { ["runAsUser"] = user } } };
        }

        addon["name"] = plan.Addon;
        addon["tasks"] = List(session.Tasks.Select(task =>
        {
            JsonObject entry = new() { ["name"] = task.Name };
            if (task.Parameters.Count > 0)
            {
                entry["params"] = Parameters(task.Parameters);
            }

            return entry;
        }));
        return addon;
    }

    private static void AddHook(JsonObject hooks, string when, HookPlan? hook)
    {
        if (hook is null)
        {
            return;
        }

        JsonObject entry = new() { ["hookTemplate"] = Reference(hook.Template), ["name"] = hook.Name };
        if (hook.Parameters.Count > 0)
        {
            entry["params"] = Parameters(hook.Parameters);
        }

        if (hook.ExecutionPolicy is not null)
        {
            entry["executionPolicy"] = hook.ExecutionPolicy;
        }

        hooks[when] = new JsonArray(entry);
    }

    private static JsonObject Parameters(IReadOnlyDictionary<string, string> values)
    {
        JsonObject result = [];
        foreach ((string name, string value) in values)
        {
            result[name] = value;
        }

        return result;
    }

    private static JsonObject Repository(ConfigurationPlan plan, RepositoryPlan repository)
    {
        JsonObject entry = new() { ["backend"] = repository.Backend };
        if (repository.Verifier is { } verifier)
        {
            entry["backupVerifier"] = Reference(new(plan.Namespace, verifier));
        }

        if (repository.DeletionPolicy is { } policy)
        {
            entry["deletionPolicy"] = policy;
        }

        entry["directory"] = repository.Directory;
        entry["encryptionSecret"] = Reference(plan.Encryption);
        entry["name"] = repository.Name;
        return entry;
    }

    private JsonObject Status(ConfigurationPlan plan)
    {
        DateTimeOffset created = cluster.Ago(plan.AgeDays);
        if (plan.Invalid is { } why)
        {
            return new JsonObject { ["conditions"] = new JsonArray(Condition("ValidationPassed", false, "ResourceValidationFailed", why, created)), ["phase"] = "Invalid" };
        }

        bool found = plan.TargetGoneDays is null;
        return new JsonObject
        {
            ["backends"] = List(plan.Backends.Select(backend => new JsonObject
            {
                ["name"] = backend.Name,
                ["ready"] = true,
                ["retentionPolicy"] = new JsonObject { ["found"] = true, ["ref"] = Reference(backend.Policy.Key) },
                ["storage"] = new JsonObject { ["phase"] = "Ready", ["ref"] = Reference(backend.Storage) },
            })),
            ["conditions"] = new JsonArray(Condition("ValidationPassed", true, "ResourceValidationPassed", "Validation has been passed successfully.", created)),
            ["dependencies"] = new JsonArray(new JsonObject { ["found"] = true, ["kind"] = "Addon", ["name"] = plan.Addon }),
            ["phase"] = found ? "Ready" : "NotReady",
            ["repositories"] = List(plan.Sessions.SelectMany(session => session.Repositories).Select(RepositoryStatus)),
            ["sessions"] = List(plan.Sessions.Select(session => new JsonObject
            {
                ["conditions"] = new JsonArray(
                    Condition("SchedulerEnsured", true, "SchedulerEnsured", "Scheduler has been ensured successfully.", created.AddSeconds(10)),
                    Condition("InitialBackupTriggered", true, "SuccessfullyTriggeredInitialBackup", "Initial backup has been triggered successfully.", created.AddSeconds(11))),
                ["name"] = session.Name,
            })),
            ["targetFound"] = found,
        };
    }

    private static JsonObject RepositoryStatus(RepositoryPlan repository)
    {
        JsonObject status = new() { ["name"] = repository.Name, ["phase"] = "Ready" };
        if (repository.Verifier is not null)
        {
            status["verificationConfigured"] = true;
        }

        return status;
    }
}
