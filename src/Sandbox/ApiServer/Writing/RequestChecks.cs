using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>Whether a body fits the URL it was sent to.</summary>
internal static class RequestChecks
{
    /// <summary>Checks <c>apiVersion</c> and <c>kind</c>, and fills them in where a server does (built-in kinds).</summary>
    /// <exception cref="WriteRefusedException">400.</exception>
    public static void FitKind(KindDefinition definition, JsonObject value)
    {
        ResourceKind kind = definition.Resource;
        string givenVersion = value["apiVersion"].AsText() ?? "";
        string givenKind = value["kind"].AsText() ?? "";
        if (!definition.IsCustom)
        {
            if (givenKind.Length > 0 && givenKind != kind.Kind || givenVersion.Length > 0 && givenVersion != kind.ApiVersion)
            {
                string shown = givenVersion.Contains('/', StringComparison.Ordinal) ? givenVersion[(givenVersion.IndexOf('/', StringComparison.Ordinal) + 1)..] : givenVersion;
                throw givenKind.Length > 0 && givenKind != kind.Kind
                    ? WriteRefusedException.BadRequest($"{givenKind} in version {GoText.Quote(shown)} cannot be handled as a {kind.Kind}: no kind {GoText.Quote(givenKind)} is registered for version {GoText.Quote(givenVersion)}")
                    : WriteRefusedException.BadRequest($"the API version in the data ({givenVersion}) does not match the expected API version ({kind.ApiVersion})");
            }

            Put(value, kind);
            return;
        }

        foreach ((string field, string given) in new[] { ("Kind", givenKind), ("apiVersion", givenVersion) })
        {
            if (given.Length == 0)
            {
                throw WriteRefusedException.BadRequest(
                    $"{kind.Kind} in version {GoText.Quote(kind.Version)} cannot be handled as a {kind.Kind}: Object '{field}' is missing in '{value.ToJsonString(CanonicalJson.Plain)}'");
            }
        }

        if (givenVersion != kind.ApiVersion)
        {
            throw WriteRefusedException.BadRequest($"the API version in the data ({givenVersion}) does not match the expected API version ({kind.ApiVersion})");
        }
    }

    /// <summary>Refuses a custom object that says it is of another kind or version.</summary>
    /// <exception cref="WriteRefusedException">422.</exception>
    public static void FitType(KindDefinition definition, JsonObject value)
    {
        ResourceKind kind = definition.Resource;
        string givenKind = value["kind"].AsText() ?? "";
        string givenVersion = value["apiVersion"].AsText() ?? "";
        if (!definition.IsCustom || (givenKind == kind.Kind && givenVersion == kind.ApiVersion))
        {
            return;
        }

        int slash = givenVersion.IndexOf('/', StringComparison.Ordinal);
        FieldError error = givenKind != kind.Kind ? FieldError.Invalid("kind", givenKind, $"must be {kind.Kind}") : FieldError.Invalid("apiVersion", givenVersion, $"must be {kind.ApiVersion}");
        throw WriteRefusedException.Invalid(slash < 0 ? "" : givenVersion[..slash], givenKind, value.TextOrEmpty("metadata", "name"), [error]);
    }

    /// <summary>Puts the URL's namespace into metadata, or refuses another one; kinds without namespaces lose one that is given.</summary>
    /// <exception cref="WriteRefusedException">400.</exception>
    /// <param name="named">Whether the URL names the object too, which a server words otherwise.</param>
    public static void FitNamespace(JsonObject metadata, string? ns, bool named = false)
    {
        string given = metadata["namespace"].AsText() ?? "";
        if (given.Length > 0 && ns is not null && given != ns)
        {
            throw WriteRefusedException.BadRequest(named
                ? $"the namespace of the object ({given}) does not match the namespace on the request ({ns})"
                : "the namespace of the provided object does not match the namespace sent on the request");
        }

        if (ns is not null)
        {
            metadata["namespace"] = ns;
        }
        else
        {
            metadata.Remove("namespace");
        }
    }

    /// <summary>Refuses a version that is no number, which no object has.</summary>
    /// <exception cref="WriteRefusedException">500, without a reason.</exception>
    public static void CheckVersion(JsonNode? version)
    {
        if (version.AsText() is { Length: > 0 } text && !ulong.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            throw new WriteRefusedException(500, "", $"strconv.ParseUint: parsing {GoText.Quote(text)}: invalid syntax");
        }
    }

    /// <summary>Refuses a patch that changes the uid; in a replacement another uid is a conflict.</summary>
    /// <exception cref="WriteRefusedException">422.</exception>
    public static void KeepUid(ResourceKind kind, JsonObject value, JsonObject old)
    {
        if (value.Text("metadata", "uid") is { Length: > 0 } uid && uid != old.Text("metadata", "uid"))
        {
            throw WriteRefusedException.Invalid(kind.Group, kind.Kind, value.TextOrEmpty("metadata", "name"), [FieldError.Invalid("metadata.uid", uid, "field is immutable")]);
        }
    }

    /// <summary>Refuses a name that is not the URL's.</summary>
    /// <exception cref="WriteRefusedException">400.</exception>
    public static void FitName(JsonObject metadata, string name)
    {
        string given = metadata["name"].AsText() ?? "";
        if (given.Length == 0)
        {
            throw WriteRefusedException.BadRequest($"the name of the object ({name} based on URL) was undeterminable: name must be provided");
        }

        if (given != name)
        {
            throw WriteRefusedException.BadRequest($"the name of the object ({given}) does not match the name on the URL ({name})");
        }
    }

    private static void Put(JsonObject value, ResourceKind kind)
    {
        value["apiVersion"] = kind.ApiVersion;
        value["kind"] = kind.Kind;
    }
}
