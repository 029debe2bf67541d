using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Backends;

/// <summary>Why what is to be backed up, or restored to, does not play along.</summary>
internal static class SourceFailures
{
    /// <summary>A database or application refuses: its Secret is missing, or its password says <c>wrong</c>, <c>invalid</c> or <c>expired</c>.</summary>
    public static Failure? CheckAccess(OperatorContext context, JsonObject target)
    {
        string? name = target.Text("kind") == KubeStashKinds.AppBinding.Kind ? target.Text("spec", "secret", "name") : target.Text("spec", "authSecret", "name");
        if (name is null)
        {
            return null;
        }

        if (context.Get(CoreKinds.Secret, target.Namespace(), name) is not { } secret)
        {
            return Failures.DatabaseSecretMissing(name);
        }

        string password = Secrets.Value(secret, "password") ?? "";
        bool wrong = ((string[])["wrong", "invalid", "expired"]).Any(word => password.Contains(word, StringComparison.OrdinalIgnoreCase));
        return wrong ? Failures.DatabaseRefuses(Secrets.Value(secret, "username") ?? "root", $"{target.Name()}.{target.Namespace()}.svc") : null;
    }

    /// <summary>Files that the pod's user may not read, mended by running as their owner or as user 0.</summary>
    /// <param name="podSpec">Spec of the executor's pod.</param>
    public static Failure? CheckFiles(JsonObject target, JsonNode? podSpec)
    {
        if (target.Annotation(Levers.UnreadablePath) is not { Length: > 0 } path)
        {
            return null;
        }

        long owner = long.TryParse(target.Annotation(Levers.FileOwner), out long id) ? id : 0;
        long user = podSpec.Objects("containers").Select(container => container.Number("securityContext", "runAsUser")).FirstOrDefault(value => value is not null)
            ?? podSpec.Number("securityContext", "runAsUser") ?? 65535;
        return user == 0 || user == owner ? null : Failures.Unreadable(path);
    }

    /// <summary>A container whose limit is below what the work needs, mended by a higher limit.</summary>
    public static Failure? CheckMemory(JsonObject target, JsonObject container) =>
        Quantities.Read(target.Annotation(Levers.MemoryNeeded)) is { } needed
        && Quantities.Read(container.Text("resources", "limits", "memory")) is { } limit
        && limit < needed ? Failures.OutOfMemory() : null;

    /// <summary>No class by which volumes can be snapshotted.</summary>
    /// <param name="wanted">The class the task names; empty for the default one.</param>
    public static Failure? CheckSnapshotClass(OperatorContext context, string wanted)
    {
        IReadOnlyList<JsonObject> classes = context.Cluster.List(CoreKinds.VolumeSnapshotClass);
        return wanted.Length == 0 ? classes.Count > 0 ? null : Failures.NoSnapshotClass("")
            : classes.Any(entry => entry.Name() == wanted) ? null : Failures.NoSnapshotClass(wanted);
    }
}
