using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>The webhook of HookTemplate.</summary>
internal static partial class HookTemplateRules
{
    private static readonly string[] Actions = ["exec", "httpGet", "httpPost", "tcpSocket"];

    /// <summary>The refusal, or null.</summary>
    public static string? Check(AdmissionRequest request)
    {
        JsonObject template = request.New!;
        if (template.At("spec", "executor") is not JsonObject executor)
        {
            return AdmissionTexts.ExecutorEmpty;
        }

        return KubeStashAdmission.CheckUsagePolicy(template) ?? CheckExecutor(executor) ?? CheckAction(template, executor);
    }

    private static string? CheckExecutor(JsonObject executor)
    {
        switch (executor.Text("type"))
        {
            case null or "":
                return AdmissionTexts.ExecutorTypeEmpty;
            case "Function":
                return executor.TextOrEmpty("function", "name").Length == 0 ? AdmissionTexts.FunctionNameEmpty : null;
            case "Pod":
                string selector = executor.TextOrEmpty("pod", "selector");
                return selector.Length == 0 ? AdmissionTexts.PodSelectorEmpty
                    : PairList().IsMatch(selector) ? null
                    : AdmissionTexts.BadPodSelector(selector);
            default:
                return null;
        }
    }

    private static string? CheckAction(JsonObject template, JsonObject executor)
    {
        if (executor.Text("type") == "Function")
        {
            return null;
        }

        return template.At("spec", "action") is not JsonObject action ? AdmissionTexts.ActionEmpty
            : Actions.Count(name => action.At(name) is JsonObject) != 1 ? AdmissionTexts.ActionNotOne
            : null;
    }

    [GeneratedRegex(@"^\s*[^=,\s]+\s*=\s*[^=,\s]*\s*(,\s*[^=,\s]+\s*=\s*[^=,\s]*\s*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex PairList();
}
