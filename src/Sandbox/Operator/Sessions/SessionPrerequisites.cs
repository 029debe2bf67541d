using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>Whether a run may begin. A run made by hand while its invoker is paused may: pausing stops schedules, not people.</summary>
internal static class SessionPrerequisites
{
    /// <summary>Why the run is skipped; null when it may begin.</summary>
    /// <param name="others">The other runs of the same namespace.</param>
    public static string? Check(JsonObject session, Invoker? invoker, IEnumerable<JsonObject> others)
    {
        JsonNode? reference = session.At("spec", "invoker");
        string name = session.TextOrEmpty("spec", "session");
        if (invoker is null || invoker.Source.IsDeleting())
        {
            return $"{reference.Text("kind") ?? KubeStashKinds.BackupConfiguration.Kind} {session.Namespace()}/{reference.TextOrEmpty("name")} not found";
        }

        if (invoker.Session(name) is null)
        {
            return $"session \"{name}\" not found in {invoker.Kind.Kind} {session.Namespace()}/{invoker.Name}";
        }

        if (invoker.Phase != Phase.Ready)
        {
            return $"{invoker.Kind.Kind} {session.Namespace()}/{invoker.Name} is not Ready";
        }

        JsonObject? running = others.FirstOrDefault(other => other.Uid() != session.Uid() && invoker.Invoked(other) && other.Text("status", "phase") is Phase.Pending or Phase.Running && other.Name() != session.Name());
        return running is null ? null : $"Skipped taking new backup. Reason: Previous BackupSession: {running.Name()} is \"{running.Text("status", "phase")}\".";
    }
}
