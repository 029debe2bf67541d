using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Restores;

/// <summary>Keeps the backups of a database paused while it is restored.</summary>
internal sealed class PausedBackups(OperatorContext context)
{
    /// <summary>Pauses the configurations of the target, once, and notes which.</summary>
    public void Pause(JsonObject restore, JsonNode? target)
    {
        if (target.Text("apiGroup") != "kubedb.com" || restore.At("status", "pausedBackups") is not null)
        {
            return;
        }

        JsonObject[] configurations = [.. context.Cluster.List(KubeStashKinds.BackupConfiguration).Where(configuration =>
            !configuration.IsTrue("spec", "paused") && Targets.Same(configuration.At("spec", "target"), configuration.Namespace(), target, restore.Namespace()))];
        if (configurations.Length == 0)
        {
            return;
        }

        // Noted before it is done: a restart in between resumes what was never paused, which does no harm.
        context.SetStatus(KubeStashKinds.RestoreSession, restore.Key(), status =>
        {
            JsonArray list = [];
            foreach (JsonObject configuration in configurations)
            {
                list.Add((JsonNode)new JsonObject
                {
                    ["apiGroup"] = KubeStashKinds.CoreGroup,
                    ["kind"] = KubeStashKinds.BackupConfiguration.Kind,
                    ["name"] = configuration.Name(),
                    ["namespace"] = configuration.Namespace(),
                });
            }

            status["pausedBackups"] = list;
        });
        foreach (JsonObject configuration in configurations)
        {
            SetPaused(configuration.Key(), true);
        }
    }

    /// <summary>Lets the paused configurations go on, unless the restore ended before.</summary>
    public void Resume(JsonObject restore)
    {
        if (Conditions.Has(restore["status"], "MetricsPushed"))
        {
            return;
        }

        foreach (JsonObject entry in restore.Objects("status", "pausedBackups"))
        {
            SetPaused(new ObjectKey(entry.TextOrEmpty("namespace"), entry.TextOrEmpty("name")), false);
        }
    }

    private void SetPaused(ObjectKey key, bool value) => context.Update(KubeStashKinds.BackupConfiguration, key, changed => changed.Child("spec")["paused"] = value);
}
