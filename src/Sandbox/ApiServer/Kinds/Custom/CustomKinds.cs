using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Custom;

/// <summary>Reads CustomResourceDefinitions, those of the sandbox and those that are created later alike.</summary>
internal static class CustomKinds
{
    /// <summary>The definitions the sandbox ships with, ready to be stored; a new copy each time.</summary>
    public static IReadOnlyList<JsonObject> ReadShipped() => [.. EmbeddedFiles.Read(EmbeddedFiles.CustomResources).Select(CompleteSchemas)];

    /// <summary>The kinds a definition adds: one for each served version. They keep its schemas, which must not change any more.</summary>
    /// <exception cref="FormatException">A column's path cannot be read.</exception>
    public static IReadOnlyList<KindDefinition> Read(JsonObject definition) =>
        [.. definition.Objects("spec", "versions").Where(version => version.IsTrue("served")).Select(version => ReadVersion(definition, version))];

    /// <summary>Fills in what a server fills in: names derived from the kind, and the conversion strategy.</summary>
    public static void SetDefaults(JsonObject definition)
    {
        if (definition.At("spec") is not JsonObject spec || spec.At("names") is not JsonObject names || names.Text("kind") is not { } kind)
        {
            return;
        }

        names["singular"] = names.Text("singular") is { Length: > 0 } singular ? singular : kind.ToLowerInvariant();
        names["listKind"] = names.Text("listKind") is { Length: > 0 } listKind ? listKind : kind + "List";
        spec["conversion"] ??= new JsonObject { ["strategy"] = "None" };
    }

    /// <summary>Sets the status of a definition whose kind is served: names accepted, established.</summary>
    public static void Establish(JsonObject definition, DateTimeOffset now)
    {
        string time = now.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        definition["status"] = new JsonObject
        {
            ["acceptedNames"] = definition.At("spec", "names")?.DeepClone() ?? new JsonObject(),
            ["conditions"] = new JsonArray(
                Condition("NamesAccepted", "NoConflicts", "no conflicts found", time),
                Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", time)),
            ["storedVersions"] = new JsonArray([.. definition.Objects("spec", "versions").Where(version => version.IsTrue("storage")).Select(version => version.At("name")?.DeepClone())]),
        };
    }

    private static JsonObject CompleteSchemas(JsonObject definition)
    {
        foreach (JsonObject version in definition.Objects("spec", "versions"))
        {
            JsonObject holder = (JsonObject)version["schema"]!;
            holder["openAPIV3Schema"] = SchemaLibrary.Shipped.Complete((JsonObject)holder["openAPIV3Schema"]!, strategic: false);
        }

        SetDefaults(definition);
        return definition;
    }

    private static KindDefinition ReadVersion(JsonObject definition, JsonObject version)
    {
        JsonNode? names = definition.At("spec", "names");
        string kind = names.TextOrEmpty("kind");
        ResourceKind resource = new(
            definition.TextOrEmpty("spec", "group"),
            version.TextOrEmpty("name"),
            names.TextOrEmpty("plural"),
            kind,
            definition.Text("spec", "scope") == "Namespaced");
        return new KindDefinition
        {
            Resource = resource,
            Singular = names.Text("singular") ?? kind.ToLowerInvariant(),
            ListKind = names.Text("listKind") ?? kind + "List",
            ShortNames = [.. names.Texts("shortNames")],
            Categories = [.. names.Texts("categories")],
            Subresources = Subresources(resource, version),
            Columns = CustomColumns.Of(version),
            SelectableFields = [.. version.Objects("selectableFields").Select(field => field.TextOrEmpty("jsonPath").TrimStart('.'))],
            Schema = version.At("schema", "openAPIV3Schema") as JsonObject,
            Scale = Scale(version),
            DeprecationWarning = Deprecation(resource, version),
            IsCustom = true,
        };
    }

    private static ImmutableArray<Subresource> Subresources(ResourceKind resource, JsonObject version)
    {
        ImmutableArray<Subresource>.Builder found = ImmutableArray.CreateBuilder<Subresource>();
        if (version.At("subresources", Subresource.StatusName) is JsonObject)
        {
            found.Add(Subresource.StatusOf(resource.Group, resource.Version, resource.Kind));
        }

        if (version.At("subresources", Subresource.ScaleName) is JsonObject)
        {
            found.Add(Subresource.Scale);
        }

        return found.ToImmutable();
    }

    private static ScalePaths? Scale(JsonObject version) => version.At("subresources", Subresource.ScaleName) is JsonObject scale
        ? new ScalePaths(scale.TextOrEmpty("specReplicasPath"), scale.TextOrEmpty("statusReplicasPath"), scale.Text("labelSelectorPath"))
        : null;

    private static string? Deprecation(ResourceKind resource, JsonObject version) => version.IsTrue("deprecated")
        ? version.Text("deprecationWarning") ?? $"{resource.ApiVersion} {resource.Kind} is deprecated"
        : null;

    private static JsonObject Condition(string type, string reason, string message, string time) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["reason"] = reason,
        ["message"] = message,
        ["lastTransitionTime"] = time,
    };
}
