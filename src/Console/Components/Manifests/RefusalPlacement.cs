using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.Kubernetes.Api;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Manifests;

/// <summary>
/// Tells which fields of a manifest a server's refusal is about. Newer servers name them as causes; strict decoding, missing namespaces, taken
/// names and webhooks put them into the message.
/// </summary>
public static partial class RefusalPlacement
{
    private static readonly ManifestPath Name = ManifestPath.Parse("metadata.name");
    private static readonly ManifestPath Namespace = ManifestPath.Parse("metadata.namespace");

    /// <summary>The problems a refusal tells of; at least one, all errors. Those that belong to no field have no path.</summary>
    /// <param name="status">The refusal.</param>
    /// <param name="entry">The entry of the preview that was refused.</param>
    /// <param name="manifest">Its manifest, by which a webhook's words find their item of a list.</param>
    public static ImmutableArray<PreviewProblem> Place(ApiStatus status, int entry, Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(manifest);
        IEnumerable<(ManifestPath? Path, string Message)> found =
            status.Causes.Any(cause => cause.Message.Length > 0) ? status.Causes.Where(cause => cause.Message.Length > 0).Select(cause => OfCause(cause, manifest))
            : WrongGoType().Match(status.Message) is { Success: true } type ? [OfType(type, manifest)]
            : status.IsWebhookRefusal ? [WebhookRefusals.Place(status, manifest)]
            : OfMessage(status, manifest);
        return [.. found.Distinct().Select(problem => new PreviewProblem(entry, problem.Path, problem.Message, IsError: true))];
    }

    private static (ManifestPath? Path, string Message) OfCause(ApiStatusCause cause, Manifest manifest)
    {
        string message = cause.Reason switch
        {
            "FieldValueRequired" => cause.Message.StartsWith("Required value: ", StringComparison.Ordinal)
                ? $"A value is required here: {cause.Message["Required value: ".Length..]}"
                : "A value is required here.",
            _ => cause.Message,
        };

        // CRD validation repeats the place inside the sentence.
        if (cause.Field.Length > 0)
        {
            message = message.Replace($"{cause.Field} in body ", "", StringComparison.Ordinal);
        }

        return (PathOf(cause.Field) is { } path ? RefusedItem.Find(manifest, AsWritten(path, manifest), cause.Message) : null, Sentence(message));
    }

    // A Secret's texts are data to the server, and that is where it looks for them.
    private static ManifestPath AsWritten(ManifestPath path, Manifest manifest)
    {
        string? key = SecretManifest.Is(manifest) && path.Segments is [ManifestPathSegment.Field { Name: "data" }, _]
            ? path.Segments[1] switch
            {
                ManifestPathSegment.Field field => field.Name,
                ManifestPathSegment.Selector selector => selector.Written,
                _ => null,
            }
            : null;
        return key is null ? path : manifest.TryGet(SecretManifest.ValueOf(key), out _) ? SecretManifest.ValueOf(key) : ManifestPath.Root.Field("data").Field(key);
    }

    private static List<(ManifestPath? Path, string Message)> OfMessage(ApiStatus status, Manifest manifest)
    {
        List<(ManifestPath? Path, string Message)> strict = [.. StrictField().Matches(status.Message).Select(OfStrict)];
        return strict.Count > 0 ? strict
            : status.Message.Contains("illegal base64 data", StringComparison.Ordinal) && NoBase64(manifest) is { } path
                ? [(path, "This value is no base64. Write it so, or write the text itself into stringData.")]
            : [OfReason(status)];
    }

    private static (ManifestPath? Path, string Message) OfType(Match type, Manifest manifest)
    {
        string field = type.Groups["field"].Value;
        string given = type.Groups["given"].Value;
        ManifestPath? path = PathOf(field) is { } written ? RefusedItem.Find(manifest, written, given) : null;
        return (path, $"{path?.ToString() ?? field} has a value of the wrong type ({given} instead of {type.Groups["asked"].Value}).");
    }

    private static ManifestPath? NoBase64(Manifest manifest) => (manifest.Root["data"] as JsonObject)?
        .Where(value => value.Value is not JsonValue one || !one.TryGetValue(out string? text) || !Convert.TryFromBase64String(text, new byte[text.Length], out _))
        .Select(value => ManifestPath.Root.Field("data").Field(value.Key)).FirstOrDefault();

