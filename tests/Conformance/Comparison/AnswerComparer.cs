using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Conformance.Comparison;

/// <summary>Something two answers differ in.</summary>
/// <param name="Aspect"><c>code</c>, <c>media</c>, <c>reason</c>, <c>causes</c>, <c>message</c>, <c>details</c> or <c>object</c>.</param>
/// <param name="At">Where in the object; empty for others.</param>
internal sealed record Difference(string Aspect, string At, string Real, string Sandbox)
{
    public override string ToString() => $"{Aspect}{(At.Length > 0 ? " at " + At : "")}\n      real    {Short(Real)}\n      sandbox {Short(Sandbox)}";

    private static string Short(string text) => text.Length > 700 ? text[..700] + "..." : text;
}

/// <summary>Compares answers in their comparable form.</summary>
internal static class AnswerComparer
{
    private const string Absent = "(absent)";

    /// <summary>What two answers differ in; a different code hides everything else.</summary>
    public static IReadOnlyList<Difference> Compare(AnswerForm real, AnswerForm sandbox)
    {
        if (real.Code != sandbox.Code)
        {
            return [new("code", "", Summary(real), Summary(sandbox))];
        }

        List<Difference> differences = [];
        Add(differences, "media", real.MediaType, sandbox.MediaType);
        if (real.IsStatus && sandbox.IsStatus)
        {
            CompareStatus(real, sandbox, differences);
        }
        else
        {
            CompareNodes(real.Body, sandbox.Body, "", differences);
        }

        return differences;
    }

    private static void CompareStatus(AnswerForm real, AnswerForm sandbox, List<Difference> differences)
    {
        Add(differences, "reason", real.Reason, sandbox.Reason);
        string[] realCauses = Causes(real.Body!);
        string[] sandboxCauses = Causes(sandbox.Body!);
        // Each cause that only one of them has is a difference of its own, so that exceptions can name it.
        string[] onlyReal = [.. realCauses.Except(sandboxCauses)];
        string[] onlySandbox = [.. sandboxCauses.Except(realCauses)];
        for (int i = 0; i < Math.Max(onlyReal.Length, onlySandbox.Length); i++)
        {
            Add(differences, "causes", i < onlyReal.Length ? onlyReal[i] : Absent, i < onlySandbox.Length ? onlySandbox[i] : Absent);
        }

        if (real.Reason != "Invalid")
        {
            // The message of a schema refusal says the causes once more, in an order of chance.
            Add(differences, "message", real.Message, sandbox.Message);
        }

        CompareNodes(WithoutCauses(real.Body!["details"]), WithoutCauses(sandbox.Body!["details"]), "details", differences, "details");
        Add(differences, "status", Text(real.Body["status"]), Text(sandbox.Body["status"]));
    }

    private static void CompareNodes(JsonNode? real, JsonNode? sandbox, string at, List<Difference> differences, string aspect = "object")
    {
        if (real is JsonObject realFields && sandbox is JsonObject sandboxFields)
        {
            foreach (string name in realFields.Select(field => field.Key).Union(sandboxFields.Select(field => field.Key)))
            {
                bool inReal = realFields.TryGetPropertyValue(name, out JsonNode? realChild);
                bool inSandbox = sandboxFields.TryGetPropertyValue(name, out JsonNode? sandboxChild);
                string path = at.Length == 0 ? name : $"{at}.{name}";
                if (inReal && inSandbox)
                {
                    CompareNodes(realChild, sandboxChild, path, differences, aspect);
                }
                else
                {
                    differences.Add(new(aspect, path, inReal ? Text(realChild) : Absent, inSandbox ? Text(sandboxChild) : Absent));
                }
            }
        }
        else if (real is JsonArray realItems && sandbox is JsonArray sandboxItems && realItems.Count == sandboxItems.Count)
        {
            for (int i = 0; i < realItems.Count; i++)
            {
                CompareNodes(realItems[i], sandboxItems[i], $"{at}[{i}]", differences, aspect);
            }
        }
        else if (!JsonNode.DeepEquals(real, sandbox))
        {
            differences.Add(new(aspect, at, Text(real), Text(sandbox)));
        }
    }

    private static void Add(List<Difference> differences, string aspect, string real, string sandbox)
    {
        if (real != sandbox)
        {
            differences.Add(new(aspect, "", real, sandbox));
        }
    }

    private static string[] Causes(JsonNode status) =>
        status["details"]?["causes"] is JsonArray causes
            ? [.. causes.OfType<JsonObject>().Select(cause => $"{Text(cause["reason"])} {Text(cause["field"])} {Text(cause["message"])}").Distinct().Order(StringComparer.Ordinal)]
            : [];

    private static JsonNode? WithoutCauses(JsonNode? details)
    {
        JsonNode? copy = details?.DeepClone();
        (copy as JsonObject)?.Remove("causes");
        return copy is JsonObject { Count: 0 } ? null : copy;
    }

    private static string Summary(AnswerForm answer) => $"{answer.Code} {(answer.IsStatus ? $"{answer.Reason}: {answer.Message}" : Text(answer.Body))}";

    private static string Text(JsonNode? node) => node switch
    {
        null => "null",
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => node.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
    };
}
