using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>A Job the operator is about to make.</summary>
internal sealed record JobManifest
{
    /// <summary>Image of KubeStash's own tools.</summary>
    public const string ToolImage = "ghcr.io/kubestash/kubestash:v0.29.0";

    /// <summary>Name of the Job; also that of its ServiceAccount unless <see cref="ServiceAccount"/> says otherwise.</summary>
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Containers in the order they run: all but the last become init containers.</summary>
    public required IReadOnlyList<JsonObject> Containers { get; init; }

    /// <summary>ClusterRole the Job's account gets.</summary>
    public required string ClusterRole { get; init; }

    /// <summary>Pods to run, numbered from 0.</summary>
    public int Pods { get; init; } = 1;

    /// <summary>A ServiceAccount that people made; null for one of the Job's own.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>Reference to the object that the Job's own account goes with; null when nothing takes it along.</summary>
    public JsonObject? AccountOwner { get; init; }

    /// <summary>How long the Job may be active, in seconds of the clock; null for as long as it likes.</summary>
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>Settings of the pod: a PodTemplate, or the pod part of RuntimeSettings.</summary>
    public JsonNode? PodSettings { get; init; }

    /// <summary>User the pod runs as unless the settings say otherwise; null for the image's.</summary>
    public int? User { get; init; }

    /// <summary>Volumes of the pod.</summary>
    public IReadOnlyList<JsonObject> Volumes { get; init; } = [];

    /// <summary>Generation of the object the Job was made for; noted on it.</summary>
    public long? Generation { get; init; }

    /// <summary>Name of the target that the Job's pods work on; noted on it and them. Null when there is only one.</summary>
    public string? Target { get; init; }

    /// <summary>Annotation with the target an executor of a batch works on.</summary>
    public const string TargetAnnotation = "sandbox.local/target";

    /// <summary>Annotation with the generation of the object a Job was made for.</summary>
    public const string GenerationAnnotation = "sandbox.local/generation";

    /// <summary>A container entry.</summary>
    public static JsonObject Container(string name, string image, params IEnumerable<string> arguments)
    {
        JsonArray list = [];
        foreach (string argument in arguments)
        {
            list.Add((JsonNode)argument);
        }

        return new JsonObject { ["name"] = name, ["image"] = image, ["imagePullPolicy"] = "IfNotPresent", ["args"] = list, ["resources"] = new JsonObject() };
    }

    /// <summary>The Job.</summary>
    public JsonObject ToJson()
    {
        JsonObject job = Meta.Create(CoreKinds.Job, Namespace, Name, Labels);
        JsonObject templateMetadata = new() { ["labels"] = Meta.Map(Labels) };
        if (Generation is { } generation)
        {
            job.Child("metadata").Child("annotations")[GenerationAnnotation] = generation.ToString(CultureInfo.InvariantCulture);
        }

        if (Target is { } target)
        {
            job.Child("metadata").Child("annotations")[TargetAnnotation] = target;
            templateMetadata["annotations"] = new JsonObject { [TargetAnnotation] = target };
        }

        JsonObject spec = new()
        {
            ["backoffLimit"] = 0,
            ["completions"] = Pods,
            ["parallelism"] = Pods,
            ["template"] = new JsonObject { ["metadata"] = templateMetadata, ["spec"] = PodSpec() },
        };
        if (Pods > 1)
        {
            spec["completionMode"] = "Indexed";
        }

        if (ActiveDeadlineSeconds is { } seconds)
        {
            spec["activeDeadlineSeconds"] = seconds;
        }

        job["spec"] = spec;
        return job;
    }

    private JsonObject PodSpec()
    {
        JsonObject spec = new() { ["serviceAccountName"] = ServiceAccount ?? Name, ["restartPolicy"] = "Never" };
        Add(spec, "initContainers", Containers.SkipLast(1));
        Add(spec, "containers", Containers.TakeLast(1));
        Add(spec, "volumes", Volumes);
        if (User is { } user)
        {
            spec["securityContext"] = new JsonObject { ["runAsUser"] = user };
        }

        // PodTemplates keep these under spec, the pod part of RuntimeSettings at its top.
        ApplySettings(spec, PodSettings.At("spec") ?? PodSettings);
        return spec;
    }

    /// <summary>Copies what people can set of a pod into its spec.</summary>
    public static void ApplySettings(JsonObject podSpec, JsonNode? settings)
    {
        foreach (string field in (string[])["nodeSelector", "tolerations", "affinity", "priorityClassName", "schedulerName", "imagePullSecrets", "securityContext"])
        {
            if (settings.At(field) is { } value)
            {
                podSpec[field] = value.DeepClone();
            }
        }
    }

    private static void Add(JsonObject spec, string field, IEnumerable<JsonObject> entries)
    {
        JsonArray list = [];
        foreach (JsonObject entry in entries)
        {
            list.Add(entry.DeepClone());
        }

        if (list.Count > 0)
        {
            spec[field] = list;
        }
    }
}