    private static (ManifestPath? Path, string Message) OfStrict(Match match)
    {
        string field = match.Groups["field"].Value;
        ManifestPath? path = PathOf(field);
        return match.Groups["what"].Value == "unknown"
            ? (path, $"The cluster knows no field \"{field}\". Correct its name or its place, or remove it.")
            : (path, $"The field \"{field}\" stands there twice. Remove one of the two.");
    }

    private static (ManifestPath? Path, string Message) OfReason(ApiStatus status)
    {
        string message = status.Message;
        return status switch
        {
            { Reason: "AlreadyExists" } => (Name, $"{Sentence(message)} Choose another name, or look at the object that is there."),
            { IsNotFound: true } when message.StartsWith("namespaces \"", StringComparison.Ordinal) => (Namespace, $"{Sentence(message)} Choose a namespace that exists."),
            { IsNotFound: true, Message: "the server could not find the requested resource" } =>
                (ManifestPath.Parse("apiVersion"), "The cluster does not serve this kind. Check apiVersion and kind, and that what defines it is installed."),
            { IsForbidden: true } when message.Contains("exceeded quota", StringComparison.Ordinal) =>
                (Namespace, $"A quota of the namespace is used up. The cluster says: {Sentence(message)}"),
            { IsForbidden: true } when InNamespace().IsMatch(message) => (Namespace, $"{Sentence(message)} Choose a namespace you may write to, or ask whoever grants permissions."),
            { IsForbidden: true } when message.Contains("because it is being terminated", StringComparison.Ordinal) =>
                (Namespace, $"The namespace is being deleted: nothing can be created in it. The cluster says: {Sentence(message)}"),
            { Code: (int)HttpStatusCode.TooManyRequests } => (null, "The API server is busy and asks to wait. Submit again in a moment."),
            { Code: (int)HttpStatusCode.Unauthorized } => (null, FailureWords.Of(new ApiStatusException(status))),
            _ when message.Contains("failed calling webhook", StringComparison.Ordinal) =>
                (null, $"{Sentence(message)} The operator behind this webhook could not be reached: nothing is wrong with the manifest. Try again when it runs."),
            _ when message.Contains("does not match the namespace", StringComparison.Ordinal) => (Namespace, Sentence(message)),
            _ when message.Contains("the name of the object", StringComparison.Ordinal) => (Name, Sentence(message)),
            _ when message.Contains("API version in the data", StringComparison.Ordinal) || NoSuchVersion().IsMatch(message) => (ManifestPath.Parse("apiVersion"), Sentence(message)),
            _ when message.Contains("the kind in the data", StringComparison.Ordinal) || message.Contains("Object 'Kind' is missing", StringComparison.Ordinal) => (ManifestPath.Parse("kind"), Sentence(message)),
            _ when message.StartsWith("metadata.namespace", StringComparison.Ordinal) => (Namespace, Sentence(message)),
            _ => (null, message.Length > 0 ? Sentence(message) : $"The cluster refused with status {status.Code} and no explanation."),
        };
    }

    private static ManifestPath? PathOf(string field) =>
        field.Length > 0 && field[0] != '<' && ManifestPath.TryParse(field, out ManifestPath? path) && !path.IsRoot ? path : null;

    /// <summary>With a capital letter and a full stop, so that another sentence may follow.</summary>
    internal static string Sentence(string message)
    {
        string text = message.Trim();
        return text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}{(text[^1] is '.' or '!' or '?' ? "" : ".")}";
    }

    [GeneratedRegex("(?<what>unknown|duplicate) field \"(?<field>[^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex StrictField();

    [GeneratedRegex(@"cannot unmarshal (?<given>\w+|""[^""]*"")(?: \S+)? into Go struct field \w+\.(?<field>\S+) of type (?<asked>\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex WrongGoType();

    [GeneratedRegex("in the namespace \"[^\"]+\"", RegexOptions.CultureInvariant)]
    private static partial Regex InNamespace();

    [GeneratedRegex("no kind \"[^\"]*\" is registered for version", RegexOptions.CultureInvariant)]
    private static partial Regex NoSuchVersion();
}
