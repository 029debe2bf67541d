using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>Makes and removes Jobs with the accounts they run as.</summary>
internal sealed class JobLauncher(OperatorContext context)
{
    /// <summary>Makes a Job, its ServiceAccount and its RoleBinding where they are missing.</summary>
    /// <returns>The Job; null with the reason when an account that people are to make is missing.</returns>
    public (JsonObject? Job, string Problem) Ensure(JobManifest manifest)
    {
        if (manifest.ServiceAccount is { Length: > 0 } account)
        {
            if (context.Get(CoreKinds.ServiceAccount, manifest.Namespace, account) is null)
            {
                return (null, $"serviceaccounts \"{account}\" not found");
            }
        }
        else
        {
            EnsureAccount(manifest.Namespace, manifest.Name, manifest.ClusterRole, manifest.Labels, manifest.AccountOwner);
        }

        return (context.Ensure(CoreKinds.Job, manifest.ToJson()), "");
    }

    /// <summary>Makes an account and gives it a role in its namespace.</summary>
    public void EnsureAccount(string ns, string name, string clusterRole, IReadOnlyDictionary<string, string> labels, JsonObject? owner)
    {
        context.Ensure(CoreKinds.ServiceAccount, Meta.Create(CoreKinds.ServiceAccount, ns, name, labels, owner?.DeepClone().AsObject()));
        JsonObject binding = Meta.Create(CoreKinds.RoleBinding, ns, name, labels, owner?.DeepClone().AsObject());
        binding["roleRef"] = new JsonObject { ["apiGroup"] = CoreKinds.RoleBinding.Group, ["kind"] = "ClusterRole", ["name"] = clusterRole };
        binding["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = name, ["namespace"] = ns });
        context.Ensure(CoreKinds.RoleBinding, binding);
    }

    /// <summary>Removes the Jobs that served an object, with their pods, and all accounts, even those whose Job somebody has removed before.</summary>
    public void RemoveFor(JsonObject invoker, params ReadOnlySpan<string> components)
    {
        foreach (string component in components)
        {
            foreach (ResourceKind kind in (ResourceKind[])[CoreKinds.Job, CoreKinds.RoleBinding, CoreKinds.ServiceAccount])
            {
                foreach (JsonObject served in context.Cluster.List(kind, invoker.Namespace()).Where(served => StashLabels.Serves(served, component, invoker)).ToArray())
                {
                    context.Delete(kind, served);
                }
            }
        }
    }

    /// <summary>Removes a Job with its pods and its account.</summary>
    public void Remove(JsonObject job)
    {
        context.Delete(CoreKinds.Job, job);
        RemoveAccount(job.Namespace(), job.Name());
    }

    /// <summary>Removes an account that <see cref="EnsureAccount"/> made.</summary>
    public void RemoveAccount(string ns, string name)
    {
        foreach (ResourceKind kind in (ResourceKind[])[CoreKinds.RoleBinding, CoreKinds.ServiceAccount])
        {
            if (context.Get(kind, ns, name) is { } account && account.Label(StashLabels.ManagedBy) == StashLabels.Manager)
            {
                context.Delete(kind, account);
            }
        }
    }

    /// <summary>The Jobs that serve an object.</summary>
    public IEnumerable<JsonObject> JobsFor(JsonObject invoker, string component) =>
        context.Cluster.List(CoreKinds.Job, invoker.Namespace()).Where(job => StashLabels.Serves(job, component, invoker));

    /// <summary>What is known about the failure of a Job: how its last failed container ended.</summary>
    public string FailureOf(JsonObject job)
    {
        JsonObject? ended = context.Cluster.List(CoreKinds.Pod, job.Namespace())
            .Where(pod => pod.IsControlledBy(job))
            .SelectMany(pod => pod.Objects("status", "initContainerStatuses").Concat(pod.Objects("status", "containerStatuses")))
            .FirstOrDefault(status => status.Number("state", "terminated", "exitCode") is > 0);
        return ended.Text("state", "terminated", "message")
            ?? (ended.Text("state", "terminated", "reason") is { } reason ? $"job {job.Name()} failed: {reason}, exit code {ended.Number("state", "terminated", "exitCode")}" : $"job {job.Name()} failed");
    }
}
