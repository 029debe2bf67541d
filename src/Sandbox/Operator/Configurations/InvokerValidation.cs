using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Configurations;

/// <summary>What makes a BackupConfiguration or BackupBatch invalid: what no other object could mend. Missing objects are waited for instead.</summary>
internal static class InvokerValidation
{
    /// <summary>The first complaint; null when there is none.</summary>
    public static string? Check(Invoker invoker, OperatorContext context)
    {
        foreach (InvokerSession session in invoker.Sessions)
        {
            foreach (SessionPart part in session.Parts)
            {
                if (part.Target is null)
                {
                    return $"target \"{part.Source.TextOrEmpty("name")}\" of session \"{session.Name}\" not found in spec.targets";
                }

                if (CheckTasks(part, context) is { } complaint)
                {
                    return complaint;
                }
            }

            foreach ((_, JsonObject repository) in session.Repositories)
            {
                if (invoker.BackendOf(repository) is null)
                {
                    return $"backend \"{repository.TextOrEmpty("backend")}\" of repository \"{repository.TextOrEmpty("name")}\" not found in spec.backends";
                }
            }
        }

        return invoker.Targets.FirstOrDefault(target => target.Reference is not null && Targets.KindOf(target.Reference) is null) is { } unknown
            ? $"unknown target kind \"{unknown.Reference.TextOrEmpty("kind")}\" in group \"{unknown.Reference.TextOrEmpty("apiGroup")}\""
            : null;
    }

    private static string? CheckTasks(SessionPart part, OperatorContext context)
    {
        if (context.Get(KubeStashKinds.Addon, "", part.AddonName) is not { } addon)
        {
            return null;
        }

        string? unknown = part.Tasks.Select(task => task.TextOrEmpty("name")).FirstOrDefault(name => addon.Objects("spec", "backupTasks").All(task => task.Text("name") != name));
        return unknown is null ? null : $"task \"{unknown}\" not found in addon \"{part.AddonName}\"";
    }
}
