using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Webhooks;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Hooks;

/// <summary>What one attempt of a hook comes to.</summary>
/// <param name="Error">Why it fails; null when it succeeds.</param>
/// <param name="Seconds">How long it takes at speed 1.</param>
/// <param name="Function">The Function to run as a Job; null when the hook needs none.</param>
internal sealed partial record HookAction(string? Error, double Seconds = 1, JsonObject? Function = null)
{
    /// <summary>Decides an attempt by what is in the cluster now. Commands end as their text says; hosts that end in <c>.invalid</c> do not exist.</summary>
    /// <param name="hook">The hook's entry.</param>
    /// <param name="ns">Namespace of the object that has the hook.</param>
    public static HookAction Decide(OperatorContext context, JsonObject hook, string ns)
    {
        JsonNode? reference = hook.At("hookTemplate");
        string templateNamespace = Targets.NamespaceOf(reference, ns);
        if (context.Get(KubeStashKinds.HookTemplate, templateNamespace, reference.TextOrEmpty("name")) is not { } template)
        {
            return new HookAction($"hooktemplates.core.kubestash.com \"{reference.TextOrEmpty("name")}\" not found");
        }

        if (!UsagePolicy.Admits(template, ns, context.Admission))
        {
            return new HookAction(AdmissionTexts.NotAllowed(ns, template.TextOrEmpty("kind"), templateNamespace, template.Name()));
        }

        string? missing = template.Objects("spec", "params")
            .Where(parameter => parameter.IsTrue("required") && parameter.TextOrEmpty("default").Length == 0)
            .Select(parameter => parameter.TextOrEmpty("name"))
            .FirstOrDefault(name => hook.At("params", name) is null);
        return missing is not null ? new HookAction($"required parameter \"{missing}\" is missing") : template.Text("spec", "executor", "type") switch
        {
            "Pod" => InPods(context, template, hook, ns),
            "Function" => AsFunction(context, template),
            _ => ByOperator(template),
        };
    }

    private static HookAction InPods(OperatorContext context, JsonObject template, JsonObject hook, string ns)
    {
        string selector = template.TextOrEmpty("spec", "executor", "pod", "selector");
        (string Key, string Value)[] wanted = [.. selector.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(term => term.Split('=', 2)).Select(term => (term[0].Trim(), term[^1].Trim()))];
        JsonObject? pod = context.Cluster.List(CoreKinds.Pod, ns)
            .FirstOrDefault(candidate => candidate.Text("status", "phase") == "Running" && wanted.All(term => candidate.Label(term.Key) == term.Value));
        if (pod is null)
        {
            return new HookAction($"no running pod with labels \"{selector}\" found in namespace \"{ns}\"");
        }

        string container = template.TextOrEmpty("spec", "action", "containerName");
        if (container.Length > 0 && pod.Objects("spec", "containers").All(entry => entry.Text("name") != container))
        {
            return new HookAction($"container {container} is not valid for pod {pod.Name()}");
        }

        if (template.At("spec", "action", "exec") is null)
        {
            return ByOperator(template);
        }

        string command = string.Join(' ', template.Texts("spec", "action", "exec", "command"));
        int code = OrdinaryProgram.ExitCodeOf(command);
        double seconds = Sleep().Match(command) is { Success: true } sleep ? double.Parse(sleep.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 1;
        return GoDuration.TryParse(hook.Text("timeout"), out GoDuration timeout) && timeout.ToTimeSpan().TotalSeconds < seconds
            ? new HookAction($"command did not end within {timeout}", timeout.ToTimeSpan().TotalSeconds)
            : new HookAction(code == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"command terminated with exit code {code}"), seconds);
    }

    private static HookAction AsFunction(OperatorContext context, JsonObject template)
    {
        string name = template.TextOrEmpty("spec", "executor", "function", "name");
        return context.Get(KubeStashKinds.Function, "", name) is { } function ? new HookAction(null, 0, function) : new HookAction($"functions.addons.kubestash.com \"{name}\" not found");
    }

    private static HookAction ByOperator(JsonObject template)
    {
        foreach ((string field, string method) in ((string, string)[])[("httpGet", "Get"), ("httpPost", "Post"), ("tcpSocket", "")])
        {
            if (template.At("spec", "action", field) is not { } action)
            {
                continue;
            }

            string host = action.TextOrEmpty("host");
            string cause = $"dial tcp: lookup {host}: no such host";
            string url = $"{(action.Text("scheme") ?? "HTTP").ToLowerInvariant()}://{host}{action.TextOrEmpty("path")}";
            return new HookAction(!host.EndsWith(".invalid", StringComparison.Ordinal) ? null : method.Length == 0 ? cause : $"{method} \"{url}\": {cause}");
        }

        return new HookAction(Error: null);
    }

    [GeneratedRegex(@"\bsleep (\d{1,6})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Sleep();
}
