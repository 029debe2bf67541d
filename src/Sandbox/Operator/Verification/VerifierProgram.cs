using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Configurations;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Verification;

/// <summary>What verification Jobs run: queries, or a script that fails when its location or arguments say <c>fail</c> or its text exits otherwise than with 0.</summary>
internal sealed class VerifierProgram(OperatorContext context) : IContainerProgram
{
    /// <inheritdoc />
    public bool Runs(RunningContainer container) => container.Pod.Label(StashLabels.Component) == JobComponents.Verifier;

    /// <inheritdoc />
    public Script? Write(RunningContainer container)
    {
        string ns = container.Pod.Namespace();
        if (context.Get(KubeStashKinds.BackupVerificationSession, ns, container.Pod.Label(StashLabels.InvokerName) ?? "") is not { } session
            || Invoker.Find(context, session.At("spec", "invoker"), ns) is not { } invoker
            || context.Get(KubeStashKinds.Snapshot, ns, session.TextOrEmpty("spec", "snapshot")) is not { } snapshot
            || invoker.Sessions.SelectMany(found => found.Repositories).Select(found => found.Repository).FirstOrDefault(found => found.Text("name") == session.Text("spec", "repository")) is not { } entry
            || Verifiers.Find(context, entry, invoker) is not { } verifier)
        {
            return null;
        }

        JsonObject? target = Targets.Find(context, verifier.At("spec", "restoreOption", "target") ?? snapshot.At("spec", "appRef"), ns);
        string? complaint = verifier.Text("spec", "type") == "Script" ? RunScript(verifier, ns) : QueryCheck.Check(verifier.At("spec", "query"), target);
        ScriptWriter script = new ScriptWriter().Wait(0.5).Info("verify.go:66", $"Verifying Snapshot {session.TextOrEmpty("spec", "snapshot")}").Wait(2);
        return complaint is null
            ? script.Info("verify.go:92", "The restored data are as expected").End()
            : script.Error("verify.go:88", complaint).End(1, message: complaint);
    }

    private string? RunScript(JsonObject verifier, string ns)
    {
        string location = verifier.TextOrEmpty("spec", "script", "location");
        string arguments = string.Join(' ', verifier.Texts("spec", "script", "args"));
        bool fails = location.Contains("fail", StringComparison.Ordinal) || arguments.Contains("fail", StringComparison.Ordinal);
        int code = fails ? 1 : OrdinaryProgram.ExitCodeOf(TextOf(verifier, location, ns));
        return code == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"script {location} terminated with exit code {code}");
    }

    // The text of a script that comes out of a mounted ConfigMap; empty when it comes from elsewhere.
    private string TextOf(JsonObject verifier, string location, string ns)
    {
        foreach (JsonObject mount in verifier.Objects("spec", "volumeMounts"))
        {
            string folder = mount.TextOrEmpty("mountPath").TrimEnd('/') + "/";
            JsonObject? volume = verifier.Objects("spec", "volumes").FirstOrDefault(found => found.Text("name") == mount.Text("name"));
            if (location.StartsWith(folder, StringComparison.Ordinal) && volume.Text("configMap", "name") is { } map)
            {
                return context.Get(CoreKinds.ConfigMap, ns, map).TextOrEmpty("data", location[folder.Length..]);
            }
        }

        return "";
    }
}
