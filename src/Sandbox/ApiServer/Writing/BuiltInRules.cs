using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Custom;
using BackupConsole.Sandbox.ApiServer.Kinds.Defaults;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>What a server fills in for built-in kinds beyond their schemas, and what it keeps them from.</summary>
internal static class BuiltInRules
{
    public const string Namespaces = "namespaces";
    public const string Definitions = "customresourcedefinitions.apiextensions.k8s.io";
    public const string NamespaceFinalizer = "kubernetes";
    public const string DefinitionFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    private static readonly HashSet<string> WithGeneration =
    [
        "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps", "jobs.batch", "cronjobs.batch", Definitions,
    ];

    private static readonly HashSet<string> CreatedByReplacement = ["leases.coordination.k8s.io", "endpoints", "events", "events.events.k8s.io"];

    private static readonly HashSet<string> AnsweredWithObject = ["pods", "services", "serviceaccounts", "persistentvolumes", "persistentvolumeclaims"];

    /// <summary>Whether a replacement of what is not there creates it.</summary>
    public static bool ReplacementCreates(ResourceKind kind) => kind.Group == "rbac.authorization.k8s.io" || CreatedByReplacement.Contains(kind.Id);

    /// <summary>Whether <c>metadata.generation</c> is kept.</summary>
    public static bool HasGeneration(KindDefinition kind) => kind.IsCustom || WithGeneration.Contains(kind.Resource.Id);

    /// <summary>Whether the annotations are the same, for kinds whose generation counts their changes too; true for others.</summary>
    public static bool HasSameAnnotations(KindDefinition kind, JsonObject value, JsonObject old) =>
        kind.Resource.Id != "deployments.apps" || JsonTypes.Equal(value.At("metadata", "annotations"), old.At("metadata", "annotations"));

    /// <summary>Whether a deletion is answered with the object rather than with a Status.</summary>
    public static bool DeletionAnswersObject(ResourceKind kind) => AnsweredWithObject.Contains(kind.Id);

    /// <summary>Whether a replacement must name the version it is based on.</summary>
    public static bool NeedsVersion(KindDefinition kind) => kind.IsCustom || kind.Resource.Id is Definitions or "leases.coordination.k8s.io";

    /// <summary>What a status holds before a controller has written one: the counts that are always there.</summary>
    private static JsonObject EmptyStatus(string kind) => kind switch
    {
        "services" => new JsonObject { ["loadBalancer"] = new JsonObject() },
        "replicasets.apps" or "statefulsets.apps" => new JsonObject { ["replicas"] = 0 },
        "daemonsets.apps" => new JsonObject
        {
            ["currentNumberScheduled"] = 0,
            ["desiredNumberScheduled"] = 0,
            ["numberMisscheduled"] = 0,
            ["numberReady"] = 0,
        },
        _ => [],
    };

    /// <summary>Fills in what the kind has defaults for. It counts as written by whoever leaves it out.</summary>
    public static void FillDefaults(KindDefinition kind, JsonObject value)
    {
        if (kind.Resource.Id == Definitions)
        {
            CrdValidator.ApplyDefaults(value);
        }

        BuiltInDefaults.FillDefaults(kind.Resource, value);
    }

    /// <summary>Fills in the rest of a new object, after <see cref="FillDefaults"/>: what nobody has written.</summary>
    public static void PrepareCreate(KindDefinition kind, JsonObject value)
    {
        if (kind.HasStatus)
        {
            value.Remove("status");
        }

        if (kind is { IsCustom: false, HasStatus: true })
        {
            value["status"] = EmptyStatus(kind.Resource.Id);
        }

        switch (kind.Resource.Id)
        {
            case Namespaces:
                Child(value, "spec")["finalizers"] = new JsonArray(NamespaceFinalizer);
                break;
            case Definitions:
                PrepareDefinition(value);
                break;
            default:
                break;
        }

        BuiltInDefaults.FillRest(kind.Resource, value);
        BuiltInDefaults.FillFirstStatus(kind.Resource, value);
    }

    /// <summary>Fills in the rest of an object that replaces another, after <see cref="FillDefaults"/>.</summary>
    public static void PrepareUpdate(KindDefinition kind, JsonObject value, JsonObject old)
    {
        if (kind.Resource.Id == Namespaces)
        {
            ObjectTexts.Take(Child(value, "spec"), old["spec"] as JsonObject, "finalizers");
        }

        BuiltInDefaults.FillRest(kind.Resource, value);
    }

    /// <summary>Refuses what no schema tells: a definition of a kind that cannot be served, a Secret with a wrong key.</summary>
    /// <exception cref="WriteRefusedException">422.</exception>
    public static void Check(KindDefinition kind, JsonObject value)
    {
        if (kind.Resource.Id == Definitions)
        {
            CheckDefinition(value);
        }
        else if (kind.Resource == BuiltInKinds.Secret)
        {
            SecretRules.Check(value);
        }
    }

    private static void CheckDefinition(JsonObject value)
    {
        CrdValidator.Validate(value);
        try
        {
            CustomKinds.Read(value);
        }
        catch (FormatException wrongPath)
        {
            throw WriteRefusedException.Invalid(
                "apiextensions.k8s.io",
                "CustomResourceDefinition",
                value.TextOrEmpty("metadata", "name"),
                [FieldError.InvalidText("spec.additionalPrinterColumns.jsonPath", "\"\"", wrongPath.Message)]);
        }
    }

    private static void PrepareDefinition(JsonObject value)
    {
        JsonObject metadata = ObjectTexts.Metadata(value);
        if (!metadata.Texts("finalizers").Contains(DefinitionFinalizer))
        {
            JsonArray finalizers = metadata["finalizers"] as JsonArray ?? [];
            metadata["finalizers"] = finalizers;
            finalizers.Add(DefinitionFinalizer);
        }

        value["status"] = new JsonObject
        {
            ["acceptedNames"] = new JsonObject { ["kind"] = "", ["plural"] = "" },
            ["conditions"] = new JsonArray(),
            ["storedVersions"] = new JsonArray([.. value.Objects("spec", "versions").Where(version => version.IsTrue("storage")).Select(version => version.At("name")?.DeepClone())]),
        };
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            child = [];
            parent[name] = child;
        }

        return child;
    }
}
