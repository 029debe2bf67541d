using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms;

/// <summary>Puts what an API server says against a new object into words, at the fields it is about.</summary>
internal static partial class RefusalReading
{
    private static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");

    /// <summary>The problems a refusal names; at least one.</summary>
    /// <param name="status">The refusal.</param>
    /// <param name="kind">What was to be created.</param>
    /// <param name="ns">Where.</param>
    public static ImmutableArray<FormProblem> Read(ApiStatus status, ResourceKind kind, string ns)
    {
        if (status.Webhook is { } webhook)
        {
            return Webhook(status, webhook);
        }

        ImmutableArray<FormProblem> placed = [.. status.Causes.Where(cause => cause.Message.Length > 0).Select(Placed), .. Strict(status)];
        return placed.IsEmpty ? [General(status, kind, ns)] : placed;
    }

    private static ImmutableArray<FormProblem> Webhook(ApiStatus status, string webhook)
    {
        const string Mark = "denied the request";
        string words = status.Message[(status.Message.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..].Trim(' ', ':');
        string said = words.Length == 0 ? "It gives no reason." : words;
        ImmutableArray<FormProblem> placed = [.. status.Causes.Where(cause => cause.Message.Length > 0).Select(Placed)];
        return placed.IsEmpty ? [new FormProblem(null, $"The admission webhook {webhook} refuses this: {said}")] : placed;
    }

    private static FormProblem Placed(ApiStatusCause cause) =>
        ManifestPath.TryParse(cause.Field, out ManifestPath? path) && !path.IsRoot && cause.Field != "<nil>"
            ? new FormProblem(path, Sentence(cause.Message))
            : new FormProblem(null, Sentence(cause.Message));

    // Strict decoding names fields in its message only.
    private static IEnumerable<FormProblem> Strict(ApiStatus status)
    {
        foreach (Match match in StrictField().Matches(status.Message))
        {
            if (ManifestPath.TryParse(match.Groups["path"].Value, out ManifestPath? path))
            {
                yield return new FormProblem(path, match.Groups["what"].Value == "unknown"
                    ? $"This cluster knows no field {path}. Correct its name, or remove it."
                    : $"The field {path} is there twice.");
            }
        }
    }

    private static FormProblem General(ApiStatus status, ResourceKind kind, string ns) => status switch
    {
        { IsForbidden: true } when status.Message.Contains("exceeded quota", StringComparison.Ordinal) =>
            new(Namespace, $"A quota of namespace {ns} is used up. The server says: {Sentence(status.Message)}"),
        { IsForbidden: true } when status.Message.Contains("being terminated", StringComparison.Ordinal) =>
            new(Namespace, $"Namespace {ns} is being deleted: nothing can be created in it."),
        { IsForbidden: true } => new(Namespace, $"You may not create {kind.Id} in namespace {ns}. The server says: {Sentence(status.Message)}"),
        { IsNotFound: true } when status.Message.Contains("namespaces \"", StringComparison.Ordinal) => new(Namespace, $"There is no namespace {ns}."),
        { IsNotFound: true } => new(null, $"This cluster does not know {kind.Kind}: KubeStash is not installed."),
        { Code: (int)HttpStatusCode.TooManyRequests } => new(null, "The API server is busy and asks to wait. Submit again in a moment."),
        _ => new(null, FailureWords.Of(new ApiStatusException(status))),
    };

    private static string Sentence(string words)
    {
        string text = words.Trim().Sentence();
        return text.Length == 0 || text[^1] is '.' or '!' or '?' ? text : $"{text}.";
    }

    [GeneratedRegex("(?<what>unknown|duplicate) field \"(?<path>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StrictField();
}
