using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>What a server fills in for built-in kinds beyond their schemas, and what it keeps them from.</summary>
internal static class BuiltInRules
{
    public const string Namespaces = "namespaces";
    public const string Definitions = "customresourcedefinitions.apiextensions.k8s.io";
    public const string NamespaceFinalizer = "kubernetes";
    public const string DefinitionFinalizer = "customresourcecleanup.apiextensions.k8s.io";
    private const string ControllerUid = "controller-uid";
    private const string JobName = "job-name";

    private static readonly HashSet<string> WithGeneration =
    [
        "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps", "jobs.batch", "cronjobs.batch", Definitions,
    ];

    private static readonly string[] LimitedResources = ["cpu", "memory"];

    private static readonly HashSet<string> AnsweredWithObject = ["pods", "services", "serviceaccounts", "persistentvolumes", "persistentvolumeclaims"];

    /// <summary>Whether <c>metadata.generation</c> is kept.</summary>
    public static bool HasGeneration(KindDefinition kind) => kind.IsCustom || WithGeneration.Contains(kind.Resource.Id);

    /// <summary>Whether a deletion is answered with the object rather than with a Status.</summary>
    public static bool DeletionAnswersObject(ResourceKind kind) => AnsweredWithObject.Contains(kind.Id);

    /// <summary>Whether a replacement must name the version it is based on.</summary>
    public static bool NeedsVersion(KindDefinition kind) => kind.IsCustom || kind.Resource.Id is Definitions or "leases.coordination.k8s.io";

    /// <summary>Fills in a new object.</summary>
    public static void PrepareCreate(KindDefinition kind, JsonObject value)
    {
        if (kind.HasStatus)
        {
            value.Remove("status");
        }

        switch (kind.Resource.Id)
        {
            case Namespaces:
                Child(value, "spec")["finalizers"] = new JsonArray(NamespaceFinalizer);
                value["status"] = new JsonObject { ["phase"] = "Active" };
                Label(value);
                break;
            case "pods":
                value["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QosClass(value) };
                break;
            case "persistentvolumeclaims":
                value["status"] = new JsonObject { ["phase"] = "Pending" };
                break;
            case "persistentvolumes":
                value["status"] = new JsonObject { ["phase"] = "Available" };
                break;
            case "services":
                PrepareService(value);
                break;
            case "secrets":
                EncodeStrings(value);
                break;
            case "jobs.batch":
                LabelJob(value);
                break;
            case Definitions:
                PrepareDefinition(value);
                break;
            default:
                if (kind is { IsCustom: false, HasStatus: true })
                {
                    value["status"] = new JsonObject();
                }

                break;
        }
    }

    /// <summary>Fills in an object that replaces another.</summary>
    public static void PrepareUpdate(KindDefinition kind, JsonObject value, JsonObject old)
    {
        switch (kind.Resource.Id)
        {
            case Namespaces:
                ObjectTexts.Take(Child(value, "spec"), old["spec"] as JsonObject, "finalizers");
                Label(value);
                break;
            case "secrets":
                EncodeStrings(value);
                break;
            case Definitions:
                CrdValidator.ApplyDefaults(value);
                break;
            default:
                break;
        }
    }

    /// <summary>Refuses a definition of a kind that cannot be served.</summary>
    /// <exception cref="WriteRefusedException">422.</exception>
    public static void CheckDefinition(JsonObject value)
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
        CrdValidator.ApplyDefaults(value);
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

    private static void PrepareService(JsonObject value)
    {
        value["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
        JsonObject spec = Child(value, "spec");
        if (spec.Text("type") == "ExternalName" || spec.Text("clusterIP") is { Length: > 0 })
        {
            return;
        }

        // Nothing answers there; the address only has to look like one and to stay the same.
        byte[] bytes = Encoding.UTF8.GetBytes(value.TextOrEmpty("metadata", "namespace") + "/" + value.TextOrEmpty("metadata", "name"));
        byte[] hash = System.Security.Cryptography.SHA256.HashData(bytes);
        string address = $"10.96.{hash[0]}.{1 + (hash[1] % 254)}";
        spec["clusterIP"] = address;
        spec["clusterIPs"] = new JsonArray(address);
    }

    private static void LabelJob(JsonObject value)
    {
        value["status"] = new JsonObject();
        JsonObject spec = Child(value, "spec");
        if (spec.IsTrue("manualSelector") || spec["selector"] is JsonObject)
        {
            return;
        }

        string uid = value.TextOrEmpty("metadata", "uid");
        string name = value.TextOrEmpty("metadata", "name");
        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [$"batch.kubernetes.io/{ControllerUid}"] = uid } };
        JsonObject labels = Child(Child(Child(spec, "template"), "metadata"), "labels");
        labels[$"batch.kubernetes.io/{ControllerUid}"] = uid;
        labels[$"batch.kubernetes.io/{JobName}"] = name;
        labels[ControllerUid] = uid;
        labels[JobName] = name;
    }

    private static void EncodeStrings(JsonObject value)
    {
        if (value["stringData"] is JsonObject texts)
        {
            JsonObject data = Child(value, "data");
            foreach ((string name, JsonNode? text) in texts)
            {
                data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.AsText() ?? ""));
            }

            value.Remove("stringData");
        }
    }

    private static void Label(JsonObject value) => Child(ObjectTexts.Metadata(value), "labels")["kubernetes.io/metadata.name"] = value.TextOrEmpty("metadata", "name");

    private static string QosClass(JsonObject pod)
    {
        JsonObject[] containers = [.. pod.Objects("spec", "containers")];
        if (containers.All(container => container.Count("resources", "requests") == 0 && container.Count("resources", "limits") == 0))
        {
            return "BestEffort";
        }

        bool guaranteed = containers.All(container => LimitedResources.All(name =>
            container.Text("resources", "limits", name) is { } limit && (container.Text("resources", "requests", name) ?? limit) == limit));
        return guaranteed ? "Guaranteed" : "Burstable";
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
