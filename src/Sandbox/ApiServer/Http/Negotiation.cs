using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Forms in which objects can be answered.</summary>
internal enum AnswerForm
{
    /// <summary>The objects themselves.</summary>
    Whole,

    /// <summary>A table for people.</summary>
    Table,

    /// <summary>Their metadata only.</summary>
    Metadata,
}

/// <summary>How to answer, as the client asked by <c>Accept</c> and the query.</summary>
/// <param name="Yaml">YAML rather than JSON.</param>
/// <param name="Indented">JSON with line breaks.</param>
internal sealed record Negotiation(AnswerForm Form, bool Yaml, bool Indented)
{
    private static readonly string[] Accepted = ["application/json", "application/yaml"];
    private static readonly string[] AcceptedStreams = ["application/json;stream=watch", "application/yaml;stream=watch"];
    private static readonly string[] People = ["curl", "Wget", "Mozilla/5.0"];

    /// <summary>Reads what a client accepts.</summary>
    /// <exception cref="WriteRefusedException">406: nothing of it can be given.</exception>
    public static Negotiation Of(HttpRequest request, bool objects, bool stream = false)
    {
        string accept = request.Headers.Accept.ToString();
        if (string.IsNullOrWhiteSpace(accept))
        {
            return new(AnswerForm.Whole, false, WantsIndented(request));
        }

        foreach (string clause in accept.Split(',').OrderByDescending(Weight))
        {
            string[] parts = clause.Split(';', StringSplitOptions.TrimEntries);
            bool yaml = parts[0] == "application/yaml";
            if (!yaml && parts[0] is not ("application/json" or "*/*" or "application/*") || (yaml && stream))
            {
                continue;
            }

            if (FormOf(parts) is { } form && (form == AnswerForm.Whole || objects))
            {
                return new(form, yaml, WantsIndented(request));
            }
        }

        throw Refusals.NotAcceptable(stream ? AcceptedStreams : Accepted);
    }

    private static double Weight(string clause) =>
        double.TryParse(Parameter(clause.Split(';', StringSplitOptions.TrimEntries), "q"), System.Globalization.CultureInfo.InvariantCulture, out double weight) ? weight : 1;

    private static AnswerForm? FormOf(string[] parts)
    {
        string form = Parameter(parts, "as");
        if (form.Length == 0)
        {
            return AnswerForm.Whole;
        }

        if (Parameter(parts, "g") != "meta.k8s.io" || Parameter(parts, "v") != "v1")
        {
            return null;
        }

        return form switch
        {
            "Table" => AnswerForm.Table,
            "PartialObjectMetadata" or "PartialObjectMetadataList" => AnswerForm.Metadata,
            _ => null,
        };
    }

    /// <summary>A parameter of a media type; empty when it is not there.</summary>
    public static string Parameter(IEnumerable<string> parts, string name) =>
        parts.FirstOrDefault(part => part.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";

    private static bool WantsIndented(HttpRequest request)
    {
        string pretty = request.Query["pretty"].ToString();
        string agent = request.Headers.UserAgent.ToString();
        return pretty.Length > 0 ? RequestInfo.IsTrue(pretty) : People.Any(name => agent.StartsWith(name, StringComparison.Ordinal));
    }
}
